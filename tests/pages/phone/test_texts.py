"""Texts of people in all places: right to left, very long, emoji, hostile; two accounts."""

from collections.abc import Callable

import pytest

from builders import APP_URL, LINE, PERSON
from catapult_simulator import Simulator
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.people.script import Script
from catapult_simulator.core.tenant import Tenant
from pages.phone.directions import shown
from pages.phone.visitor import Page, Visitor

TEXTS = {
    "right to left": "مرحبا بالعالم",
    "emoji": "👩‍👩‍👧‍👦 👍🏽 🇩🇪",
    "long": "longer " * 120 + "end",
    "no gap": "x" * 900,
    "hostile": "\"'><script>alert(1)</script>{{ 7*7 }}<!--",
    "control": "a\u202eb\u2066c",  # it turns the rest of a line around, unless it is isolated
}
Put = Callable[[Visitor, str, str], Page]  # the text goes in; the page that shows it comes out


def _refused(path: str, field: str, **fields: str) -> Put:
    return lambda visitor, home, text: visitor.post(f"{home}/{path}", {**fields, field: text})


def _sent(path: str, field: str, **fields: str) -> Put:
    return lambda visitor, home, text: visitor.send(f"{home}/{path}", {**fields, field: text})


def _answering(pattern: str) -> dict[str, str]:
    return {"number": PERSON, "when-0": pattern}


# Each place where a page shows what somebody typed.
PLACES: dict[str, Put] = {
    "the text of a callback": _sent("trigger", "text", name="sms"),
    "the text of a refused callback": _refused("trigger", "text", name="nothing"),
    "the tag of a refused callback": _refused("trigger", "tag", name="sms"),
    "the name of a refused callback": _refused("trigger", "name"),
    "an answer": _sent("answers", "answer-0", **_answering("join")),
    "a refused answer": _refused("answers", "answer-0", **_answering("(")),
    "the number of a refused person": _refused("answers", "number", **{"answer-0": "hi"}),
    "a caller name": _sent("names", "name", number=PERSON),
    "the name of a number": _sent("numbers", "name", number="+19195557777"),
    "the name of an application": _sent("applications", "name", url=APP_URL),
    "the reply of a fault": _sent("faults", "reply", at="carrier"),
    "a rule": _refused("rules", "dequeueMs"),
    "a conversation": _sent(f"with/{PERSON}", "text", to=LINE),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_is_shown_as_it_is_and_has_its_own_direction(
    visitor: Visitor, line: PhoneNumber, home: str, place: str, kind: str
) -> None:
    text = TEXTS[kind]
    page = PLACES[place](visitor, home, text)

    quoted = repr(text)[1:12]  # in errors
    places = shown(page.html, text[:40]) + shown(page.html, quoted)

    assert places, f"{page.status}: {page.text[:2000]}"
    assert [each for each in places if not each.has_direction] == []
    assert "<script>alert" not in page.html


@pytest.mark.parametrize("kind", TEXTS)
def test_a_pattern_is_shown_as_it_is(
    visitor: Visitor, tenant: Tenant, home: str, kind: str
) -> None:
    tenant.people.set(PERSON, Script.of({TEXTS[kind].replace("{{ 7*7 }}", ""): "YES"}))

    page = visitor.get(f"{home}/answers")

    assert all(each.has_direction for each in shown(page.html, TEXTS[kind][:12]))
    assert "<script>alert" not in page.html


def test_two_accounts_see_nothing_of_each_other(
    visitor: Visitor, simulator: Simulator, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    other = f"/phone/{simulator.open_tenant('u-other').user_id}"
    visitor.send(f"{home}/answers", {"number": PERSON, "answer-0": "mine alone"})
    visitor.send(f"{home}/names", {"number": PERSON, "name": "MINE ALONE"})
    visitor.send(f"{home}/rules", {"receiptMs": "4711"})
    visitor.send(f"{home}/trigger", {"name": "sms", "text": "mine alone"})

    pages = [visitor.get(f"{other}/{page}").html for page in ("", "answers", "rules", "trigger")]

    assert not any("mine alone" in page.lower() or "4711" in page for page in pages)
    assert not any(LINE in page.partition("<main")[2] for page in pages[1:])
    assert len(simulator.tenant("u-other").messages) == 0


def test_closing_one_account_leaves_the_other(
    visitor: Visitor, simulator: Simulator, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    simulator.open_tenant("u-other")

    visitor.send("/phone/u-other/close", {"sure": "1"})

    assert [each.number for each in tenant.phone_numbers.enabled()] == [LINE]
    assert '<select id="account"' not in visitor.get(home).html
