"""POST messages with one message: its response, and how the message is shown."""

import re
from urllib.parse import urlsplit

import pytest

from contract_tests.account import Account
from contract_tests.conftest import DASHBOARD, Draft, OpenAccount
from contract_tests.evidence import assumed, documented, needs, observed, risks, spends
from contract_tests.wire import (
    ID,
    TIME,
    assert_created,
    assert_invalid,
)

PAGE = "methods/messages/postMessages.md"


@observed("recorded exchanges 2015-09; empty and untyped as the SDKs of 2018 need it")
@needs("sending")
@spends(1)
def test_a_message_is_created_with_an_absolute_location(account: Account, draft: Draft) -> None:
    assert_created(account.post("messages", draft()), account, "messages", "m")


@observed("recorded exchanges 2015-09")
@needs("accounts")
def test_an_empty_response_was_typed_as_json_in_2018(open_account: OpenAccount) -> None:
    account = open_account("2018")

    answer = account.post("phoneNumbers", {"number": "+14352154439", "provider": DASHBOARD})

    assert (answer.status_code, answer.content) == (201, b"")
    assert answer.headers["Content-Type"] == "application/json"


@observed("csharp- and java-bandwidth: Location must stand on the host that the client used")
@needs("accounts")
def test_the_location_has_the_host_of_the_request(account: Account, draft: Draft) -> None:
    headers = {"Host": "catapult.example.com:8443"}

    answer = account.request("POST", "messages", draft(), headers=headers)

    scheme = urlsplit(account.base_url).scheme
    home = f"{scheme}://catapult.example.com:8443/v1/users/{account.user_id}/messages/"
    assert answer.headers["Location"].startswith(home)


@observed("recorded exchanges 2015-09 (order of keys); segmentCount: methods/messages, 2019-03")
@needs("sending")
@spends(1)
@needs("2019")
def test_a_message_has_these_fields_in_this_order(account: Account, draft: Draft) -> None:
    sent = account.create("messages", draft())

    message = account.read(f"messages/{sent}")

    assert list(message) == [
        "direction", "from", "id", "messageId", "state", "text", "media", "time", "to",
        "skipMMSCarrierValidation", "segmentCount",
    ]  # fmt: skip
    assert message["id"] == message["messageId"] == sent
    assert (message["direction"], message["media"], message["text"]) == ("out", [], "Hello")
    assert message["skipMMSCarrierValidation"] is True
    assert re.fullmatch(TIME, message["time"])
    assert re.fullmatch(f"m-{ID}", sent)


@documented(PAGE)
@needs("sending")
@spends(1)
@needs("2019")
def test_the_options_of_sending_are_shown(account: Account, draft: Draft) -> None:
    options = {
        "callbackTimeout": "2000",
        "callbackUrl": "http://my.callback.url",
        "fallbackUrl": "http://my.fallback.url",
        "receiptRequested": "all",
    }

    message = account.read(f"messages/{account.create('messages', draft(**options))}")

    assert list(message)[:5] == [
        "callbackTimeout",
        "callbackUrl",
        "direction",
        "fallbackUrl",
        "from",
    ]
    assert list(message)[13] == "receiptRequested"
    assert list(message)[-1] == "segmentCount"
    assert {name: message[name] for name in options} == options | {"callbackTimeout": 2000}


@assumed("assumption B33")
@needs("sending")
@spends(1)
def test_a_message_waits_for_its_receipt_from_the_start(account: Account, draft: Draft) -> None:
    sent = account.create("messages", draft(receiptRequested="all"))

    assert account.read(f"messages/{sent}")["deliveryState"] == "waiting"


@documented(f"{PAGE}: the tag is not persisted beyond the request")
@needs("sending")
@spends(1)
def test_neither_tag_nor_callback_method_is_shown(account: Account, draft: Draft) -> None:
    sent = account.create(
        "messages", draft(tag="x", callbackHttpMethod="GET", receiptRequested="none")
    )

    message = account.read(f"messages/{sent}")

    assert not {"tag", "callbackHttpMethod", "receiptRequested", "deliveryState"} & set(message)


@observed("ruby-, java- and node-bandwidth 1.x fetch what they have just created")
@needs("sending")
@spends(1)
def test_a_message_can_be_read_at_once(account: Account, draft: Draft) -> None:
    message = account.read(f"messages/{account.create('messages', draft())}")

    assert message["state"] in ("queued", "sending", "sent")


@needs("sending")
@pytest.mark.parametrize(
    "written",
    [
        pytest.param("1{}{}{}", marks=documented("howto/importDashboard.html: its from")),
        pytest.param("{}{}{}", marks=assumed("assumption B30")),
        pytest.param("({}) {}-{}", marks=assumed("assumption B30")),
        pytest.param("+1 {}.{}.{}", marks=assumed("assumption B30")),
    ],
)
@spends(1)
def test_from_is_converted_to_e164(account: Account, draft: Draft, line: str, written: str) -> None:
    number = written.format(line[2:5], line[5:8], line[8:])

    sent = account.create("messages", draft(from_=number))

    assert account.read(f"messages/{sent}")["from"] == line


@needs("sending")
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 2048, id="ascii", marks=documented(PAGE)),
        pytest.param("ж" * 2048, id="cyrillic", marks=documented(PAGE)),
        pytest.param("😀" * 1024, id="emoji", marks=assumed("assumption B4")),
    ],
)
@spends(31)
@risks(31)
def test_a_text_has_up_to_2048_characters(account: Account, draft: Draft, text: str) -> None:
    sent = account.create("messages", draft(text=text))

    assert account.read(f"messages/{sent}")["text"] == text
    assert_invalid(
        account.post("messages", draft(text=text + "x")),
        "The message text must be 2,048 characters or less",
    )


@assumed("assumption B3")
@needs("sending")
@pytest.mark.parametrize("to", ["nobody", "12", "+", "+1234567890123456"])
@spends(1)
def test_a_bad_destination_is_accepted_at_first(account: Account, draft: Draft, to: str) -> None:
    assert account.post("messages", draft(to=to)).status_code == 201


@assumed("assumption B12")
@needs("sending")
@spends(1)
@needs("2019")
def test_read_only_properties_are_ignored(account: Account, draft: Draft) -> None:
    extra = {"id": "m-x", "direction": "in", "state": "sent", "time": "2019-05-01T12:00:00Z"}

    sent = account.create(
        "messages", draft(**extra, skipMMSCarrierValidation=False, segmentCount=9)
    )

    message = account.read(f"messages/{sent}")
    assert (message["direction"], message["segmentCount"]) == ("out", 1)
    assert message["skipMMSCarrierValidation"] is True
