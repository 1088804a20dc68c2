"""The story as a whole: its parts, their order, and its limits."""

import pytest

from builders import LINE, PERSON, Client, draft
from catapult_simulator.core.callbacks import Outcome
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.story.story import LINES, story, title
from catapult_simulator.core.tenant import Tenant
from core.story.conftest import REFUSED, App, Told


def test_an_account_without_events_says_so(shop: Tenant) -> None:
    (line,) = story(shop)

    assert line.startswith("nothing happened: no request reached this account; catapult.redirect()")


def test_the_title_names_the_account(shop: Tenant) -> None:
    assert title(shop) == f"catapult: account {shop.user_id}"


def test_a_story_has_its_parts_in_order(app: App, shop: Tenant, client: Client) -> None:
    app.outcome = Outcome(500, "", "status", 0.012)
    shop.faults.add(Fault("rest", path="media", error="media-not-found"))
    client.post("messages", {"from": LINE, "to": PERSON, "text": "Yes."})
    shop.receive_message(from_=PERSON, to=LINE, text="open?")

    assert story(shop) == [
        "2019-05-01 (virtual clock, UTC)",
        "  12:00:00.000  request   201  POST /messages",
        '  12:00:00.000  test           +19195550001 texts +19195551212  "open?"',
        '  12:00:00.000  callback  500  POST http://app.test/sms         12 ms, received "open?"',
        "messages",
        '  12:00:00.000  out  +19195551212 -> +19195550001  queued    "Yes."',
        '  12:00:00.000  in   +19195550001 -> +19195551212  received  "open?"',
        "faults",
        "  f-1 at rest (path media): error media-not-found  never struck",
        "did not happen",
        "  the app answered 500 to POST http://app.test/sms",
        "  1 message is still queued; catapult.settle() lets the time pass",
    ]


@pytest.mark.parametrize("lines", [LINES - 1, 30, 14])
def test_a_long_story_keeps_within_its_lines_and_tells_the_end(
    app: App, shop: Tenant, client: Client, lines: int
) -> None:
    app.outcome = REFUSED
    for number in range(100):
        shop.faults.add(Fault("rest", path=f"nowhere-{number}", error="media-not-found"))
        client.post("messages", {"from": LINE, "text": f"message {number}"})
        client.post("messages", {"from": LINE, "to": PERSON, "text": f"message {number}"})
        shop.receive_message(from_=PERSON, to=LINE, text=f"text {number}")

    told = story(shop, lines=lines)

    assert lines - 5 < len(told) <= lines
    assert any("earlier events" in line for line in told)
    assert any('"text 99"' in line for line in told if "callback" in line)
    assert any('"text 99"' in line for line in told if "received  " in line)
    assert ("nowhere-99" if lines > 20 else "(100 other faults)") in "\n".join(told)
    assert told[-1] == "  100 messages are still queued; catapult.settle() lets the time pass"


def test_entries_of_earlier_tests_are_left_out(shop: Tenant, told: Told) -> None:
    shop.advance(1)
    before = shop.journal.next_number - 1
    shop.advance(2)

    lines = "\n".join(told(after=before))

    assert "advanced 2 s" in lines
    assert "advanced 1 s" not in lines


def test_of_a_closed_account_the_journal_is_told(
    simulator: Simulator, shop: Tenant, told: Told
) -> None:
    shop.receive_message(from_=PERSON, to=LINE, text="open?")
    simulator.close_tenant(shop.user_id)

    lines = told()

    assert any('"open?"' in line for line in lines)
    assert lines[-1] == "the account was closed: its messages and faults are gone"


def test_a_part_that_cannot_be_told_says_why_and_the_others_are_told(
    monkeypatch: pytest.MonkeyPatch, shop: Tenant, told: Told
) -> None:
    shop.messages.send(draft())
    monkeypatch.setattr(type(shop), "now_ms", property(lambda _: 1 / 0))
    monkeypatch.setattr(shop.messages, "find", lambda: 1 / 0)

    lines = told()

    assert (
        lines[lines.index("messages") + 1]
        == "(cannot be told: ZeroDivisionError: division by zero)"
    )
    assert lines[-1].startswith("1 message is still queued")


def test_a_story_over_midnight_has_dates(shop: Tenant, told: Told) -> None:
    shop.advance(1)
    shop.advance(24 * 3600)

    assert told()[:3] == [
        "2019-05-01 (virtual clock, UTC)",
        "05-01 12:00:01.000  test    advanced 1 s",
        "05-02 12:00:01.000  test    advanced 86400 s",
    ]


def test_texts_are_printable_and_without_secrets(shop: Tenant, told: Told) -> None:
    shop.receive_message(from_=PERSON, to=LINE, text="\x1b[2J http://me:hush@app.test/?token=hush")

    lines = "\n".join(told())

    assert "hush" not in lines
    assert "\x1b" not in lines
    assert r"\x1b[2J http://***@app.test/?token=***" in lines
