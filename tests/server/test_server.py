"""The server over real sockets: its address, its end, long polls, faults and refusals."""

from queue import SimpleQueue
from threading import Thread
from typing import Any

import pytest
import requests

from builders import LINE, draft
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.server import Server
from receivers import PATIENCE
from server.account_of_server import Open, Shop


def test_links_are_on_the_host_that_the_client_used(server: Server, open_shop: Open) -> None:
    shop = open_shop(server)
    name = server.url.replace("127.0.0.1", "localhost")
    body = {"name": "x", "incomingMessageUrl": "http://a.test/"}

    made = shop.call("POST", shop.url.replace(server.url, name) + "/applications", json=body)

    assert made.headers["Location"].startswith(f"{name}/v1/users/{shop.tenant.user_id}/")


def test_a_reader_of_the_journal_is_woken_by_the_next_entry(
    server: Server, open_shop: Open
) -> None:
    shop = open_shop(server)
    shop.open_line("http://127.0.0.1:1/")
    after = shop.tenant.journal.next_number - 1
    heard: SimpleQueue[Any] = SimpleQueue()
    reading = Thread(target=lambda: heard.put(listen(shop, after)))
    reading.start()

    shop.send()

    entries = heard.get(timeout=PATIENCE)["entries"]
    reading.join(PATIENCE)
    assert entries[0]["number"] == after + 1


def listen(shop: Shop, after: int) -> Any:
    url = f"{shop.control}/journal?after={after}&wait=15"
    return requests.get(url, timeout=PATIENCE).json()


def test_a_wait_without_an_entry_ends(server: Server, open_shop: Open) -> None:
    shop = open_shop(server)

    answer = shop.call("GET", f"{shop.control}/journal?wait=0.05")

    assert answer.json() == {"entries": [], "next": 0, "missed": 0, "rewound": False, "began": 1}


@pytest.mark.parametrize("connection_fault", ["reset", "truncate", "garbage", "close"])
def test_a_connection_is_broken_on_purpose(
    server: Server, open_shop: Open, connection_fault: Any
) -> None:
    shop = open_shop(server)
    shop.tenant.faults.add(Fault("rest", connection_fault=connection_fault, times=1))

    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        shop.call("GET", "messages")

    assert shop.call("GET", "messages").status_code == 200


def test_a_delay_fault_delays_the_response(server: Server, open_shop: Open) -> None:
    shop = open_shop(server)
    shop.tenant.faults.add(Fault("rest", delay_ms=50, times=1))

    answer = shop.call("GET", "messages")

    assert answer.status_code == 200
    assert answer.elapsed.total_seconds() >= 0.05


def test_a_path_of_invalid_utf_8_is_not_found(server: Server, open_shop: Open) -> None:
    shop = open_shop(server)

    answer = shop.call("GET", "messages/%ff%fe")

    assert (answer.status_code, answer.json()["code"]) == (404, "message-not-found")


def test_a_body_of_10_mb_is_refused(server: Server, open_shop: Open) -> None:
    answer = open_shop(server).send(text="x" * 10_000_000)

    assert (answer.status_code, answer.json()["code"]) == (413, "validation-error")


def test_a_server_can_be_stopped_twice_and_from_elsewhere(tenant: Tenant) -> None:
    server = Server().start()
    stopping = Thread(target=server.stop)
    stopping.start()
    stopping.join(PATIENCE)

    server.stop()

    with pytest.raises(requests.ConnectionError):
        requests.get(server.url, timeout=PATIENCE)


@pytest.mark.parametrize("clock", ["virtual", "wall"])
def test_a_simulator_outlives_its_server(clock: Any) -> None:
    simulator = Simulator(clock=clock)
    with Server(simulator):
        tenant = simulator.open_tenant()
    tenant.phone_numbers.allocate(LINE)

    assert tenant.messages.send(draft()).state == "queued"


def test_a_port_in_use_raises() -> None:
    with Server() as server:
        port = int(server.url.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"):
            Server(port=port).open()
