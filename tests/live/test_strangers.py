"""A message goes only to somebody who has asked for it, or to nobody."""

import json
from decimal import Decimal

import pytest
from contract_tests.account import Json
from contract_tests.live.exchange import Asked
from contract_tests.live.guard import Guard, NotSent
from contract_tests.live.spending import Spending
from contract_tests.live.strangers import NOBODY
from contract_tests.network import PERSON

from .builders import BASE, OWN, asked, settings

FRIEND = "+13362154440"


def guard(person: str = "") -> Guard:
    made = Guard(BASE, Decimal(9), order_numbers=True, numbers=(OWN,), person=person)
    made.begin(Spending(99, 99, 99))
    return made


def text_to(to: Json) -> Asked:
    return asked("POST", "messages", {"from": OWN, "to": to, "text": "x"})


@pytest.mark.parametrize(
    "to", [PERSON, f" {PERSON} ", PERSON[2:], "(323) 332-6955", "+442071838750", [OWN, PERSON],
           {"number": PERSON}, int(PERSON[1:])],
)  # fmt: skip
def test_a_stranger_gets_no_message(to: Json) -> None:
    batch = asked("POST", "messages", [text_body(OWN), text_body(to)])

    for request in (text_to(to), batch):
        with pytest.raises(NotSent, match=r"it would text \+\d+, who has not asked for it"):
            guard().before(request)


def text_body(to: Json) -> Json:
    return {"from": OWN, "to": to, "text": "x"}


@pytest.mark.parametrize(
    "body", [f'{{"to":"{PERSON}",', f'{{"TO": "{PERSON}"}}', f"{{'x':1,\"to\" : {PERSON}}}"]
)
def test_nor_where_the_body_is_no_json(body: str) -> None:
    request = text_to("")
    broken = Asked("POST", request.url, request.path, {}, body.encode(), "account")

    with pytest.raises(NotSent, match="who has not asked for it"):
        guard().before(broken)


@pytest.mark.parametrize("to", [OWN, NOBODY, "+19195551212", "", "x", "+1", 7, None, [], {}])
def test_own_numbers_and_numbers_of_nobody_may_get_one(to: Json) -> None:
    guard().before(text_to(to))


def test_the_person_of_the_settings_has_asked_for_it() -> None:
    known = settings(NUMBERS=OWN, PERSON=FRIEND)
    allowed = Guard.of(known)
    allowed.begin(Spending(1))

    allowed.before(text_to(FRIEND))
    with pytest.raises(NotSent, match="who has not asked for it"):
        guard().before(text_to(FRIEND))


def test_a_text_that_has_a_number_is_not_sent_to_it() -> None:
    message = {"from": OWN, "to": OWN, "text": f"call {PERSON}", "tag": json.dumps({"x": PERSON})}

    guard().before(asked("POST", "messages", message))
