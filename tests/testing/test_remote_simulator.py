"""A simulator elsewhere: which one a suite can use, and the accounts that it opens there."""

import json
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from builders import LINE, PERSON, draft
from catapult_simulator import Rules, Server, Simulator, __version__
from catapult_simulator.control_client.errors import Unreachable
from catapult_simulator.control_client.transport import Transport, Unanswered
from catapult_simulator.core import limits
from catapult_simulator.core.simulator import TenantExists, TooManyTenants, UnknownTenant
from catapult_simulator.core.virtual_time import WrongClock
from catapult_simulator.core.world import TenantClosed
from catapult_simulator.testing.remote.simulator import RemoteSimulator, UnusableSimulator
from receivers import app_listening, saying, socket_that


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def simulator(server: Server) -> Iterator[RemoteSimulator]:
    yield RemoteSimulator(server.url)
    for tenant in server.simulator.tenants():
        server.simulator.close_tenant(tenant.user_id)


@contextmanager
def nobody() -> Iterator[str]:
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))  # and does not listen
        yield f"http://127.0.0.1:{port.getsockname()[1]}"


@contextmanager
def another_website() -> Iterator[str]:
    with app_listening() as app:
        yield app.url


def of_version(version: str) -> AbstractContextManager[str]:
    body = json.dumps({"status": "ok", "version": version, "clock": "virtual"}).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return socket_that(saying(f"{head}\r\n".encode() + body))


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (nobody(), r"no simulator answers at http://127\.0\.0\.1:\d+: Connection refused; start"),
        (another_website(), r"http://127\.0\.0\.1:\d+ answers 200, but is no simulator; start one"),
        (socket_that(saying(b"SSH-2.0\r\n")), r"no simulator answers at .*: SSH-2\.0; start one"),
        (of_version("0.0.9"), rf"is of version 0\.0\.9, and this suite has {__version__}; install"),
    ],
    ids=["nobody", "another website", "no HTTP", "another version"],
)
def test_a_simulator_that_cannot_be_used_is_refused_in_a_sentence(
    place: AbstractContextManager[str], sentence: str
) -> None:
    with place as url, pytest.raises(UnusableSimulator, match=sentence) as refused:
        RemoteSimulator(url.removesuffix("/sms"))

    assert "\n" not in str(refused.value)


def test_a_url_that_is_none_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnusableSimulator, match="'simulator:8080' is no URL; write http://host"):
        RemoteSimulator("simulator:8080")


def test_credentials_and_ids_depend_on_the_seed(simulator: RemoteSimulator) -> None:
    first = simulator.open_tenant(seed="test_a")
    number = first.phone_numbers.allocate(LINE)
    first.close()

    again = simulator.open_tenant(seed="test_a")

    assert again.credentials == first.credentials
    assert again.phone_numbers.allocate(LINE).id == number.id
    assert simulator.open_tenant(seed="test_b").credentials != first.credentials


def test_two_accounts_of_one_seed_do_not_collide_unnoticed(simulator: RemoteSimulator) -> None:
    simulator.open_tenant(seed="test_a")

    with pytest.raises(TenantExists, match="is open already; close or reset it"):
        simulator.open_tenant(seed="test_a")


def test_accounts_have_no_part_in_each_other(simulator: RemoteSimulator) -> None:
    mine, other = simulator.open_tenant(), simulator.open_tenant()
    for account in (mine, other):
        account.phone_numbers.allocate(LINE)

    mine.messages.send(draft())

    assert len(other.messages) == 0


def test_an_account_is_opened_with_rules_and_a_time(simulator: RemoteSimulator) -> None:
    rules = Rules.of("2018", receipt_ms=3, dashboard_password="x")
    start = datetime(2024, 2, 29, 8, tzinfo=UTC)

    account = simulator.open_tenant("u-1", "t-1", "secret", rules=rules, now=start)

    assert account.credentials == ("u-1", "t-1", "secret")
    assert (account.rules, account.now) == (rules, start)
    account.reset()
    assert (account.rules, account.now) == (rules, start)


@pytest.mark.parametrize(
    ("settings", "error", "sentence"),
    [
        ({"user_id": "a b"}, ValueError, "userId: 'a b' is not an id"),
        ({"token": 5}, TypeError, "token=5; pass a str"),
        ({"rules": "2018"}, TypeError, "rules='2018'; pass a Rules"),
        ({"now": datetime(2020, 1, 1)}, ValueError, "has no time zone"),  # noqa: DTZ001
        ({"clock": "sun"}, ValueError, "clock='sun'; choose one of None, virtual, wall"),
        ({"now": "today"}, TypeError, "now='today'; pass an aware datetime"),
    ],
)
def test_settings_that_no_account_has_are_refused(
    simulator: RemoteSimulator, settings: Any, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        simulator.open_tenant(**settings)

    assert simulator.tenants() == []


def test_more_accounts_than_the_simulator_keeps_are_refused_in_a_sentence(
    simulator: RemoteSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_TENANTS", 1)
    simulator.open_tenant()

    with pytest.raises(TooManyTenants, match="1 tenants are open, and this simulator keeps no mor"):
        simulator.open_tenant()


def test_accounts_are_listed_found_and_closed(simulator: RemoteSimulator, server: Server) -> None:
    account = simulator.open_tenant("u-1")

    assert simulator.tenant("u-1").credentials == account.credentials
    assert simulator.is_open(account)
    simulator.close_tenant("u-1")
    assert not simulator.is_open(account)
    assert server.simulator.tenants() == []
    with pytest.raises(UnknownTenant, match='no tenant "u-1"; there is none; open one'):
        simulator.tenant("u-1")


def test_an_account_that_somebody_else_closed_says_so(
    simulator: RemoteSimulator, server: Server
) -> None:
    account = simulator.open_tenant("u-1")
    server.simulator.close_tenant("u-1")

    with pytest.raises(TenantClosed, match='account "u-1" was closed; open another one'):
        account.messages.find()
    account.close()  # what is closed stays closed
    assert account.is_closed


def test_a_simulator_that_has_stopped_says_so() -> None:
    with Server() as server:
        account = RemoteSimulator(server.url).open_tenant()

    with pytest.raises(Unreachable, match=r"no simulator answers at http://.*: Connection refused"):
        account.settle()


def test_on_a_wall_clock_time_cannot_be_moved() -> None:
    with Server(Simulator(clock="wall")) as server:
        simulator = RemoteSimulator(server.url)
        account = simulator.open_tenant("u-1")

        assert (simulator.clock, account.can_advance) == ("wall", False)
        with pytest.raises(WrongClock, match="cannot settle tenant 'u-1': it runs on the wall"):
            account.settle()
        assert simulator.open_tenant(clock="virtual").settle() == 0
        with pytest.raises(WrongClock, match=r"start of virtual time, and this \w+ runs"):
            simulator.open_tenant(now=datetime(2020, 1, 1, tzinfo=UTC))


def test_requests_of_no_account_are_told(simulator: RemoteSimulator, server: Server) -> None:
    before = simulator.unmatched_requests.entries()

    requests.get(f"{server.url}/v1/users/u-x/messages", auth=("t-x", "wrong"), timeout=5)

    after = before[-1].number if before else 0
    (told,) = simulator.unmatched_requests.entries(after)
    assert simulator.unmatched_requests.next_number == told.number + 1
    (kept,) = server.simulator.unmatched_requests.entries(after)
    assert told == kept._replace(at_ms=kept.at_ms // 1000 * 1000)


def test_links_in_callbacks_are_under_the_url_that_the_suite_uses(server: Server) -> None:
    url = server.url.replace("127.0.0.1", "localhost")
    account = RemoteSimulator(f"{url}/").open_tenant()
    account.phone_numbers.allocate(LINE)

    account.messages.send(draft(callback_url="http://127.0.0.1:9/"))
    account.settle()

    assert account.journal.last("callback").detail["messageUri"].startswith(f"{url}/v1/users/")
    account.close()


def test_a_person_texts_an_account_elsewhere(simulator: RemoteSimulator) -> None:
    with app_listening() as app:
        account = simulator.open_tenant()
        shop = account.applications.create("shop", incoming_message_url=f"{app.url}/sms")
        account.phone_numbers.allocate(LINE, application_id=shop.id)

        inbound = account.receive_message(from_=PERSON, to=LINE, text="open?")

        assert [attempt.outcome.status for attempt in inbound.attempts] == [200]
        assert app.next().json["text"] == "open?"


def test_a_reset_that_nobody_answers_leaves_the_account_usable(
    simulator: RemoteSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = simulator.open_tenant()
    account.phone_numbers.allocate(LINE)
    with monkeypatch.context() as patched:
        patched.setattr(Transport, "send", unanswered)
        with pytest.raises(Unreachable):
            account.reset()

    assert account.phone_numbers.owned(LINE)
    account.reset()
    assert account.phone_numbers.owned(LINE) is None


def unanswered(*_: object, **__: object) -> None:
    raise Unanswered("no answer in time")
