"""The messages on a phone: replies, the wait for the next one, and the conversation."""

import re
from threading import Event, Thread

import pytest

from builders import LINE, PERSON, SECOND_LINE, draft
from catapult_simulator import NotSeen
from catapult_simulator.core.callbacks import Callback
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.people.phone import Phone
from catapult_simulator.core.tenant import Tenant
from core.webhooks import Webhook

OTHER = "+19195550002"


@pytest.fixture
def phone(shop: Tenant) -> Phone:
    return shop.phone(PERSON)


@pytest.fixture(autouse=True)
def answering(shop: Tenant, webhook: Webhook) -> None:
    """An app that repeats each text, after `Echo: `."""

    def answer(callback: Callback) -> None:
        if callback.payload["direction"] == "in":
            text = f"Echo: {callback.payload['text']}"
            shop.messages.send(draft(to=callback.payload["from"], text=text))

    webhook.react = answer


def texts(messages: "list[Message]") -> list[str | None]:
    return [message.text for message in messages]


def test_replies_are_there_while_they_are_on_their_way(shop: Tenant, phone: Phone) -> None:
    phone.text("a")
    shop.phone(OTHER).text("b")
    phone.text("c")

    assert [(each.text, each.state) for each in phone.replies] == [
        ("Echo: a", "queued"),
        ("Echo: c", "queued"),
    ]


@pytest.mark.parametrize(
    "fault", [Fault("carrier", state="error"), Fault("carrier", delivery_code=700)], ids=str
)
def test_a_message_that_failed_is_no_reply(shop: Tenant, phone: Phone, fault: Fault) -> None:
    shop.faults.add(fault)
    phone.text("a")

    shop.settle()

    assert phone.replies == []
    assert [each.direction for each in phone.conversation] == ["in", "out"]


def test_the_reply_to_the_latest_text_is_waited_for(phone: Phone) -> None:
    phone.text("a")
    phone.text("b")

    assert phone.wait_for_reply().text == "Echo: b"


def test_each_reply_is_given_once(shop: Tenant, phone: Phone) -> None:
    """A second log-in must not be given the code of the first one."""
    shop.messages.send(draft(text="Your code is 111111"))
    assert phone.wait_for_reply().otp == "111111"
    with pytest.raises(NotSeen, match=r"^no reply came\nstill due:"):
        phone.wait_for_reply(timeout=0)

    shop.messages.send(draft(text="Your code is 222222"))

    assert shop.phone(PERSON).wait_for_reply().otp == "222222"


def test_several_replies_come_in_order(shop: Tenant, phone: Phone) -> None:
    phone.text("a")
    shop.messages.send(draft(text="And: b"))

    assert [phone.wait_for_reply().text for _ in range(2)] == ["Echo: a", "And: b"]


@pytest.mark.parametrize(
    ("matching", "text"),
    [("d: b", "And: b"), (re.compile("^and", re.IGNORECASE), "And: b"), (None, "Echo: a")],
    ids=repr,
)
def test_a_reply_can_be_picked(shop: Tenant, phone: Phone, matching: object, text: str) -> None:
    phone.text("a")
    shop.messages.send(draft(text="And: b"))

    assert phone.wait_for_reply(matching).text == text


def test_a_reply_that_comes_later_ends_the_wait(shop: Tenant, phone: Phone) -> None:
    ready = Event()
    sent: list[Message] = []

    def send() -> None:
        assert ready.wait(20)
        sent.append(shop.messages.send(draft(text="at last")))

    thread = Thread(target=send)
    thread.start()
    ready.set()
    reply = phone.wait_for_reply("at last", timeout=20)
    thread.join()

    assert [reply] == sent


def test_a_reply_that_never_comes_names_the_nearest(shop: Tenant, phone: Phone) -> None:
    phone.text("a")

    with pytest.raises(NotSeen) as failed:
        phone.wait_for_reply("Echo: b", timeout=0.01)

    assert str(failed.value).splitlines()[:6] == [
        "no reply came within 0.01 s with",
        "  matching  'Echo: b'",
        "nearest of 1 reply:",
        f"  {phone.replies[0]!r}",
        "    matching  'Echo: a'",
        "    asked     'Echo: b'",
    ]


def test_after_a_reset_replies_are_counted_anew(shop: Tenant, phone: Phone) -> None:
    """On virtual time, messages have the same ids again."""
    shop.messages.send(draft(text="before"))
    before = phone.wait_for_reply()

    shop.reset()
    shop.phone_numbers.allocate(LINE)
    shop.messages.send(draft(text="after"))

    assert phone.wait_for_reply().text == "after"
    assert phone.replies[0].id == before.id


@pytest.mark.parametrize("timeout", [-1, 601, float("nan")])
def test_a_wait_has_a_sensible_time(phone: Phone, timeout: float) -> None:
    with pytest.raises(ValueError, match=r"timeout=.*; choose from 0 to 600"):
        phone.wait_for_reply(timeout=timeout)


def test_a_scripted_person_talks_in_the_middle_of_settle(shop: Tenant, phone: Phone) -> None:
    phone.answers({"^Join": "YES", "welcome|Echo: YES": ["Thanks", "Bye"]})
    shop.messages.send(draft(text="Join the club? Reply YES"))

    shop.settle()

    assert phone.conversation.texts == [
        "Join the club? Reply YES",
        "YES",
        "Echo: YES",
        "Thanks",
        "Bye",
        "Echo: Thanks",
        "Echo: Bye",
    ]


def test_a_person_can_be_silenced(shop: Tenant, phone: Phone) -> None:
    phone.answers("YES")
    phone.answers(None)
    phone.answers(None)
    shop.messages.send(draft())

    shop.settle()

    assert len(phone.conversation) == 1


def test_a_function_can_answer(shop: Tenant, phone: Phone) -> None:
    phone.answers(lambda message: message.otp)
    shop.messages.send(draft(text="Your code is 482913"))

    shop.settle()

    assert shop.received[0].text == "482913"


def test_a_conversation_prints_as_a_chat(shop: Tenant, phone: Phone) -> None:
    phone.text("open\ntoday?")
    shop.advance(90)
    shop.messages.send(draft(text="Look", media=["http://app.test/a.gif"]))

    assert str(phone.conversation) == (
        "+19195550001 and +19195551212\n"
        "2019-05-01\n"
        "12:00:00 phone: open\n"
        "                today?\n"
        "12:00:00   app: Echo: open\n"
        "                today?  [sent]\n"
        "12:01:30   app: (http://app.test/a.gif) Look  [queued]"
    )
    assert repr(phone.conversation) == "<Conversation of +19195550001, 3 messages>"


def test_a_conversation_with_two_numbers_names_them(shop: Tenant, phone: Phone) -> None:
    application = shop.phone_numbers.get(LINE).application_id
    shop.phone_numbers.allocate(SECOND_LINE, application_id=application)
    shop.messages.send(draft(from_=SECOND_LINE, text="\x1b[2Jhi", receipt_requested="all"))
    shop.advance(24 * 3600)
    phone.text("hello", to=LINE)

    assert str(phone.conversation).splitlines() == [
        "+19195550001 and +19195551212, +19195551213",
        "2019-05-01",
        "12:00:00   app (+19195551213): \\x1b[2Jhi  [delivered]",
        "2019-05-02",
        "12:00:00 phone (+19195551212): hello",
        "12:00:00   app (+19195551212): Echo: hello  [queued]",
    ]


def test_a_conversation_is_a_sequence_of_messages(phone: Phone) -> None:
    phone.text("a")
    conversation = phone.conversation

    assert conversation[-1].text == "Echo: a"
    assert texts(list(conversation[:1])) == ["a"]
    assert len(conversation) == 2


def test_a_phone_without_messages_prints_so(phone: Phone) -> None:
    assert str(phone.conversation) == "+19195550001: no messages"


def test_messages_of_a_person_keep_their_order_at_one_time(shop: Tenant, phone: Phone) -> None:
    for text in "abc":
        phone.text(text)

    assert phone.conversation.texts == ["a", "Echo: a", "b", "Echo: b", "c", "Echo: c"]
