"""A message as a person reads it: one line, its time, the code and the links in its text."""

from datetime import UTC, datetime

from builders import PERSON, draft
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant


def test_a_message_is_shown_on_one_line(tenant: Tenant, line: PhoneNumber) -> None:
    message = tenant.messages.send(draft(text="Yes,\nuntil six.", receipt_requested="all"))

    assert repr(message) == (
        f"<Message {message.id} out +19195551212 -> +19195550001 'Yes,\\nuntil six.' "
        "queued/waiting 2019-05-01T12:00:00Z>"
    )


def test_a_long_text_is_cut_and_media_are_counted(tenant: Tenant, line: PhoneNumber) -> None:
    media = ["http://app.test/a.gif", "http://app.test/b.gif"]
    message = tenant.messages.send(draft(text="x" * 2000, media=media))

    assert f" '{'x' * 59}…' +2 media queued " in repr(message)


def test_no_text_moves_the_cursor(tenant: Tenant, line: PhoneNumber) -> None:
    inbound = tenant.receive_message(from_=PERSON, to=line.number, text="\x1b[2J\u202eevil")

    assert repr(inbound.message).isprintable()


def test_a_text_that_is_no_longer_kept_says_so(tenant: Tenant, line: PhoneNumber) -> None:
    message = tenant.messages.send(draft())

    tenant.advance(4 * 24 * 3600)

    assert "(text no longer kept)" in repr(tenant.messages.get(message.id))


def test_the_time_of_a_message_is_an_aware_datetime(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.advance(0.25)

    message = tenant.messages.send(draft())

    assert message.time == datetime(2019, 5, 1, 12, 0, 0, 250_000, UTC)


def test_code_and_links_are_read_from_the_text(tenant: Tenant, line: PhoneNumber) -> None:
    text = "Your code is 482 913: https://club.example/c/482913."

    message = tenant.messages.send(draft(text=text))

    assert message.otp == "482913"
    assert message.links == ["https://club.example/c/482913"]


def test_a_message_without_text_has_neither(tenant: Tenant, line: PhoneNumber) -> None:
    message = tenant.messages.send(draft())
    tenant.messages.redact(message.id)
    tenant.advance(4 * 24 * 3600)

    kept = tenant.messages.get(message.id)

    assert kept.text is None
    assert (kept.otp, kept.links) == (None, [])
