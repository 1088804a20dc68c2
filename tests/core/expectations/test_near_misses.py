"""A report of what is nearest: which records, in which order, property by property."""

import asyncio
import re

import pytest

from builders import LINE, PERSON, Client, draft
from catapult_simulator import NotSeen, sent
from catapult_simulator.core.expectations.near_misses import near_misses
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant


def report(tenant: Tenant, **criteria: object) -> list[str]:
    with pytest.raises(NotSeen) as failed:
        tenant.assert_sent(**criteria)  # type: ignore[arg-type]  # a table
    return str(failed.value).splitlines()


def test_the_whole_report(tenant: Tenant, line: PhoneNumber) -> None:
    message = tenant.messages.send(draft(text="Your code is 482913"))

    assert report(tenant, to=PERSON, text="Your code is 482914") == [
        "no message was sent with",
        "  to     '+19195550001'",
        "  text   'Your code is 482914'",
        "nearest of 1 message:",
        f"  {message!r}",
        "    to     '+19195550001' as asked",
        "    text   'Your code is 482913'",
        "    asked  'Your code is 482914'",
        "                              ^",
        "still due:",
        f"  in 0.1 s: message {message.id} to +19195550001 is queued",
        "virtual time stands still: catapult.settle() lets it pass until nothing is due",
        "an app that works in another thread: catapult.wait_for(sent(...)) waits for it",
    ]


STRANGER = "called nothing of this account: is it configured for another simulator or account?"


def test_an_app_that_sends_its_reply_elsewhere_is_suspected(
    tenant: Tenant, line: PhoneNumber
) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text="open today?")

    assert report(tenant, to=PERSON)[-1].endswith(STRANGER)


def test_an_app_that_called_here_is_not(tenant: Tenant, line: PhoneNumber, client: Client) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text="open today?")
    client.get("messages")

    assert not any(STRANGER in each for each in report(tenant, to=PERSON))


def test_at_most_three_are_shown_and_the_nearest_first(tenant: Tenant, line: PhoneNumber) -> None:
    texts = ["far away", "Your code is 1", "Your code is 2", "Bye", "Your cade is 4"]
    for text in texts:
        tenant.messages.send(draft(text=text))

    misses = near_misses(sent(text="Your code is 5"), tenant.sent)

    assert [miss.record.text for miss in misses] == [
        "Your code is 2",
        "Your code is 1",
        "Your cade is 4",
    ]


def test_a_property_that_fits_counts_more_than_a_similar_text(
    tenant: Tenant, line: PhoneNumber
) -> None:
    tenant.messages.send(draft(to="+15550001111", text="Your code is 1"))
    tenant.messages.send(draft(text="something else", tag="a"))

    misses = near_misses(sent(to=PERSON, tag="a", text="Your code is 2"), tenant.sent)

    assert [miss.record.text for miss in misses] == ["something else", "Your code is 1"]


def test_many_messages_are_counted_and_few_are_due(tenant: Tenant, line: PhoneNumber) -> None:
    for at in range(20):
        tenant.messages.send(draft(text=f"number {at}"))

    lines = report(tenant, text=re.compile("x", re.IGNORECASE))

    assert "  text   re.compile('x', re.IGNORECASE)" in lines
    assert "nearest of 20 messages:" in lines
    assert "  and 15 more" in lines
    assert len(lines) < 30


def test_a_report_fits_a_terminal_whatever_the_texts(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.messages.send(draft(text="\x1b[2J" + "é\u202e" * 900))

    lines = report(tenant, text="z" * 3000)

    assert all(line.isprintable() and len(line) < 300 for line in lines)


def test_nothing_near_and_nothing_due_is_one_line_each(tenant: Tenant) -> None:
    assert report(tenant, to=PERSON) == [
        "no message was sent with",
        "  to     '+19195550001'",
        "an app that works in another thread: catapult.wait_for(sent(...)) waits for it",
    ]


def test_a_wait_that_has_blocked_an_event_loop_says_so(tenant: Tenant) -> None:
    async def wait() -> None:
        tenant.wait_for(sent(), timeout=0.01)

    with pytest.raises(NotSeen, match=r"^no message .*\nthis call blocked the .*catapult\.aio\."):
        asyncio.run(wait())


def test_on_a_wall_clock_the_report_says_how_to_wait() -> None:
    tenant = Simulator(clock="wall").open_tenant()
    tenant.phone_numbers.allocate(LINE)
    tenant.messages.send(draft())

    assert report(tenant, text="x")[-1] == (
        "time passes by itself: catapult.wait_for(sent(...)) waits for it"
    )


def test_of_many_messages_the_newest_are_compared(tenant: Tenant, line: PhoneNumber) -> None:
    """Long texts that are alike are what a comparison takes longest for."""
    texts = ["far away", *(f"{at} {'lorem ipsum ' * 20}" for at in range(600)), "far above"]
    for text in texts:
        tenant.messages.send(draft(text=text))

    lines = report(tenant, text="far away!")

    assert "nearest of 602 messages:" in lines
    assert "    text   'far above'" in lines
    assert "    text   'far away'" not in lines
