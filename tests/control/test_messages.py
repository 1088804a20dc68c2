"""Messages: receive them, list them."""

from typing import Any

import pytest

from builders import APP_URL, LINE, PERSON, draft
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from control.calls import Control


def test_receiving_a_message_calls_the_app_back(
    control: Control, line: PhoneNumber, tenant: Tenant
) -> None:
    answer = control("POST", "/messages", {"from": PERSON, "to": LINE, "text": "hi"})

    assert answer.status == 201
    message = answer.json["message"]
    assert (message["direction"], message["state"], message["text"]) == ("in", "received", "hi")
    assert tenant.messages.get(message["id"]).text == "hi"
    assert answer.json["callbacks"] == [
        {"method": "POST", "url": APP_URL, "fallback": False, "status": 200, "answer": "",
         "seconds": 0.0},
    ]  # fmt: skip


def test_the_only_owner_of_a_number_receives_its_message(
    control: Control, line: PhoneNumber
) -> None:
    answer = control("POST", "/_simulator/messages", {"from": PERSON, "to": LINE, "text": "hi"})

    assert (answer.status, answer.json["message"]["to"]) == (201, LINE)


def test_a_number_with_no_owner_or_several_is_refused(
    control: Control, line: PhoneNumber, simulator: Simulator
) -> None:
    no_owner = control("POST", "/_simulator/messages", {"from": PERSON, "to": PERSON, "text": "hi"})
    simulator.open_tenant().phone_numbers.allocate(LINE)
    several = control("POST", "/_simulator/messages", {"from": PERSON, "to": LINE, "text": "hi"})

    assert (no_owner.status, several.status) == (400, 400)
    assert (
        no_owner.message
        == f"no tenant owns {PERSON}; order or import it first, then send the message"
    )
    assert several.message.startswith(f"2 tenants own {LINE}; name one of them: u-")


def test_messages_are_listed_newest_first(
    control: Control, line: PhoneNumber, tenant: Tenant
) -> None:
    tenant.messages.send(draft(text="one"))
    tenant.receive_message(from_=PERSON, to=LINE, text="two")

    def texts(query: str) -> list[str]:
        return [message["text"] for message in control("GET", f"/messages{query}").json]

    assert texts("") == ["two", "one"]
    assert texts("?direction=out") == ["one"]
    assert texts("?state=received&size=1") == ["two"]
    assert texts("?to=%2B19195551212") == ["two"]


@pytest.mark.parametrize("path", ["/messages", "/_simulator/messages"])
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"from": "abc"}, "from: 'abc' is no phone number; use E.164, such as"),
        ({"to": "abc"}, "to: 'abc' is no phone number; use E.164, such as"),
        ({"text": ""}, "text: '' without media is no message; give a text"),
        ({"media": [""]}, "media.0: '' is no URL; use one that begins with"),
        ({"media": ["cat.jpg"]}, "media.0: 'cat.jpg' is no URL; use one that"),
        ({"media": [5]}, "media.0: send a URL of at most 4096 characters, or one JSON object"),
    ],
    ids=str,
)
def test_a_message_that_no_phone_can_send_is_refused(
    control: Control, line: PhoneNumber, tenant: Tenant, path: str, changes: Any, sentence: str
) -> None:
    answer = control("POST", path, {"from": PERSON, "to": LINE, "text": "hi"} | changes)

    assert (answer.status, answer.code) == (400, "bad-request")
    assert answer.message.startswith(sentence)
    assert len(tenant.messages) == 0


def test_the_number_of_a_caller_name_must_be_one(control: Control) -> None:
    answer = control("POST", "/numberInfo", {"number": "abc", "name": "Ann"})

    assert (answer.status, answer.code) == (400, "bad-request")
    assert answer.message.startswith("number: 'abc' is no phone number; use E.164, such as")
