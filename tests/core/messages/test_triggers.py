"""Triggers: each callback that the API has, by name."""

import re
from typing import Any

import pytest

from builders import APP_URL, LINE, PERSON, SECOND_LINE, code_of, draft
from catapult_simulator.core.account import TransactionFilter
from catapult_simulator.core.callbacks import Callback, RecordingSender
from catapult_simulator.core.messages.message import DELIVERY_CODES
from catapult_simulator.core.messages.triggers import TRIGGERS, TriggerName
from catapult_simulator.core.people.no_line import NoLine
from catapult_simulator.core.rules import PROFILES
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


def last(sender: RecordingSender) -> tuple[str, Callback]:
    return sender.delivered[-1]


# Name -> fields that its callback has, and fields that it lacks (reference: callbacks, 10.2, 10.3).
SHAPES: dict[TriggerName, tuple[dict[str, Any], tuple[str, ...]]] = {
    "sms": ({"eventType": "sms", "state": "received", "segmentCount": 1}, ("media", "tag")),
    "long": ({"eventType": "sms", "segmentCount": 3}, ("media",)),
    "unicode": ({"eventType": "sms", "segmentCount": 1}, ("media",)),
    "mms": ({"eventType": "mms", "segmentCount": 1, "text": "Look!"}, ("deliveryState",)),
    "stop": ({"text": "STOP"}, ("media",)),
    "sent": ({"state": "sent"}, ("deliveryState", "deliveryCode", "applicationId")),
    "mms-sent": ({"eventType": "mms", "state": "sent"}, ("deliveryState", "applicationId")),
    "receipt-waiting": ({"state": "sent", "deliveryState": "waiting"}, ("deliveryCode",)),
    "receipt-delivered": (
        {
            "state": "sent",
            "deliveryState": "delivered",
            "deliveryCode": "0",
            "deliveryDescription": "Message delivered to carrier",
        },
        ("applicationId",),
    ),
    "receipt-failed": (
        {
            "state": "sent",
            "deliveryState": "not-delivered",
            "deliveryCode": "750",
            "deliveryDescription": "Destination Rejected Message",
        },
        ("applicationId",),
    ),
    "error": ({"state": "error", "deliveryState": "not-delivered"}, ("applicationId",)),
}


@pytest.mark.parametrize("name", TRIGGERS)
def test_each_trigger_calls_the_app_with_its_callback(
    name: TriggerName, shop: Tenant, sender: RecordingSender
) -> None:
    present, absent = SHAPES[name]

    result = shop.trigger(name)

    ((url, callback),) = sender.delivered
    payload = callback.payload
    assert url == APP_URL
    assert {field: payload[field] for field in present} == present
    assert not [field for field in absent if field in payload]
    assert payload["direction"] == TRIGGERS[name].direction == result.message.direction
    assert [attempt.url for attempt in result.attempts] == [APP_URL]


@pytest.mark.parametrize("name", TRIGGERS)
def test_the_message_of_a_trigger_is_stored(name: TriggerName, shop: Tenant) -> None:
    result = shop.trigger(name)

    message = shop.messages.get(result.message.id)
    assert message == result.message
    numbers = (message.to, message.from_) if message.direction == "in" else message[2:4]
    assert numbers == (LINE, PERSON)
    assert shop.pending() == []


@pytest.mark.parametrize("name", TRIGGERS)
def test_an_account_without_a_number_can_call_a_url(
    name: TriggerName, sender: RecordingSender
) -> None:
    account = Simulator(callback_sender=sender).open_tenant()

    account.trigger(name, url=ELSEWHERE, method="GET")

    url, callback = last(sender)
    assert (url, callback.method) == (ELSEWHERE, "GET")
    assert account.errors.find() == []
    assert callback.payload.keys() >= SHAPES[name][0].keys()
    assert [each.number for each in account.phone_numbers.find()] == [LINE]


def test_a_url_may_be_called_for_a_number_that_is_new(
    shop: Tenant, sender: RecordingSender
) -> None:
    shop.trigger("sms", to="919-555-1213", url=ELSEWHERE)

    shop.messages.send(draft(from_=SECOND_LINE))  # the app can answer from it
    assert last(sender)[1].payload["to"] == SECOND_LINE


@pytest.mark.parametrize("name", TRIGGERS)
def test_a_snapshot_keeps_the_message_of_a_trigger(name: TriggerName, tenant: Tenant) -> None:
    message = tenant.trigger(name, url=ELSEWHERE).message

    other = Simulator().open_tenant()
    other.apply_setup(tenant.snapshot())

    assert other.messages.get(message.id) == message


def test_a_fallback_is_not_called_for_another_url(shop: Tenant, sender: RecordingSender) -> None:
    shop.trigger("receipt-failed", url=ELSEWHERE)

    assert last(sender)[0] == ELSEWHERE
    assert last(sender)[1].fallback_url is None


def test_a_receipt_follows_the_method_of_the_application(
    shop: Tenant, sender: RecordingSender
) -> None:
    shop.connect(APP_URL, number=LINE, method="GET")

    assert shop.trigger("receipt-delivered").method == "GET"


@pytest.mark.parametrize("name", ["sms", "sent"])
def test_an_account_without_a_number_says_what_to_do(name: TriggerName) -> None:
    account = Simulator().open_tenant()

    with pytest.raises(NoLine, match="has no number; connect an app first, or name the URL"):
        account.trigger(name)


@pytest.mark.parametrize("name", ["sms", "sent"])
def test_a_number_of_somebody_else_is_refused(name: TriggerName, shop: Tenant) -> None:
    assert code_of(shop.trigger, name, to=SECOND_LINE) == "number-not-found"


@pytest.mark.parametrize("name", ["sms", "sent"])
def test_a_number_without_application_is_the_reason(name: TriggerName, shop: Tenant) -> None:
    shop.phone_numbers.allocate(SECOND_LINE)

    result = shop.trigger(name, to=SECOND_LINE)

    assert result.attempts == ()
    assert result.reason is not None
    assert result.reason.cause == "no-application"


def test_without_a_number_the_first_with_an_app_is_meant(sender: RecordingSender) -> None:
    account = Simulator(callback_sender=sender).open_tenant()
    account.phone_numbers.allocate(SECOND_LINE)
    account.connect(APP_URL, number=LINE)

    assert account.trigger("sms").message.to == LINE


def test_options_change_the_message(shop: Tenant, sender: RecordingSender) -> None:
    shop.trigger("receipt-failed", person="919-555-0009", text="Hi", code=770, tag="t-1")

    payload = last(sender)[1].payload
    assert (payload["to"], payload["text"], payload["tag"]) == ("+19195550009", "Hi", "t-1")
    assert payload["deliveryCode"] == "770"
    assert payload["deliveryDescription"] == DELIVERY_CODES[770]


def test_a_triggered_stop_blocks_a_toll_free_number() -> None:
    account = Simulator().open_tenant()
    account.connect(APP_URL, number="+18005551212")

    account.trigger("stop")

    entry = account.journal.last("transition")
    assert entry is not None
    assert entry.summary == f"the network answers {PERSON}"


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"name": "fax"}, "name='fax'; choose one of sms, long, unicode, mms, stop, sent"),
    ({"code": 770}, "code=770; only receipt-failed has a code of your choice, not sms"),
    ({"name": "receipt-failed", "code": 0}, "code=0; choose one of 100, 187"),
    ({"tag": "t"}, "tag='t'; sms is about an incoming message, which has none"),
    ({"person": "pizza"}, "from: 'pizza' is no phone number"),
    ({"text": ""}, "text: '' without media is no message"),
    ({"url": "app.test"}, "url='app.test' is no URL"),
]


@pytest.mark.parametrize(("wanted", "sentence"), WRONG, ids=lambda each: str(each)[:25])
def test_what_cannot_be_meant_is_refused(
    wanted: dict[str, Any], sentence: str, shop: Tenant
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}"):
        shop.trigger(**{"name": "sms"} | wanted)

    assert shop.messages.find() == []


def test_nothing_is_ordered_for_what_is_refused(tenant: Tenant) -> None:
    with pytest.raises(ValueError, match=r"^from: 'pizza' is no phone number"):
        tenant.trigger("sms", url=ELSEWHERE, person="pizza")

    assert tenant.phone_numbers.find() == []


def test_a_profile_without_segments_has_none(sender: RecordingSender) -> None:
    account = Simulator(callback_sender=sender).open_tenant()
    account.rules = account.rules.but(profile=PROFILES["2018"])

    account.trigger("sms", url=ELSEWHERE)

    assert "segmentCount" not in last(sender)[1].payload


def test_the_journal_names_the_trigger(shop: Tenant) -> None:
    result = shop.trigger("receipt-failed", url=ELSEWHERE)

    entry = shop.journal.last("control")
    assert entry is not None
    assert entry.summary == f"triggers receipt-failed to {ELSEWHERE}"
    assert entry.detail == {"messageId": result.message.id}


def test_transactions_and_balance_agree_after_a_trigger(shop: Tenant) -> None:
    before = shop.account.balance

    shop.trigger("sent")

    (charge,) = shop.account.find(TransactionFilter(type="charge", number=LINE), start=0, stop=1)
    assert before - shop.account.balance == charge.amount
