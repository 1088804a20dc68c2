"""Assertions about messages: what fits, how many, and what is refused."""

import re
from unittest.mock import ANY

import pytest

from builders import LINE, PERSON, SECOND_LINE, draft
from catapult_simulator import NotSeen, received, sent
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.world import TenantClosed

OTHER = "+19195550002"
GIF = "http://app.test/a.gif"


@pytest.fixture
def spoken(tenant: Tenant, line: PhoneNumber) -> Tenant:
    """An account that has sent three messages, one with a picture, and received one."""
    tenant.receive_message(from_=PERSON, to=LINE, text="open today?")
    tenant.messages.send(draft(receipt_requested="all", tag="a-1"))
    tenant.messages.send(draft(to=OTHER, text="Your code is 482913"))
    tenant.messages.send(draft(text="Look", media=[GIF]))
    return tenant


def test_sent_and_received_are_listed_oldest_first(spoken: Tenant) -> None:
    assert [message.text for message in spoken.sent] == [
        "Yes, until six.",
        "Your code is 482913",
        "Look",
    ]
    assert [message.text for message in spoken.received] == ["open today?"]


class Even:
    """Equal to texts of an even length: any object with `==` is a criterion."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and len(other) % 2 == 0

    def __repr__(self) -> str:
        return "Even()"

    __hash__ = None  # type: ignore[assignment]  # as of a list


@pytest.mark.parametrize(
    ("criteria", "text"),
    [
        ({"to": OTHER}, "Your code is 482913"),
        ({"to": "(919) 555-0002"}, "Your code is 482913"),
        ({"text": "Yes, until six."}, "Yes, until six."),
        ({"text": re.compile(r"code is \d{6}")}, "Your code is 482913"),
        ({"text": Even()}, "Look"),
        ({"text": ANY, "to": OTHER}, "Your code is 482913"),
        ({"media": True}, "Look"),
        ({"media": False, "to": OTHER}, "Your code is 482913"),
        ({"media": GIF}, "Look"),
        ({"media": [GIF]}, "Look"),
        ({"media": re.compile(r"\.gif$")}, "Look"),
        ({"tag": "a-1"}, "Yes, until six."),
        ({"state": "queued", "to": OTHER}, "Your code is 482913"),
        ({"delivery_state": "waiting"}, "Yes, until six."),
        ({"from_": "919-555-1212", "to": OTHER}, "Your code is 482913"),
    ],
    ids=str,
)
def test_a_message_is_found_by(spoken: Tenant, criteria: dict[str, object], text: str) -> None:
    assert spoken.assert_sent(**criteria).text == text  # type: ignore[arg-type]  # a table


def test_the_newest_of_several_is_given(spoken: Tenant) -> None:
    assert spoken.assert_sent(to=PERSON, count=2).text == "Look"
    assert spoken.assert_sent(count=None).text == "Look"


@pytest.mark.parametrize(
    ("criteria", "sentence"),
    [
        ({"to": PERSON}, "2 messages were sent, not 1 with"),
        ({"count": 2}, "3 messages were sent, not 2"),
    ],
    ids=str,
)
def test_more_than_asked_for_fails(
    spoken: Tenant, criteria: dict[str, object], sentence: str
) -> None:
    with pytest.raises(AssertionError, match=rf"^{sentence}") as failed:
        spoken.assert_sent(**criteria)  # type: ignore[arg-type]  # a table

    assert "'Yes, until six.' queued" in str(failed.value)


def test_fewer_than_asked_for_fails(spoken: Tenant) -> None:
    with pytest.raises(NotSeen, match=r"^1 of 2 messages was sent with\n  to     '\+19195550002'"):
        spoken.assert_sent(to=OTHER, count=2)


def test_none_sent_is_what_it_says(spoken: Tenant) -> None:
    spoken.assert_none_sent(to="+19195550003")

    with pytest.raises(AssertionError, match=r"^1 message was sent, not none with"):
        spoken.assert_none_sent(to=OTHER)


def test_a_message_that_failed_was_sent_all_the_same(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.faults.add(Fault("carrier", state="error", times=1))
    tenant.messages.send(draft())
    tenant.settle()

    assert tenant.assert_sent(state="error") == tenant.sent[0]


def test_a_failed_assertion_is_an_assertion_error(tenant: Tenant) -> None:
    with pytest.raises(AssertionError, match=r"^no message was sent\n"):
        tenant.assert_sent()


@pytest.mark.parametrize(
    ("criteria", "error", "sentence"),
    [
        ({"state": "qeued"}, ValueError, "state='qeued'; choose one of received, queued"),
        ({"delivery_state": "lost"}, ValueError, "delivery_state='lost'; choose one of waiting"),
        ({"to": 19195550001}, TypeError, "to=19195550001; pass a str"),
        ({"to": " "}, ValueError, "to=' ' is blank"),
        ({"text": re.compile(b"x")}, TypeError, "is a pattern of bytes"),
        ({"count": 0}, ValueError, r"count=0; to assert that there is none, call assert_none_sent"),
        ({"count": True}, TypeError, "count=True; pass an int"),
        ({"count": -1}, ValueError, "count=-1; choose from 1"),
    ],
    ids=str,
)
def test_a_criterion_that_no_message_can_meet_is_refused(
    tenant: Tenant, criteria: dict[str, object], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        tenant.assert_sent(**criteria)  # type: ignore[arg-type]  # a table


def test_received_messages_are_found_by_the_names_of_their_files(
    tenant: Tenant, line: PhoneNumber
) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, media=["http://phone.test/cat.gif"])

    found = received(media=re.compile(r"^cat-m-.*\.gif$"), from_=PERSON).find(tenant)

    assert [message.direction for message in found] == ["in"]


def test_a_message_between_two_of_the_numbers_is_sent_and_received(
    tenant: Tenant, line: PhoneNumber
) -> None:
    tenant.phone_numbers.allocate(SECOND_LINE)
    tenant.messages.send(draft(to=SECOND_LINE))
    tenant.settle()

    tenant.assert_sent(to=SECOND_LINE)
    assert [message.to for message in tenant.received] == [SECOND_LINE]


def test_an_expectation_is_shown_as_a_test_writes_it() -> None:
    assert repr(sent(to="919-555-0001", text="hi")) == "sent(to='+19195550001', text='hi')"


@pytest.mark.parametrize("verb", ["assert_sent", "assert_none_sent", "assert_callback"])
def test_a_closed_account_asserts_nothing(tenant: Tenant, verb: str) -> None:
    tenant.close()

    with pytest.raises(TenantClosed):
        getattr(tenant, verb)()


def test_a_phone_or_an_owned_number_stands_for_its_number(
    spoken: Tenant, line: PhoneNumber
) -> None:
    phone = spoken.phone(OTHER)

    assert spoken.assert_sent(to=phone, from_=line).text == "Your code is 482913"
    assert len(received(from_=spoken.phone(PERSON), to=line).find(spoken)) == 1
    spoken.assert_none_sent(to=phone, text="Look")
