"""Replays: the callback of a stored message is made again, perhaps edited, perhaps elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest

from builders import APP_URL, EVENTS_URL, LINE, PERSON, code_of, draft
from catapult_simulator.core.callbacks import Callback, Outcome, RecordingSender
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.messages.callbacks_on_demand import NoEvent
from catapult_simulator.core.messages.inbox import Inbound
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

ELSEWHERE = "http://other.test/hook"


@pytest.fixture
def sender() -> RecordingSender:
    return RecordingSender()


@pytest.fixture
def shop(sender: RecordingSender) -> Tenant:
    tenant = Simulator(callback_sender=sender).open_tenant()
    tenant.connect(APP_URL, number=LINE)
    return tenant


@pytest.fixture
def text(shop: Tenant) -> Message:
    return shop.receive_message(from_=PERSON, to=LINE, text="open?").message


def sent(shop: Tenant, **changes: Any) -> Message:
    message = shop.messages.send(draft(callback_url=EVENTS_URL, **changes))
    shop.settle()
    return shop.messages.get(message.id)


def last(sender: RecordingSender) -> tuple[str, Callback]:
    return sender.delivered[-1]


def test_the_callback_of_an_inbound_message_is_the_same_again(
    shop: Tenant, text: Message, sender: RecordingSender
) -> None:
    again = shop.replay(text.id)

    first, second = sender.delivered
    assert first == second
    assert again == Inbound(text, again.attempts)
    assert isinstance(again, Inbound)
    assert [attempt.url for attempt in again.attempts] == [APP_URL]


def test_a_replay_stores_no_message(shop: Tenant, text: Message) -> None:
    balance = shop.account.balance

    shop.replay(text.id, edit={"text": "closed?"})

    assert shop.messages.find() == [text]
    assert shop.account.balance == balance


def test_an_outbound_message_has_its_latest_event_again(
    shop: Tenant, sender: RecordingSender
) -> None:
    message = sent(shop, receipt_requested="all", tag="t-1", callback_http_method="GET")

    again = shop.replay(message.id)

    assert last(sender) == sender.delivered[-2]
    url, callback = last(sender)
    assert (url, callback.method, again.method) == (EVENTS_URL, "GET", "GET")
    assert callback.payload["deliveryState"] == "delivered"
    assert callback.payload["tag"] == "t-1"


def test_a_replay_goes_to_the_application_as_it_is_now(
    shop: Tenant, text: Message, sender: RecordingSender
) -> None:
    shop.connect(ELSEWHERE, number=LINE, method="GET")

    shop.replay(text.id)

    assert (last(sender)[0], last(sender)[1].method) == (ELSEWHERE, "GET")


def test_a_replay_to_another_url_has_no_fallback(
    shop: Tenant, text: Message, sender: RecordingSender
) -> None:
    application = shop.applications.find()[0].id
    shop.applications.update(application, {"incoming_message_fallback_url": EVENTS_URL})

    shop.replay(text.id, url=ELSEWHERE, method="GET")

    url, callback = last(sender)
    assert (url, callback.method, callback.fallback_url) == (ELSEWHERE, "GET", None)
    assert callback.payload == sender.delivered[0][1].payload


def test_a_message_without_application_can_be_replayed_to_a_url(
    shop: Tenant, text: Message, sender: RecordingSender
) -> None:
    shop.phone_numbers.update(LINE, {"application_id": None})

    shop.replay(text.id, url=ELSEWHERE)

    assert last(sender)[0] == ELSEWHERE
    assert str(last(sender)[1].payload["applicationId"]).startswith("a-")
    assert shop.errors.find() == []


def test_why_nobody_is_told_is_the_reason(shop: Tenant, text: Message) -> None:
    shop.phone_numbers.update(LINE, {"application_id": None})

    again = shop.replay(text.id)

    assert again.attempts == ()
    assert again.reason is not None
    assert str(again.reason).startswith(f"{LINE} has no application, so that no app is told; set")
    assert shop.errors.find()[0].code == "no-application-for-number"


def test_a_message_without_callback_url_says_so(shop: Tenant) -> None:
    message = shop.messages.send(draft())
    shop.settle()

    again = shop.replay(message.id)

    assert again.reason is not None
    assert again.reason.sentence == (
        f"message {message.id} was sent without a callbackUrl, so that no app is told of it"
    )


def test_a_new_text_has_the_reason_too(shop: Tenant) -> None:
    shop.phone_numbers.update(LINE, {"application_id": None})

    inbound = shop.receive_message(from_=PERSON, to=LINE, text="open?")

    assert inbound.reason is not None
    assert inbound.reason.cause == "no-application"


def test_the_reason_of_a_refusal_is_that_of_the_attempt(text: Message, shop: Tenant) -> None:
    class Refusing:
        def send(self, callback: Callback, url: str) -> Outcome:
            return Outcome(500, "oops", "status")

    shop._network.callback_sender = Refusing()

    again = shop.replay(text.id)

    assert [attempt.outcome.status for attempt in again.attempts] == [500]
    assert again.reason is None


def test_a_message_that_was_not_sent_yet_has_no_event(shop: Tenant) -> None:
    message = shop.messages.send(draft(callback_url=EVENTS_URL))

    with pytest.raises(NoEvent, match=f"^message {message.id} is queued: its app is told when"):
        shop.replay(message.id)


def test_an_unknown_message_is_not_found(shop: Tenant) -> None:
    assert code_of(shop.replay, "m-x") == "message-not-found"


def test_the_faults_of_callbacks_strike(
    shop: Tenant, text: Message, sender: RecordingSender
) -> None:
    shop.faults.add(Fault("callback", outcome="twice"))

    assert len(shop.replay(text.id).attempts) == 2


def test_the_journal_says_what_was_asked_for(shop: Tenant, text: Message) -> None:
    shop.replay(text.id, url="http://joe:pw@other.test/", edit={"text": "x", "tag": "y"})

    entry = shop.journal.last("control")
    assert entry is not None
    assert (
        entry.summary == f"replays message {text.id} to http://other.test/, with another text, tag"
    )
    assert entry.detail == {"messageId": text.id}


def test_a_redacted_text_is_not_replayed(
    shop: Tenant, text: Message, sender: RecordingSender
) -> None:
    shop.messages.redact(text.id)

    shop.replay(text.id)

    assert last(sender)[1].payload["text"] == ""


@pytest.mark.parametrize(
    "call",
    [lambda t, m: t.replay(m, url="app.test"), lambda t, m: t.replay(m, method="PUT")],
    ids=["url", "method"],
)
def test_a_wrong_target_is_refused(
    call: Callable[[Tenant, str], object], shop: Tenant, text: Message
) -> None:
    with pytest.raises(ValueError, match=r"^url='app.test' is no URL|^method='PUT'; choose one"):
        call(shop, text.id)
