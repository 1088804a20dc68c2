"""Refusals of the control API for what is too large or too much."""

import io
from concurrent.futures import ThreadPoolExecutor
from threading import Semaphore
from typing import Any

import pytest
import requests

from builders import environ_of, run
from catapult_simulator.app import create_app
from catapult_simulator.control.long_polls import LongPolls, TooManyLongPolls
from catapult_simulator.core import limits
from catapult_simulator.core.journal import Journal
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.server import Server
from control.calls import Control
from receivers import PATIENCE

TEXT = b'{"from": "+19195550001", "to": "+19195551212", "text": "%s"}'


@pytest.mark.parametrize("declared", [True, False], ids=["length", "chunked"])
@pytest.mark.parametrize(("over", "status"), [(0, 400), (1, 413)])
def test_a_body_has_at_most_two_mib(
    simulator: Simulator, tenant: Tenant, over: int, status: int, *, declared: bool
) -> None:
    body = TEXT % (b"x" * (limits.MAX_CONTROL_BODY_BYTES - len(TEXT) + 2 + over))
    path = f"/_simulator/tenants/{tenant.user_id}/messages"
    environ = environ_of("POST", path, body) | {"CONTENT_TYPE": "application/json"}
    if not declared:
        del environ["CONTENT_LENGTH"]
        environ["HTTP_TRANSFER_ENCODING"] = "chunked"

    answer = run(create_app(simulator), environ)

    assert answer.status == status
    assert status == 400 or (answer.code, answer.message) == (
        "body-too-large",
        "a control request has at most 2097152 bytes; this body has more",
    )


def test_a_body_that_is_too_large_is_not_read_to_its_end(
    simulator: Simulator, tenant: Tenant
) -> None:
    body = io.BytesIO(b" " * (2 * limits.MAX_CONTROL_BODY_BYTES))
    headers = {"CONTENT_TYPE": "application/json", "HTTP_TRANSFER_ENCODING": "chunked"}
    path = f"/_simulator/tenants/{tenant.user_id}/reset"

    run(create_app(simulator), environ_of("POST", path) | headers | {"wsgi.input": body})

    assert body.tell() == limits.MAX_CONTROL_BODY_BYTES + 1


MANY = {f"x{number}": 1 for number in range(1000)}


@pytest.mark.parametrize(
    ("path", "content", "where"),
    [
        ("/faults", MANY, ""),
        ("/advance", MANY, ""),
        ("/reset", MANY, ""),
        ("/_simulator/tenants", MANY, ""),
        ("/messages", MANY, ""),
        ("/messages", {"from": "a", "to": "b", "media": [MANY]}, "media.0."),
    ],
)
def test_many_unknown_properties_are_counted_and_the_first_named(
    control: Control, path: str, content: Any, where: str
) -> None:
    answer = control("POST", path, content)

    sentence = f"{where}x0, x1, x2 and 997 more: unknown properties; known: "
    assert (answer.status, answer.code) == (400, "bad-request")
    assert answer.message.startswith(sentence)
    assert answer.message.count("known: ") == 1


def test_many_unknown_parameters_of_a_query_are_counted(control: Control) -> None:
    answer = control("GET", "/journal?" + "&".join(f"x{number}=1" for number in range(1000)))

    assert answer.status == 400
    assert answer.message == (
        "x0, x1, x2 and 997 more: unknown properties; known: after, kind, limit, wait"
    )


def test_media_are_counted_before_they_are_checked(control: Control) -> None:
    content = {"from": "+19195550001", "to": "+19195551212", "media": [1] * 1000}

    answer = control("POST", "/messages", content)

    assert answer.status == 400
    assert answer.message == "media: Longer than maximum length 100."


def test_one_tenant_too_many_is_a_conflict(
    control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_TENANTS", 1)

    answer = control("POST", "/_simulator/tenants", {})

    assert (answer.status, answer.code) == (409, "too-many-tenants")
    assert answer.message.startswith("1 tenants are open")


def test_a_limit_of_the_account_is_named(control: Control, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CALLER_NAMES", 0)

    answer = control("POST", "/numberInfo", {"number": "+19195550001", "name": "ALICE"})

    assert (answer.status, answer.code) == (403, "simulator-limit")
    assert "at most 0 caller names" in answer.message


@pytest.fixture
def polls(monkeypatch: pytest.MonkeyPatch) -> LongPolls:
    monkeypatch.setattr(limits, "MAX_LONG_POLLS_OF_A_TENANT", 2)
    monkeypatch.setattr(limits, "MAX_LONG_POLLS", 3)
    return LongPolls()


def _open(polls: LongPolls, user_id: str) -> Any:
    polls.require_room(user_id)
    return polls.counted(user_id, lambda wake: lambda: None)(lambda: None)


def test_long_polls_of_a_tenant_are_bounded_until_one_ends(polls: LongPolls) -> None:
    end = _open(polls, "u-a")
    _open(polls, "u-a")

    with pytest.raises(TooManyLongPolls, match="tenant 'u-a' has 2 open long polls"):
        polls.require_room("u-a")

    end()
    polls.require_room("u-a")


def test_long_polls_of_the_simulator_are_bounded(polls: LongPolls) -> None:
    for user_id in ("u-a", "u-a", "u-b"):
        _open(polls, user_id)

    with pytest.raises(TooManyLongPolls, match="this simulator has 3 open long polls"):
        polls.require_room("u-c")


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> Semaphore:
    """Released once for each long poll that waits."""
    waiting = Semaphore(0)
    subscribe = Journal.subscribe

    def noted(*arguments: Any) -> Any:
        unsubscribe = subscribe(*arguments)
        waiting.release()
        return unsubscribe

    monkeypatch.setattr(Journal, "subscribe", noted)
    monkeypatch.setattr(limits, "MAX_LONG_POLLS_OF_A_TENANT", 2)
    return waiting


def test_one_follower_too_many_is_told_so_and_the_others_get_their_news(
    followed: Semaphore,
) -> None:
    with Server(Simulator()) as server, ThreadPoolExecutor(2) as clients:
        tenant = server.simulator.open_tenant()
        url = f"{server.url}/_simulator/tenants/{tenant.user_id}/journal?wait=60"
        waiting = [clients.submit(requests.get, url, timeout=PATIENCE) for _ in range(2)]
        for _ in waiting:
            assert followed.acquire(timeout=PATIENCE)

        refused = requests.get(url, timeout=PATIENCE)
        tenant.advance(1)
        answered = [each.result().json()["entries"][0]["kind"] for each in waiting]

    assert (refused.status_code, refused.json()["code"]) == (429, "too-many-long-polls")
    assert answered == ["control", "control"]
