"""Starting, stopping and starting a server again: it works, or one sentence says why not."""

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest
import requests

from builders import LINE, PERSON, draft
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import ClockName, Simulator
from catapult_simulator.core.tenant import WrongClock
from catapult_simulator.server import Server
from receivers import PATIENCE, App, app_listening

AT_ONCE = Rules(dequeue_ms=0, carrier_ms=0, receipt_ms=0)
CLOCKS: list[ClockName] = ["virtual", "wall"]


@pytest.fixture
def app() -> Iterator[App]:
    with app_listening() as listening:
        yield listening


def health_of(server: Server) -> int:
    with requests.Session() as session:
        session.trust_env = False
        return session.get(f"{server.url}/_simulator/health", timeout=PATIENCE).status_code


@pytest.mark.parametrize("again", [Server.start, Server.run, Server.open])
def test_a_running_server_is_not_started_again(again: Callable[[Server], object]) -> None:
    with Server() as server:
        with pytest.raises(RuntimeError, match="already"):
            again(server)

        assert health_of(server) == 200


def test_an_open_server_is_started_by_entering_it() -> None:
    server = Server()
    url = server.open()

    with server:
        assert (health_of(server), server.url) == (200, url)


def test_a_server_that_runs_may_be_entered() -> None:
    with Server().start() as server:
        assert health_of(server) == 200

    with pytest.raises(requests.ConnectionError):
        health_of(server)


@pytest.mark.parametrize("clock", CLOCKS)
def test_a_stopped_server_starts_again_on_its_port(clock: ClockName) -> None:
    server = Server(Simulator(clock=clock))
    with server:
        tenant, url = server.simulator.open_tenant(), server.url

    with server:
        found = requests.get(f"{server.url}/_simulator/tenants", timeout=PATIENCE).json()

    assert server.url == url
    assert [each["userId"] for each in found] == [tenant.user_id]


def test_a_port_that_was_taken_meanwhile_can_be_had_later() -> None:
    server = Server()
    with server:
        port = int(server.url.rpartition(":")[2])
    with socket.create_server(("127.0.0.1", port)), pytest.raises(OSError, match="in use"):
        server.start()

    with server:
        assert health_of(server) == 200


@pytest.mark.parametrize("served_before", [False, True], ids=["a first start", "a restart"])
def test_timers_of_the_time_without_a_server_run_from(served_before: bool, app: App) -> None:
    server = Server(Simulator(clock="wall", rules=AT_ONCE))
    if served_before:
        server.start().stop()
    tenant = server.simulator.open_tenant()
    tenant.phone_numbers.allocate(LINE)
    tenant.messages.send(draft(callback_url=app.url, receipt_requested="all"))

    with server:
        arrived = app.next()

    assert arrived.json["eventType"] == "sms"


def test_nothing_is_received_while_no_server_runs_the_wall_clock() -> None:
    tenant = Simulator(clock="wall").open_tenant()
    tenant.phone_numbers.allocate(LINE)

    with pytest.raises(WrongClock, match="only while a Server does"):
        tenant.receive_message(from_=PERSON, to=LINE)

    assert len(tenant.messages) == 0


def test_one_server_runs_the_wall_clock_of_a_simulator() -> None:
    simulator = Simulator(clock="wall", rules=AT_ONCE)
    with Server(simulator) as server:
        other = Server(simulator)
        with pytest.raises(RuntimeError, match="another server"):
            other.start()

        assert health_of(server) == 200
        assert simulator.network.wall_time is not None
        other.stop()
        assert simulator.network.wall_time is not None


def test_a_server_that_never_ran_can_be_stopped() -> None:
    server = Server()

    server.stop()

    with server:
        assert health_of(server) == 200


def test_a_server_without_a_thread_leaves_nothing_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    server = Server()
    url = server.open()
    with monkeypatch.context() as patch:
        patch.setattr(Thread, "start", refuse)
        with pytest.raises(RuntimeError, match="new thread"):
            server.start()

    with Server(port=int(url.rpartition(":")[2])) as other:
        assert health_of(other) == 200


def test_a_server_that_cannot_have_signals_leaves_nothing_open() -> None:
    server = Server()
    url = server.open()
    with ThreadPoolExecutor() as elsewhere:
        refused = elsewhere.submit(server.run).exception()

    assert "main thread" in str(refused)
    with Server(port=int(url.rpartition(":")[2])) as other:
        assert health_of(other) == 200


@pytest.mark.parametrize("host", ["ü..", "a..b", "x" * 64 + ".test"])
def test_a_name_that_is_none_is_an_os_error(host: str) -> None:
    with pytest.raises(OSError, match=r"host|[Nn]ame|resolution"):
        Server(host=host).open()
