"""Bad use: each is answered with one sentence that says what is wrong and what to do.

Forks are in plugin/test_forks.py, pytest-socket in plugin/test_blocked_sockets.py.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest
import requests

from builders import LINE, PERSON, draft
from catapult_simulator import Server, Simulator, sent
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.people.no_line import NoLine
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.tenant import Tenant, WrongClock
from catapult_simulator.core.world import TenantClosed
from catapult_simulator.testing.catapult import Catapult

CLOSED = (
    'account "{0}" was closed; open another one: make_catapult() in a test, open_tenant() of a '
)
AWARE = "has no time zone; pass an aware datetime, such as datetime(2019, 5, 1, 12, tzinfo=UTC), "
RANGE = "choose from 0 to 316224000 seconds, which are ten years"
NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001 - it is the point
Use = Callable[[Catapult], object]
WsgiReply = list[bytes]

TIMES: dict[str, tuple[Use, str]] = {
    "naive": (lambda a: a.advance_to(NAIVE), f"moment=2026-01-01T00:00:00 {AWARE}or moment.astime"),
    "naive start": (lambda a: Simulator(now=NAIVE), f"now=2026-01-01T00:00:00 {AWARE}or moment.as"),
    "negative": (lambda a: a.advance(-1), f"cannot advance by -1 s; {RANGE}"),
    "negative days": (lambda a: a.advance(timedelta(-1)), f"cannot advance by -86400.0 s; {RANGE}"),
    "absurd": (lambda a: a.advance(1e12), f"cannot advance by 1000000000000.0 s; {RANGE}"),
    "past": (
        lambda a: a.advance_to(datetime(2019, 4, 1, tzinfo=UTC)),
        "cannot advance to 2019-04-01T00:00:00+00:00: it is 2019-05-01T12:00:00+00:00 already; ",
    ),
    "far": (
        lambda a: a.advance_to(datetime(2500, 1, 1, tzinfo=UTC)),
        "moment=2500-01-01T00:00:00+00:00; choose a time of the years 2002 to 2199",
    ),
    "no wait": (lambda a: a.wait_for(sent(), timeout=-1), "timeout=-1; choose from 0 to 600"),
    "long wait": (
        lambda a: a.phone(PERSON).wait_for_reply(timeout=1e6),
        "timeout=1000000.0; choose from 0 to 600",
    ),
}


def test_a_span_is_seconds_or_a_timedelta(account: Catapult) -> None:
    with pytest.raises(TypeError, match="cannot advance by '5m'; pass seconds, or a timedelta"):
        account.advance("5m")  # type: ignore[arg-type]


def refusal(use: Callable[[], object], kind: type[Exception]) -> str:
    with pytest.raises(kind) as refused:
        use()
    return str(refused.value)


@pytest.mark.parametrize(
    "use",
    [
        lambda a: a.advance(1),
        lambda a: a.messages,
        lambda a: a.phone(PERSON).text("hi"),
        lambda a: a.serve(lambda environ, start: []),
        lambda a: a.redirect().__enter__(),
    ],
    ids=["advance", "messages", "phone", "serve", "redirect"],
)
def test_a_closed_account(account: Catapult, use: Use) -> None:
    account.close()

    assert refusal(lambda: use(account), TenantClosed).startswith(CLOSED.format(account.user_id))


def test_a_resource_of_a_closed_account(account: Catapult) -> None:
    messages = account.messages
    account.close()

    said = refusal(lambda: messages.send(draft()), TenantClosed)
    assert said.startswith(CLOSED.format(account.user_id))


def test_a_resource_of_before_the_reset(account: Catapult) -> None:
    messages = account.messages
    account.reset()

    assert refusal(lambda: messages.send(draft()), TenantClosed) == (
        f'account "{account.user_id}" was reset since this was taken from it; take it from the '
        "account again: catapult.messages"
    )


def test_a_request_to_a_closed_account(account: Catapult, served_simulator: Simulator) -> None:
    user_id, token, secret = account.credentials
    account.close()

    url = f"{served_simulator.network.url}/v1/users/{user_id}/messages"
    answer = requests.get(url, auth=(token, secret), timeout=20)

    assert answer.status_code == 401
    assert served_simulator.unmatched_requests.entries()[-1].reason == (
        f"token {token}: its account {user_id} was closed"
    )


def test_a_server_that_has_not_been_started() -> None:
    assert refusal(lambda: Server().url, RuntimeError) == (
        "this server has no URL yet; start it: with Server() as server: ..."
    )


@pytest.mark.parametrize(
    ("use", "verb"),
    [
        (lambda t: t.receive_message(from_=PERSON, to=LINE), "receive a message"),
        (lambda t: t.wait_for(sent()), "wait"),
    ],
    ids=["receive", "wait"],
)
def test_a_stopped_server(use: Callable[[Tenant], object], verb: str) -> None:
    with Server(Simulator(clock="wall")) as server:
        tenant = server.simulator.open_tenant()
    tenant.phone_numbers.allocate(LINE)

    assert refusal(lambda: use(tenant), WrongClock) == (
        f"tenant {tenant.user_id!r} cannot {verb}: its wall clock runs only while a Server does; "
        "start one, or use virtual time"
    )


@pytest.mark.parametrize("owned", [(), ("+19195551213", "+19195551214")], ids=len)
def test_a_text_to_an_unknown_number(account: Catapult, owned: tuple[str, ...]) -> None:
    for number in owned:
        account.phone_numbers.allocate(number)

    assert refusal(lambda: account.receive_message(from_=PERSON, to=LINE), CatapultError) == (
        f"number-not-found: The number {LINE} could not be found; account {account.user_id} has "
        f"{', '.join(owned) or 'no number'}; order one with phone_numbers.allocate(...)"
    )


def test_a_message_from_an_unknown_number(account: Catapult) -> None:
    with pytest.raises(CatapultError) as refused:
        account.messages.send(draft())

    assert refused.value.message == (
        f"User {account.user_id} does not have permission to use number {LINE}"
    )
    assert refused.value.__notes__ == [
        f"account {account.user_id} has no number; order one with phone_numbers.allocate(...)"
    ]


@pytest.mark.parametrize(("use", "sentence"), TIMES.values(), ids=TIMES)
def test_a_time(account: Catapult, use: Use, sentence: str) -> None:
    assert refusal(lambda: use(account), ValueError).startswith(sentence)


@pytest.mark.parametrize("options", [{}, {"port": None}], ids=["a port", "no port"])
@pytest.mark.parametrize(
    ("use", "sentence"),
    [
        (lambda a: a.advance(1), "advance and settle cannot be called from inside a webhook"),
        (lambda a: a.settle(), "advance and settle cannot be called from inside a webhook"),
        (lambda a: a.wait_for(sent()), "nothing can happen while a webhook waits"),
        (lambda a: a.phone(PERSON).wait_for_reply(), "nothing can happen while a webhook waits"),
    ],
    ids=["advance", "settle", "wait_for", "wait_for_reply"],
)
def test_waiting_inside_a_webhook(
    account: Catapult, options: dict[str, Any], use: Use, sentence: str
) -> None:
    """At once: the other way to find out is to wait for five seconds."""
    refused: list[str] = []

    def app(environ: dict[str, Any], start: Callable[..., object]) -> WsgiReply:
        refused.append(refusal(lambda: use(account), AlreadyRunning))
        start("200 OK", [])
        return []

    account.serve(app, **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("catapult_simulator.core.runner._WEBHOOK_SECONDS", 3600)
        account.phone(PERSON).text("hi")

    assert [sentence in each and "et it return" in each for each in refused] == [True]


def test_an_app_that_hangs(account: Catapult) -> None:
    free = Event()

    def app(environ: dict[str, Any], start: Callable[..., object]) -> WsgiReply:
        free.wait(60)
        start("200 OK", [])
        return []

    line = account.serve(app)
    application = account.applications.find()[0]
    account.applications.update(application.id, {"incoming_message_url_callback_timeout": 20})
    inbound = account.phone(PERSON).text("hi", to=line.number)
    free.set()

    assert str(inbound.attempts[0].outcome.reason) == (
        "the app did not answer within 20 ms; answer first and work later; the callback's time-out "
        "can be up to 10000 ms"
    )


def test_a_text_to_a_number_without_an_application(account: Catapult) -> None:
    account.phone_numbers.allocate(LINE)

    assert refusal(lambda: account.phone(PERSON).text("hi"), NoLine) == (
        f"the number has no application, so no app hears a text to {LINE}; serve one with "
        f"catapult.serve(app, number={LINE!r}), or receive the text all the same with "
        "catapult.receive_message(...)"
    )


def test_a_text_to_a_number_of_nobody(account: Catapult) -> None:
    account.phone_numbers.allocate(LINE)

    assert re.search(
        rf"has no number '\+19195550199'; it has \{LINE}$",
        refusal(lambda: account.phone(PERSON).text("hi", to="+19195550199"), NoLine),
    )
