"""A list of messages that is held back, over a socket: without a thread, until there is one."""

from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

import pytest
import requests

from builders import LINE, PERSON, draft
from catapult_simulator import Server, Simulator, Tenant
from catapult_simulator.core import text_patterns
from receivers import PATIENCE


@pytest.fixture(scope="module", params=["virtual", "wall"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with Server(Simulator(clock=request.param)) as opened:
        yield opened


@pytest.fixture
def tenant(server: Server) -> Iterator[Tenant]:
    tenant = server.simulator.open_tenant()
    tenant.phone_numbers.allocate(LINE)
    yield tenant
    if server.simulator.is_open(tenant):
        server.simulator.close_tenant(tenant.user_id)


class Waiter:
    """Waits for messages on a thread of its own."""

    def __init__(self, server: Server, tenant: Tenant, query: str) -> None:
        self._url = f"{server.url}/_simulator/tenants/{tenant.user_id}/messages?wait=60&{query}"
        self._heard: SimpleQueue[requests.Response] = SimpleQueue()
        Thread(target=self._read).start()

    def response(self) -> requests.Response:
        return self._heard.get(timeout=PATIENCE)

    def texts(self) -> list[str]:
        return [message["text"] for message in self.response().json()]

    def _read(self) -> None:
        self._heard.put(requests.get(self._url, timeout=PATIENCE))


Wait = Callable[[str], Waiter]


@pytest.fixture
def wait(server: Server, tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> Wait:
    """A waiter whose request is held back already."""
    subscribed = Event()
    watch = Tenant.watch

    def tell(*arguments: Any) -> Any:
        end = watch(*arguments)
        subscribed.set()
        return end

    def waiting(query: str) -> Waiter:
        waiter = Waiter(server, tenant, query)
        assert subscribed.wait(PATIENCE)
        subscribed.clear()
        return waiter

    monkeypatch.setattr(Tenant, "watch", tell)
    return waiting


def test_the_first_message_that_fits_ends_the_wait(tenant: Tenant, wait: Wait) -> None:
    waiter = wait("direction=out&to=%2B19195550001&text~=code")

    tenant.messages.send(draft(text="Bye"))
    tenant.messages.send(draft(to="+19195550002", text="Your code is 1"))
    tenant.messages.send(draft(text="Your code is 2"))

    assert waiter.texts() == ["Your code is 2"]


def test_a_new_state_ends_the_wait(server: Server, tenant: Tenant, wait: Wait) -> None:
    waiter = wait("state=sent")

    tenant.messages.send(draft(text="Bye"))
    if tenant.can_advance:
        tenant.advance(1)

    assert waiter.texts() == ["Bye"]


def test_several_can_be_waited_for(tenant: Tenant, wait: Wait) -> None:
    waiter = wait("direction=out&count=2")

    tenant.messages.send(draft(text="a"))
    tenant.messages.send(draft(text="b"))

    assert waiter.texts() == ["b", "a"]


def test_an_inbound_message_ends_the_wait(tenant: Tenant, wait: Wait) -> None:
    waiter = wait("direction=in")

    tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    assert waiter.texts() == ["hi"]


def test_a_pattern_that_takes_too_long_ends_the_wait_and_nothing_else(
    tenant: Tenant, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_patterns, "MAX_SECONDS", 0.05)
    waiter = wait("text~=a%2Ba%2Bx")

    tenant.receive_message(from_=PERSON, to=LINE, text="a" * 5000)

    response = waiter.response()
    assert response.status_code == 400
    assert response.json()["message"].startswith("'a+a+x' took longer than 0.05 s: ")


def test_an_app_that_posts_ends_the_wait(server: Server, tenant: Tenant, wait: Wait) -> None:
    waiter = wait("text=posted")

    me = tenant.credentials
    requests.post(
        f"{server.url}/v1/users/{me.user_id}/messages",
        auth=(me.token, me.secret),
        json={"from": LINE, "to": PERSON, "text": "posted"},
        timeout=PATIENCE,
    )

    assert waiter.texts() == ["posted"]


def test_when_the_time_is_over_the_answer_has_near_misses(server: Server, tenant: Tenant) -> None:
    tenant.messages.send(draft(text="Bye"))
    url = f"{server.url}/_simulator/tenants/{tenant.user_id}/messages?text=Bye!&wait=0.05"

    answer = requests.get(url, timeout=PATIENCE)

    assert (answer.status_code, answer.json()["code"]) == (404, "not-seen")
    assert [miss["message"]["text"] for miss in answer.json()["nearest"]] == ["Bye"]


def test_a_reset_ends_the_wait(tenant: Tenant, wait: Wait) -> None:
    waiter = wait("text=never")

    tenant.reset()

    answer = waiter.response()
    assert (answer.status_code, answer.json()["code"]) == (409, "reset")


def test_closing_the_account_ends_the_wait(server: Server, tenant: Tenant, wait: Wait) -> None:
    waiter = wait("text=never")

    server.simulator.close_tenant(tenant.user_id)

    answer = waiter.response()
    assert (answer.status_code, answer.json()["code"]) == (404, "no-such-tenant")


def test_no_thread_waits_and_nothing_is_left_behind(
    server: Server, tenant: Tenant, wait: Wait
) -> None:
    number = 90  # more than the server has worker threads
    waiters = [wait(f"text={at}") for at in range(number)]

    pending = f"{server.url}/_simulator/tenants/{tenant.user_id}/pending"
    assert requests.get(pending, timeout=PATIENCE).ok
    tenant.messages.send(draft(text="other"))
    for at in range(number):
        tenant.messages.send(draft(text=str(at)))

    assert sorted(int(waiter.texts()[0]) for waiter in waiters) == list(range(number))
    assert tenant.messages._store._watchers == []


def test_an_account_has_so_many_waits(server: Server, tenant: Tenant, wait: Wait) -> None:
    waiters = [wait("text=all") for _ in range(100)]

    url = f"{server.url}/_simulator/tenants/{tenant.user_id}/messages?text=all&wait=60"
    refused = requests.get(url, timeout=PATIENCE)
    tenant.messages.send(draft(text="all"))

    assert (refused.status_code, refused.json()["code"]) == (429, "too-many-long-polls")
    assert [waiter.texts() for waiter in waiters] == [["all"]] * 100
