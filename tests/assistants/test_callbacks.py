"""Tools that connect an app and make callbacks: connect, replay, trigger."""

import pytest

from assistants.calling import ToolFailed
from assistants.conftest import Call
from builders import LINE, PERSON
from catapult_simulator import Tenant
from receivers import App, app_listening


def test_an_app_is_connected(call: Call, tenant: Tenant) -> None:
    answer = call("connect", url="http://127.0.0.1:3000/sms", method="GET")

    number = tenant.phone_numbers.enabled()[0].number
    assert answer.startswith(f"{number} calls GET http://127.0.0.1:3000/sms (application a-")
    assert f'Next: text_app with number "{number}".' in answer


def test_a_text_goes_to_the_app_that_was_connected_last(call: Call, tenant: Tenant) -> None:
    with app_listening() as first, app_listening() as last:
        call("connect", url=f"{first.url}/sms")
        call("connect", url=f"{last.url}/sms")

        call("text_app", text="hi", wait_seconds=0)

        assert last.next().json["text"] == "hi"


def test_a_wrong_url_is_told_with_its_value(call: Call) -> None:
    with pytest.raises(ToolFailed, match="url='nowhere' is no URL; write http://host:port/path"):
        call("connect", url="nowhere")


def test_a_callback_is_replayed_with_other_fields(call: Call, tenant: Tenant, shop: App) -> None:
    message = tenant.receive_message(from_=PERSON, to=LINE, text="hi").message
    shop.next()

    answer = call("replay", message_id=message.id, edit={"text": "STOP"})

    assert "The app took it." in answer
    assert shop.next().json["text"] == "STOP"


def test_a_replay_may_go_elsewhere_by_another_method(call: Call, tenant: Tenant, shop: App) -> None:
    message = tenant.receive_message(from_=PERSON, to=LINE, text="hi").message
    shop.next()
    shop.react = lambda arrived: None

    call("replay", message_id=message.id, url=f"{shop.url}/other", method="GET")

    arrived = shop.next()
    assert arrived.method == "GET"
    assert "/other?" in arrived.target


def test_an_unknown_message_cannot_be_replayed(call: Call) -> None:
    with pytest.raises(ToolFailed, match=r"^The message 'm-x' could not be found$"):
        call("replay", message_id="m-x")


def test_a_callback_is_triggered_by_its_name(call: Call, shop: App) -> None:
    answer = call("trigger", name="receipt-failed", code=770)

    assert "(not delivered, 770 " in answer
    assert shop.next().json["deliveryCode"] == "770"


def test_an_unknown_trigger_is_refused_with_the_known_ones(call: Call) -> None:
    with pytest.raises(ToolFailed, match=r"^trigger: name is 'nope': .*'receipt-failed'"):
        call("trigger", name="nope")


def test_no_answer_has_user_and_password_of_a_url(call: Call, tenant: Tenant, shop: App) -> None:
    url = shop.url.replace("://", "://joe:hunter2x9@") + "?token=hunter2x9"
    shop.react, shop.answer = (lambda arrived: None), "500 Oops"

    connected = call("connect", url=url, number=LINE)
    others = call("account") + call("text_app", text="hi", number=LINE, wait_seconds=0)

    assert f"{LINE} calls POST {shop.url}?token=*** " in connected
    assert "hunter2x9" not in connected + others
    with pytest.raises(ToolFailed, match=r"url='htt://\*\*\*@h/x' is no URL"):
        call("connect", url="htt://joe:hunter2x9@h/x")
