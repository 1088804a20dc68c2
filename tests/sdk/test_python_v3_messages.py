"""bandwidth-sdk 3.0.3 for Python: its messaging client."""

from typing import Any

import bandwidth
import pytest
from bandwidth.messaging import BandwidthMessageAPIException

from sdk.sdk_account import LINE, PERSON, TOLL_FREE, SdkAccount


@pytest.fixture
def api(account: SdkAccount) -> Any:
    """The client, for an account that owns `LINE`."""
    account.order_number()
    return bandwidth.client(
        "messaging",
        account.user_id,
        account.token,
        account.secret,
        api_endpoint=account.url,
    )


def test_send_message_gives_the_id_of_a_queued_message(api: Any) -> None:
    sent = api.send_message(LINE, PERSON, text="Yes, until six.")

    message = api.get_message(sent)
    assert (message["id"], message["state"]) == (sent, "queued")
    assert (message["from"], message["to"], message["text"]) == (LINE, PERSON, "Yes, until six.")


def test_send_message_takes_every_option(api: Any, account: SdkAccount) -> None:
    sent = api.send_message(
        LINE,
        PERSON,
        text="hello",
        receipt_requested="all",
        callback_url="http://127.0.0.1:9/events",
        callback_http_method="get",
        callback_timeout=2000,
        fallback_url="http://127.0.0.1:9/fallback",
        tag="order 7",
    )

    message = api.get_message(sent)
    assert (message["receipt_requested"], message["delivery_state"]) == ("all", "waiting")
    assert message["callback_url"] == "http://127.0.0.1:9/events"
    assert (message["callback_timeout"], message["fallback_url"]) == (
        2000,
        "http://127.0.0.1:9/fallback",
    )


def test_send_message_with_media_sends_an_mms(api: Any) -> None:
    picture = "http://pictures.test/cat.jpg"

    sent = api.send_message(LINE, PERSON, media=[picture])

    assert api.get_message(sent)["media"] == [picture]


def test_send_message_raises_the_message_of_the_api(api: Any) -> None:
    with pytest.raises(BandwidthMessageAPIException) as refused:
        api.send_message("+19195559999", PERSON, text="hello")

    assert (refused.value.status_code, refused.value.code) == (401, "number-access-denied")
    assert "+19195559999" in str(refused.value)


def test_send_message_raises_a_rate_limit_once(api: Any, account: SdkAccount) -> None:
    account.add_fault(
        at="rest", method="POST", path="messages", error="message-rate-limit", times=1
    )

    with pytest.raises(BandwidthMessageAPIException) as refused:
        api.send_message(LINE, PERSON, text="hello")

    assert (refused.value.status_code, refused.value.code) == (403, "message-rate-limit")
    assert api.send_message(LINE, PERSON, text="hello")


def test_send_messages_answers_for_each_message(api: Any) -> None:
    good, bad = {"from": LINE, "to": PERSON, "text": "a"}, {"from": LINE, "to": "", "text": "b"}

    accepted, refused = api.send_messages([good, bad])

    assert (accepted["result"], accepted["message"]) == ("accepted", good)
    assert api.get_message(accepted["id"])["text"] == "a"
    assert (refused["result"], refused["error"]["code"]) == ("error", "blank-property")
    assert (refused["id"], refused["message"]) == ("", bad)


def test_get_message_gives_the_receipt(api: Any, account: SdkAccount) -> None:
    sent = api.send_message(LINE, PERSON, text="hello", receipt_requested="all")

    account.settle()

    message = api.get_message(sent)
    assert (message["state"], message["delivery_state"]) == ("sent", "delivered")
    assert (message["delivery_code"], message["delivery_description"]) == (
        "0",
        "Message delivered to carrier",
    )


def test_get_message_of_a_received_message(api: Any, account: SdkAccount) -> None:
    received = account.receive_message("open today?")

    message = api.get_message(received)

    assert (message["direction"], message["state"]) == ("in", "received")
    assert (message["from"], message["text"]) == (PERSON, "open today?")


def test_get_message_raises_for_an_unknown_id(api: Any) -> None:
    with pytest.raises(BandwidthMessageAPIException) as refused:
        api.get_message("m-unknown")

    assert (refused.value.status_code, refused.value.code) == (404, "message-not-found")
    assert refused.value.message == "The message 'm-unknown' could not be found"


def test_list_messages_follows_the_links_to_the_last_page(api: Any) -> None:
    sent = [api.send_message(LINE, PERSON, text=f"{n}") for n in range(5)]

    listed = [message["id"] for message in api.list_messages(size=2)]

    assert listed == sent[::-1]


def test_list_messages_keeps_its_filters_on_every_page(api: Any, account: SdkAccount) -> None:
    account.order_number(TOLL_FREE)
    wanted = [api.send_message(LINE, PERSON, text=f"{n}") for n in range(3)]
    api.send_message(TOLL_FREE, PERSON, text="other")
    account.receive_message("other")

    listed = api.list_messages(from_=LINE, to=PERSON, direction="out", size=1, sort_order="asc")

    assert [message["id"] for message in listed] == wanted


def test_list_messages_filters_by_states_and_time(api: Any, account: SdkAccount) -> None:
    sent = api.send_message(LINE, PERSON, text="hello", receipt_requested="all")
    account.settle()
    api.send_message(LINE, PERSON, text="still queued")
    span = {"from_date_time": "2019-05-01 00:00:00", "to_date_time": "2019-05-02 00:00:00"}

    listed = list(api.list_messages(state="sent", delivery_state="delivered", **span))

    assert [message["id"] for message in listed] == [sent]
    assert list(api.list_messages(to_date_time="2019-04-30 00:00:00")) == []
