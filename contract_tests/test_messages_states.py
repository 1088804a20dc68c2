"""The states of a message: receipts, segments, redaction and replies."""

from uuid import uuid4

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import DASHBOARD, Draft
from contract_tests.evidence import assumed, documented, needs, observed, spends
from contract_tests.network import Network, SimulatedNetwork, eventually
from contract_tests.target import Target
from contract_tests.wire import assert_done, assert_invalid, assert_missing, assert_refused

TOLL_FREE = "+18445551234"
RECEIPT = ("deliveryState", "deliveryCode", "deliveryDescription")


def receipt(message: dict[str, Json]) -> tuple[Json, ...]:
    return tuple(message.get(name) for name in RECEIPT)


@documented("methods/messages/getMessages.md: queued, sending, sent")
@needs("sending")
@spends(1)
def test_a_message_ends_as_sent(account: Account, network: Network, draft: Draft) -> None:
    sent = account.create("messages", draft())
    before = account.read(f"messages/{sent}")["time"]

    eventually(lambda: account.read(f"messages/{sent}")["state"] == "sent", network)

    message = account.read(f"messages/{sent}")
    assert message["time"] == before
    assert "deliveryState" not in message


@observed("recorded exchanges 2015-09")
@needs("sending", "2019")
@spends(1)
def test_a_receipt_reports_the_delivery(account: Account, network: Network, draft: Draft) -> None:
    sent = account.create("messages", draft(receiptRequested="all"))

    eventually(lambda: "deliveryCode" in account.read(f"messages/{sent}"), network)

    message = account.read(f"messages/{sent}")
    assert receipt(message) == ("delivered", "0", "Message delivered to carrier")
    assert message["state"] == "sent"
    assert list(message)[10:] == ["receiptRequested", *RECEIPT, "segmentCount"]


@needs("faults", "clock")
@documented("howto/smsDLR.html: the API's own words for the code; the state stays sent")
@pytest.mark.parametrize("requested", ["all", "error"])
@pytest.mark.parametrize(
    ("code", "description"),
    [(720, "Invalid destination number"), (770, "Destination Rejected due to spam")],
)
def test_a_carrier_can_reject_a_message(
    account: Account,
    simulated: SimulatedNetwork,
    draft: Draft,
    requested: str,
    code: int,
    description: str,
) -> None:
    simulated.add_fault(at="carrier", to=simulated.person, deliveryCode=code)

    sent = account.create("messages", draft(receiptRequested=requested))
    simulated.settle()

    message = account.read(f"messages/{sent}")
    assert receipt(message) == ("not-delivered", str(code), description)
    assert message["state"] == "sent"


@documented("methods/messages/getMessages.md: state error; errors.md, message-delivery-failed")
@needs("faults", "clock")
def test_a_failed_message_is_in_the_errors(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    simulated.add_fault(at="carrier", to=simulated.person, state="error")

    sent = account.create("messages", draft())
    simulated.settle()

    assert account.read(f"messages/{sent}")["state"] == "error"
    error = account.read("errors")[0]
    assert error["code"] == "message-delivery-failed"
    assert error["message"] == (
        f"The message from '+14352154439' to '{simulated.person}' could not be delivered"
    )


@needs("sending")
@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("a" * 160, 1, marks=documented("faq messaging/longSMS.md"), id="160-gsm"),
        pytest.param("a" * 161, 2, marks=documented("faq messaging/longSMS.md"), id="161-gsm"),
        pytest.param("a" * 306, 2, marks=documented("faq messaging/longSMS.md"), id="306-gsm"),
        pytest.param("a" * 307, 3, marks=documented("faq messaging/longSMS.md"), id="307-gsm"),
        pytest.param("ü" * 160, 1, marks=documented("3GPP TS 23.038"), id="160-umlauts"),
        pytest.param("€" * 80, 1, marks=assumed("assumption B37"), id="80-euros"),
        pytest.param("€" * 81, 2, marks=assumed("assumption B37"), id="81-euros"),
        pytest.param("ж" * 70, 1, marks=documented("faq messaging/bodyEncoding.md"), id="70-ucs2"),
        pytest.param("ж" * 71, 2, marks=documented("faq messaging/bodyEncoding.md"), id="71-ucs2"),
        pytest.param(
            "ж" * 134, 2, marks=documented("faq messaging/bodyEncoding.md"), id="134-ucs2"
        ),
        pytest.param(
            "ж" * 135, 3, marks=documented("faq messaging/bodyEncoding.md"), id="135-ucs2"
        ),
        pytest.param("😀" * 35, 1, marks=assumed("assumption B37"), id="35-emoji"),
        pytest.param("😀" * 36, 2, marks=assumed("assumption B37"), id="36-emoji"),
    ],
)
@spends(3)
@needs("2019")
def test_long_texts_take_several_segments(
    account: Account, draft: Draft, text: str, count: int
) -> None:
    sent = account.create("messages", draft(text=text))

    assert account.read(f"messages/{sent}")["segmentCount"] == count


@documented("methods/messages/getMessagesMessageId.md; assumptions F3 and B24")
@needs("inbound", "2019")
@spends(1)
def test_an_incoming_message_is_stored(account: Account, network: Network, line: str) -> None:
    def arrived() -> list[dict[str, Json]]:
        return list(account.read("messages", to=line, direction="in", size=1))

    known = [message["id"] for message in arrived()]
    network.text_in(line, "See you")
    eventually(lambda: [message["id"] for message in arrived()] != known, network)

    (message,) = arrived()
    assert (message["from"], message["to"]) == (network.person, line)
    assert (message["state"], message["text"]) == ("received", "See you")
    assert list(message) == [
        "direction", "from", "id", "messageId", "state", "text", "media", "time", "to",
        "skipMMSCarrierValidation", "segmentCount",
    ]  # fmt: skip


@assumed("assumption B28")
@needs("inbound")
@spends(1)
def test_a_message_to_an_own_number_is_also_received(
    account: Account, network: Network, target: Target, draft: Draft
) -> None:
    own = target.numbers[1] if target.numbers else "+14352154440"
    if target.simulated:
        account.create("phoneNumbers", {"number": own, "provider": DASHBOARD})
    text = f"to an own number, {uuid4()}"

    sent = account.create("messages", draft(to=own, text=text))

    def received() -> list[dict[str, Json]]:
        arrived = account.read("messages", direction="in", to=own)
        return [message for message in arrived if message["text"] == text]

    (message,) = eventually(received, network)
    assert message["id"] != sent


@assumed("assumption B3")
@needs("clock")
@pytest.mark.parametrize(
    ("requested", "state", "code"),
    [("none", "error", None), ("all", "sent", "720")],
    ids=["none", "all"],
)
def test_a_bad_destination_fails_later(
    account: Account,
    simulated: SimulatedNetwork,
    draft: Draft,
    requested: str,
    state: str,
    code: Json,
) -> None:
    sent = account.create("messages", draft(to="nobody", receiptRequested=requested))

    simulated.settle()

    message = account.read(f"messages/{sent}")
    assert (message["state"], message.get("deliveryCode")) == (state, code)


@documented("rateLimits/messageRateLimits.md: STOP and UNSTOP; code 775: assumption F4")
@needs("numbers", "clock")
def test_a_toll_free_number_respects_stop(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    account.create("phoneNumbers", {"number": TOLL_FREE, "provider": DASHBOARD})

    def code_of_next() -> Json:
        sent = account.create("messages", draft(from_=TOLL_FREE, receiptRequested="all"))
        simulated.settle()
        return account.read(f"messages/{sent}")["deliveryCode"]

    simulated.text_in(TOLL_FREE, "stop")
    assert code_of_next() == "775"
    simulated.text_in(TOLL_FREE, "UNSTOP")
    assert code_of_next() == "0"


@observed("recorded exchanges 2015-09; SDK run logs 2015")
def test_an_unknown_message_is_not_found(account: Account) -> None:
    message = "The message 'm-xxx' could not be found"

    answer = account.get("messages/m-xxx")

    assert_refused(answer, 404, "message-not-found", message, details={"messageId": "m-xxx"})


@documented("methods/messages/redactMessageText.md; the empty text: assumption B21")
@needs("sending")
@spends(1)
def test_a_text_can_be_redacted(account: Account, draft: Draft) -> None:
    sent = account.create("messages", draft(text="secret"))

    assert_done(account.patch(f"messages/{sent}", {"text": ""}))

    assert account.read(f"messages/{sent}")["text"] == ""
    assert_done(account.patch(f"messages/{sent}", {"text": ""}))


@needs("sending")
@documented(
    "methods/messages/redactMessageText.md: exactly an empty text; which 400: assumption B23"
)
@spends(1)
def test_a_redaction_must_have_an_empty_text_only(account: Account, draft: Draft) -> None:
    path = f"messages/{account.create('messages', draft())}"

    assert_invalid(account.patch(path, {"text": "other"}))
    assert_missing(account.patch(path, {}), "message", "text")
    for extra in ("colour", "to"):
        answer = account.patch(path, {"text": "", extra: "x"})
        assert (answer.status_code, answer.json()["code"]) == (400, "unrecognized-property")
    assert account.read(path)["text"] == "Hello"


@observed("recorded exchanges 2015-09")
def test_an_unknown_message_cannot_be_redacted(account: Account) -> None:
    answer = account.patch("messages/m-xxx", {"text": ""})

    assert_refused(answer, 404, "message-not-found", details={"messageId": "m-xxx"})
