"""Applied setups: the account has what was declared, and what is left out has its default."""

from typing import Any

import pytest

from builders import APP_URL, EVENTS_URL, LINE, PERSON, TOLL_FREE, code_of, draft
from catapult_simulator.core.account import in_dollars
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.people.script import Script
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from core.webhooks import Webhook


def account(text: "str | dict[str, Any]") -> Tenant:
    (tenant,) = Simulator.from_setup(text).tenants()
    return tenant


def test_a_number_finds_its_application_by_name() -> None:
    tenant = account(f"""
        [[applications]]
        name = "shop"
        incomingMessageUrl = "{APP_URL}"
        incomingMessageUrlCallbackTimeout = 2000
        callbackHttpMethod = "get"
        [[numbers]]
        number = "(919) 555-1212"
        application = "shop"
        name = "support"
    """)

    (shop,), (line,) = tenant.applications.find(), tenant.phone_numbers.find()
    assert (shop.incoming_message_url, shop.message_timeout_ms) == (APP_URL, 2000)
    assert shop.callback_http_method == "get"
    assert (line.number, line.name, line.application_id) == (LINE, "support", shop.id)
    assert (line.city, line.state, line.price) == ("WAKE FOREST", "NC", "0.60")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_number_in_its_short_form_has_an_application_of_its_own(method: str) -> None:
    tenant = account({"numbers": [f"{LINE}={method}:{APP_URL}?a=1:b"]})

    inbound = tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    assert inbound.method == method
    assert [attempt.url for attempt in inbound.attempts] == [f"{APP_URL}?a=1:b"]


def test_a_number_alone_has_no_application() -> None:
    tenant = account({"numbers": [LINE]})

    assert tenant.phone_numbers.get(LINE).application_id is None
    assert tenant.applications.find() == []


def test_a_released_number_is_never_offered_again() -> None:
    tenant = account({"numbers": [{"number": LINE, "numberState": "released"}]})

    assert code_of(tenant.phone_numbers.allocate, LINE) == "number-not-found"


def test_a_setup_charges_nothing() -> None:
    tenant = account({"numbers": [LINE, TOLL_FREE]})

    assert in_dollars(tenant.account.balance) == "1000.00000"


@pytest.mark.parametrize("written", [0.004, "0.00400"])
def test_a_declared_balance_is_not_overdrawn(written: object) -> None:
    tenant = account({"numbers": [LINE], "balance": written})

    assert code_of(tenant.messages.send, draft()) == "insufficient-available-balance"


def test_a_rule_lets_a_declared_balance_be_overdrawn() -> None:
    rules = {"refuseWithoutCredit": False}
    tenant = account({"numbers": [LINE], "balance": 0, "rules": rules})

    assert tenant.messages.send(draft()).state == "queued"


def test_rules_that_are_left_out_stay_as_they_are() -> None:
    tenant = account({"rules": {"profile": "2018", "receiptMs": 5, "messageOn429": True}})

    assert tenant.rules == Rules.of("2018", receipt_ms=5, message_on_429=True)


def test_faults_happen_as_they_are_declared() -> None:
    fault = {"at": "carrier", "to": PERSON, "deliveryCode": 770, "times": 2, "struck": 1}
    tenant = account({"numbers": [LINE], "faults": [fault, {"at": "rest", "delayMs": 5}]})
    ids = [tenant.messages.send(draft(receipt_requested="all")).id for _ in range(2)]

    tenant.settle()

    codes = [tenant.messages.get(each).delivery_code for each in ids]
    assert codes == [770, 0]
    assert [each.id for each in tenant.faults.all()] == ["f-1", "f-2"]


def test_the_ids_of_declared_faults_are_not_given_again() -> None:
    declared = [{"id": "f-2", "at": "rest", "delayMs": 1}, {"at": "rest", "delayMs": 2}]
    tenant = account({"faults": declared})

    added = tenant.faults.add(tenant.faults.all()[0])

    assert [each.id for each in tenant.faults.all()] == ["f-2", "f-3", added.id]
    assert added.id == "f-4"


def test_a_media_file_has_the_type_of_its_name() -> None:
    tenant = account(
        {"media": [{"name": "cat.png", "text": "x"}, {"name": "a", "content": "eA=="}]}
    )

    files = [(each.read(), each.content_type) for each in tenant.media.find()]
    assert files == [(b"x", "image/png"), (b"x", "application/octet-stream")]


def test_caller_names_can_be_looked_up() -> None:
    tenant = account({"callerNames": {"919-555-0001": "ALICE", "+19195550002": ""}})

    assert tenant.number_info.look_up(PERSON).name == "ALICE"
    assert code_of(tenant.number_info.look_up, "+19195550002") == "cnam-not-found"


def test_people_answer_as_they_are_scripted() -> None:
    answers = {"open": "Great!", "CODE \\d+": ["one", "two"]}
    tenant = account({"numbers": [LINE], "people": [{"number": PERSON, "answers": answers}]})

    for text in ("code 12", "Are you open?", "else"):
        tenant.messages.send(draft(text=text))
    tenant.settle()

    inbound = tenant.messages.find(direction="in")
    assert [message.text for message in reversed(inbound)] == ["one", "two", "Great!"]


def test_a_person_whose_answers_are_a_function_is_not_in_a_snapshot(tenant: Tenant) -> None:
    tenant.people.set(PERSON, lambda message: "YES")
    tenant.people.set("+19195550002", Script.of("NO"))

    people = tenant.snapshot().accounts[0]["people"]

    assert [each["number"] for each in people] == ["+19195550002"]


def test_a_person_who_opted_out_gets_no_message() -> None:
    tenant = account({"numbers": [TOLL_FREE], "optOuts": [{"person": PERSON, "number": TOLL_FREE}]})

    sent = tenant.messages.send(draft(from_=TOLL_FREE, receipt_requested="all"))
    tenant.settle()

    assert tenant.messages.get(sent.id).delivery_code == 775


def test_a_message_has_the_direction_and_the_state_that_fit_its_numbers() -> None:
    messages = [
        {"from": LINE, "to": PERSON, "text": "Open until six."},
        {"from": PERSON, "to": LINE, "text": "x" * 161, "time": "2019-05-01T13:00:00+02:00"},
    ]
    tenant = account({"numbers": [LINE], "messages": messages})

    inbound, outbound = tenant.messages.find()
    assert (outbound.direction, outbound.state, outbound.time_ms) == ("out", "sent", tenant.now_ms)
    assert (inbound.direction, inbound.state, inbound.segment_count) == ("in", "received", 2)
    assert tenant.now_ms - inbound.time_ms == 3600 * 1000


def test_a_queued_message_starts_to_be_sent() -> None:
    message = {"from": LINE, "to": PERSON, "text": "hi", "state": "queued"}
    tenant = account({"numbers": [LINE], "messages": [message | {"callbackUrl": EVENTS_URL}]})

    tenant.settle()

    assert tenant.messages.find()[0].state == "sent"
    assert tenant.journal.last("callback").detail["state"] == "sent"


def test_virtual_time_starts_where_the_setup_says() -> None:
    assert account({"now": "2021-01-01T00:00:00Z"}).now_text == "2021-01-01T00:00:00Z"


def test_ids_that_are_declared_are_not_given_again() -> None:
    first = Simulator().open_tenant("u-1").applications.create("a", incoming_message_url=APP_URL)
    declared = {"id": first.id, "name": "a", "incomingMessageUrl": APP_URL}
    tenant = account({"userId": "u-1", "applications": [declared]})

    second = tenant.applications.create("b", incoming_message_url=APP_URL)

    assert [each.id for each in tenant.applications.find()] == [first.id, second.id]
    assert first.id != second.id


def test_a_seed_decides_the_ids() -> None:
    def first_id(seed: str) -> str:
        return (
            account({"userId": "u-1", "seed": seed, "numbers": [LINE]}).phone_numbers.get(LINE).id
        )

    assert first_id("a") == first_id("a") != first_id("b")


def test_nothing_that_a_setup_declares_is_called_back_or_recorded() -> None:
    messages = [{"from": PERSON, "to": LINE, "text": "hi"}]
    simulator = Simulator.from_setup({"numbers": [f"{LINE}={APP_URL}"], "messages": messages})
    (tenant,) = simulator.tenants()

    tenant.settle()

    sender = simulator.network.callback_sender
    assert isinstance(sender, RecordingSender)
    assert sender.delivered == []
    assert [entry.summary for entry in tenant.journal] == ["settled"]


def test_timers_keep_their_distance_on_a_wall_clock() -> None:
    virtual = account({"numbers": [LINE]})
    virtual.messages.send(draft())
    virtual.advance(0.05)

    (tenant,) = Simulator.from_setup(virtual.snapshot(), clock="wall").tenants()

    (step,) = tenant.pending()
    assert 0 <= step.in_ms <= 50
    assert tenant.messages.find()[0].state == "queued"


def test_a_callback_that_was_due_is_made_by_the_account_that_is_read_back() -> None:
    tenant = account({"numbers": [f"{LINE}={APP_URL}"]})
    tenant.start_receiving(from_=PERSON, to=LINE, text="hi")
    webhook = Webhook()

    copies = Simulator.from_setup(tenant.snapshot(), callback_sender=webhook)
    copies.tenants()[0].settle()

    assert webhook.texts == ["hi"]
