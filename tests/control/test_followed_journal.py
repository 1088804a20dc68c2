"""A followed journal, over a socket: who waits is woken."""

from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

import pytest
import requests

from catapult_simulator import Server, Tenant
from catapult_simulator.core.journal import Journal
from receivers import PATIENCE


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as opened:
        yield opened


class Reader:
    """Waits for the journal of a tenant on a thread of its own."""

    def __init__(self, server: Server, tenant: Tenant, query: str) -> None:
        self._url = f"{server.url}/_simulator/tenants/{tenant.user_id}/journal?wait=60{query}"
        self._heard: SimpleQueue[requests.Response] = SimpleQueue()
        Thread(target=self._read).start()

    def response(self) -> requests.Response:
        return self._heard.get(timeout=PATIENCE)

    def _read(self) -> None:
        self._heard.put(requests.get(self._url, timeout=PATIENCE))


@pytest.fixture
def waiting(
    server: Server, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Reader]:
    """A reader that waits already."""
    subscribed = Event()
    subscribe = Journal.subscribe

    def tell(*arguments: Any) -> Any:
        leave = subscribe(*arguments)
        subscribed.set()
        return leave

    def waiting(query: str) -> Reader:
        reader = Reader(server, tenant, query)
        assert subscribed.wait(PATIENCE)
        return reader

    monkeypatch.setattr(Journal, "subscribe", tell)
    return waiting


@pytest.fixture
def tenant(server: Server) -> Iterator[Tenant]:
    tenant = server.simulator.open_tenant()
    yield tenant
    if server.simulator.is_open(tenant):
        server.simulator.close_tenant(tenant.user_id)


def test_a_reader_is_woken_by_a_reset(tenant: Tenant, waiting: Callable[[str], Reader]) -> None:
    reader = waiting("")

    tenant.reset()

    assert reader.response().json()["entries"] == []


def test_a_reader_is_woken_when_its_tenant_is_closed(
    server: Server, tenant: Tenant, waiting: Callable[[str], Reader]
) -> None:
    reader = waiting("")

    server.simulator.close_tenant(tenant.user_id)

    response = reader.response()
    assert (response.status_code, response.json()["code"]) == (404, "no-such-tenant")


def test_a_reader_of_one_kind_sleeps_through_the_others(
    tenant: Tenant, waiting: Callable[[str], Reader]
) -> None:
    reader = waiting("&kind=transition")

    tenant.advance(1)
    tenant.journal.record("transition", "m-1 queued -> sending", {})

    assert [entry["kind"] for entry in reader.response().json()["entries"]] == ["transition"]
