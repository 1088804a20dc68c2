"""Callbacks reach the app in spite of the mocks that a test has set up for its own purposes."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from builders import PERSON
from catapult_simulator import Server, Simulator
from catapult_simulator.core.tenant import Tenant
from mocks import MOCKS, freezegun, time_machine
from receivers import App, app_listening, hanging_after, socket_that

LINE = "+19195551212"


@pytest.fixture(params=["virtual", "wall"])
def tenant(request: pytest.FixtureRequest) -> Iterator[Tenant]:
    with Server(Simulator(clock=request.param)) as server:
        yield server.simulator.open_tenant()


@pytest.fixture
def app() -> Iterator[App]:
    with app_listening() as listening:
        yield listening


def connect(tenant: Tenant, url: str, **options: Any) -> None:
    application = tenant.applications.create("app", incoming_message_url=url, **options)
    tenant.phone_numbers.allocate(LINE, application_id=application.id)


@pytest.mark.parametrize("mock", MOCKS)
def test_the_app_is_really_called(
    tenant: Tenant, app: App, mock: Callable[[], AbstractContextManager[None]]
) -> None:
    connect(tenant, f"{app.url}/sms")

    with mock():
        inbound = tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    assert [attempt.outcome.status for attempt in inbound.attempts] == [200]
    assert app.next().json["text"] == "hi"


@pytest.mark.parametrize("clock", [freezegun, time_machine])
def test_an_app_that_hangs_is_a_timeout_in_frozen_time_too(
    tenant: Tenant, clock: Callable[[], AbstractContextManager[None]]
) -> None:
    released = Event()
    with socket_that(hanging_after(b"HTTP/1.1 200 OK\r\n", released)) as url, clock():
        connect(tenant, url, incoming_message_url_callback_timeout=100)
        inbound = tenant.receive_message(from_=PERSON, to=LINE, text="hi")
        released.set()

    assert [attempt.outcome.problem for attempt in inbound.attempts] == ["timeout"]


def test_pytest_httpx_does_not_see_the_callback(
    tenant: Tenant, app: App, request: pytest.FixtureRequest
) -> None:
    pytest.importorskip("pytest_httpx")
    httpx_mock = request.getfixturevalue("httpx_mock")
    connect(tenant, f"{app.url}/sms")

    tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    app.next()
    assert httpx_mock.get_requests() == []


def test_the_app_is_called_without_a_word_in_the_log(
    tenant: Tenant, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    connect(tenant, f"{app.url}/sms")

    tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    app.next()
    assert [record.name for record in caplog.records if record.name != "asyncio"] == []


def test_a_cassette_that_records_has_no_callback(tenant: Tenant, app: App, tmp_path: Path) -> None:
    vcr = pytest.importorskip("vcr")

    connect(tenant, f"{app.url}/sms")
    cassette = tmp_path / "cassette.yaml"

    with vcr.VCR(record_mode="all").use_cassette(str(cassette)):
        tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    app.next()
    assert not cassette.exists()
