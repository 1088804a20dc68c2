"""The mocks of other libraries, started before or after a redirect, keep to their own hosts."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from catapult_simulator.testing.catapult import Catapult
from testing.redirect.clients import CLIENTS, Ask, by_httpx, by_requests, numbers_by

OTHER = "https://shop.example/orders"


@contextmanager
def responses() -> Iterator[None]:
    responses = pytest.importorskip("responses")

    with responses.RequestsMock() as mock:
        mock.get(OTHER, json=["an order"])
        yield
        assert requests.get(OTHER, timeout=10).json() == ["an order"]


@contextmanager
def requests_mock() -> Iterator[None]:
    requests_mock = pytest.importorskip("requests_mock")

    with requests_mock.Mocker() as mock:
        mock.get(OTHER, json=["an order"])
        yield
        assert requests.get(OTHER, timeout=10).json() == ["an order"]
        assert mock.call_count == 1


@contextmanager
def vcrpy() -> Iterator[None]:
    vcr = pytest.importorskip("vcr")

    with vcr.VCR(record_mode="none").use_cassette("no-such-cassette.yaml") as cassette:
        yield
        assert len(cassette) == 0


@contextmanager
def respx() -> Iterator[None]:
    respx = pytest.importorskip("respx")
    httpx = pytest.importorskip("httpx")

    with respx.mock:
        respx.get(OTHER).respond(json=["an order"])
        yield
        assert httpx.get(OTHER).json() == ["an order"]


@contextmanager
def freezegun() -> Iterator[None]:
    freezegun = pytest.importorskip("freezegun")

    with freezegun.freeze_time("2015-02-03"):
        yield
        assert datetime.now(UTC).year == 2015


@contextmanager
def time_machine() -> Iterator[None]:
    time_machine = pytest.importorskip("time_machine")

    with time_machine.travel("2015-02-03T00:00Z", tick=False):
        yield
        assert datetime.now(UTC).year == 2015


Mock = Callable[[], AbstractContextManager[None]]
MOCKS: list[Mock] = [responses, requests_mock, vcrpy, respx, freezegun, time_machine]
EACH_MOCK = pytest.mark.parametrize("mock", MOCKS)


@CLIENTS
@EACH_MOCK
def test_a_mock_that_is_started_later(account: Catapult, ask: Ask, mock: Mock) -> None:
    with account.redirect(), mock():
        assert numbers_by(ask, account) == []


@CLIENTS
@EACH_MOCK
def test_a_mock_that_was_started_before(account: Catapult, ask: Ask, mock: Mock) -> None:
    with mock(), account.redirect():
        assert numbers_by(ask, account) == []


@EACH_MOCK
def test_a_mock_that_ends_within_a_redirect(account: Catapult, mock: Mock) -> None:
    with ExitStack() as started:
        started.enter_context(mock())
        with account.redirect():
            started.close()
            assert numbers_by(by_requests, account) == []
            assert numbers_by(by_httpx, account) == []


@EACH_MOCK
def test_a_mock_that_outlives_a_redirect(account: Catapult, mock: Mock) -> None:
    with ExitStack() as started:
        with account.redirect():
            started.enter_context(mock())
        started.close()
        with account.redirect():
            assert numbers_by(by_requests, account) == []


@CLIENTS
@pytest.mark.parametrize("order", ["before", "after"])
def test_pytest_httpx(
    account: Catapult, ask: Ask, order: str, request: pytest.FixtureRequest
) -> None:
    pytest.importorskip("pytest_httpx")
    httpx = pytest.importorskip("httpx")
    if order == "before":
        request.getfixturevalue("httpx_mock")

    with account.redirect():
        httpx_mock = request.getfixturevalue("httpx_mock")
        httpx_mock.add_response(url=OTHER, json=["an order"])
        assert numbers_by(ask, account) == []
        assert httpx.get(OTHER).json() == ["an order"]

    assert len(httpx_mock.get_requests()) == 1


@CLIENTS
def test_a_cassette_that_records_has_nothing_of_it(
    account: Catapult, ask: Ask, tmp_path: Path
) -> None:
    vcr = pytest.importorskip("vcr")
    cassette = tmp_path / "cassette.yaml"

    with account.redirect(), vcr.VCR(record_mode="all").use_cassette(str(cassette)):
        assert numbers_by(ask, account) == []

    assert not cassette.exists()
