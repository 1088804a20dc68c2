"""Stand-ins that a test may have set up for its own purposes: what the simulator does ignores them.

Each is a context manager, and skips the test where its library is missing.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest


@contextmanager
def responses() -> Iterator[None]:
    responses = pytest.importorskip("responses")

    with responses.RequestsMock():
        yield


@contextmanager
def requests_mock() -> Iterator[None]:
    requests_mock = pytest.importorskip("requests_mock")

    with requests_mock.Mocker():
        yield


@contextmanager
def vcrpy() -> Iterator[None]:
    vcr = pytest.importorskip("vcr")

    with vcr.VCR(record_mode="none").use_cassette("no-such-cassette.yaml") as cassette:
        yield
        assert len(cassette) == 0


@contextmanager
def respx() -> Iterator[None]:
    respx = pytest.importorskip("respx")

    with respx.mock:
        yield


@contextmanager
def freezegun() -> Iterator[None]:
    freezegun = pytest.importorskip("freezegun")

    with freezegun.freeze_time("2015-02-03"):
        yield


@contextmanager
def time_machine() -> Iterator[None]:
    time_machine = pytest.importorskip("time_machine")

    with time_machine.travel("2015-02-03T00:00Z", tick=False):
        yield


@contextmanager
def patched_session() -> Iterator[None]:
    def refuse(*arguments: Any, **options: Any) -> None:
        raise AssertionError("the test's own stand-in was called")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("requests.Session.request", refuse)
        patch.setattr("urllib3.connectionpool.HTTPConnectionPool.urlopen", refuse)
        patch.setattr("http.client.HTTPConnection.request", refuse)
        yield


MOCKS: list[Callable[[], AbstractContextManager[None]]] = [
    responses, requests_mock, vcrpy, respx, freezegun, time_machine, patched_session,
]  # fmt: skip
