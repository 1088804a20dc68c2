"""Messages with media."""

import pytest

from contract_tests.account import ABSENT, Account, Json
from contract_tests.conftest import DASHBOARD, Draft
from contract_tests.evidence import assumed, documented, needs, observed, risks, spends
from contract_tests.network import SimulatedNetwork
from contract_tests.wire import assert_invalid, assert_missing, assert_refused

PICTURE = "http://your-site.example.com/image-1.jpg"
TOLL_FREE = "+18445551234"


@needs("sending")
@pytest.mark.parametrize(
    "media",
    [
        pytest.param([PICTURE], id="list", marks=documented("methods/messages/postMessages.md")),
        pytest.param(PICTURE, id="string", marks=observed("java- and php-bandwidth send a string")),
    ],
)
@spends(2)
@needs("2019")
def test_media_is_shown_as_a_list_of_urls(account: Account, draft: Draft, media: Json) -> None:
    sent = account.create("messages", draft(media=media))

    message = account.read(f"messages/{sent}")
    assert (message["media"], message["segmentCount"]) == ([PICTURE], 1)


@assumed("assumption B8")
@needs("sending")
@spends(2)
def test_a_message_takes_many_media_and_repeated_ones(account: Account, draft: Draft) -> None:
    media = [f"{PICTURE}?{number}" for number in range(12)] * 2

    sent = account.create("messages", draft(media=media))

    assert account.read(f"messages/{sent}")["media"] == media


@assumed("assumption B5")
@needs("sending")
@spends(2)
def test_an_mms_needs_no_text(account: Account, draft: Draft) -> None:
    sent = account.create("messages", draft(text=ABSENT, media=[PICTURE]))

    assert account.read(f"messages/{sent}")["text"] == ""


@assumed("assumption B7")
@pytest.mark.parametrize("media", [[], "", None], ids=["list", "string", "null"])
@needs("sending")
@spends(1)
@risks(1)
def test_empty_media_make_an_sms(account: Account, draft: Draft, media: Json) -> None:
    assert account.post("messages", draft(media=media)).status_code == 201
    assert_missing(account.post("messages", draft(text=ABSENT, media=media)), "message", "text")


@assumed("assumption B31")
@needs("sending")
@spends(2)
def test_media_urls_are_not_checked_on_sending(account: Account, draft: Draft) -> None:
    assert account.post("messages", draft(media=["not a url"])).status_code == 201


@assumed("assumption A4")
@pytest.mark.parametrize("media", [{"url": PICTURE}, [{"url": PICTURE}], [[PICTURE]]], ids=str)
@risks(2)
def test_media_must_be_strings(account: Account, draft: Draft, media: Json) -> None:
    assert_invalid(account.post("messages", draft(media=media)))


@observed("sgx-catapult quotes the sentence in a comment; status and code: assumption B6")
@pytest.mark.parametrize("receipt", ["all", "error"])
@risks(2)
def test_media_exclude_a_receipt(account: Account, draft: Draft, receipt: str) -> None:
    answer = account.post("messages", draft(media=[PICTURE], receiptRequested=receipt))

    sentence = "The ''messages'' resource property ''receiptRequested'' is not supported for MMS"
    assert_invalid(answer, sentence)


@documented("methods/messages/postMessages.md: none is the default")
@needs("sending")
@spends(2)
def test_media_are_accepted_with_receipt_none(account: Account, draft: Draft) -> None:
    answer = account.post("messages", draft(media=[PICTURE], receiptRequested="none"))

    assert answer.status_code == 201


@documented("behaviour B32: faq messaging/tollFreeSMS.md; errors.md, message-from-toll-free")
@needs("numbers")
def test_toll_free_numbers_send_sms_only(account: Account, draft: Draft) -> None:
    account.create("phoneNumbers", {"number": TOLL_FREE, "provider": DASHBOARD})

    refused = account.post("messages", draft(from_=TOLL_FREE, media=[PICTURE]))

    message = f"Messages cannot be sent from toll free numbers '{TOLL_FREE}'"
    assert_refused(refused, 403, "message-from-toll-free", message)
    assert account.post("messages", draft(from_=TOLL_FREE)).status_code == 201


@documented("faq messaging/longSMS.md: an MMS is one")
@needs("sending")
@spends(2)
@needs("2019")
def test_an_mms_is_one_segment(account: Account, draft: Draft) -> None:
    sent = account.create("messages", draft(text="x" * 500, media=[PICTURE]))

    assert account.read(f"messages/{sent}")["segmentCount"] == 1


@documented("methods/messages/getMessages.md: received media are files of the account")
@needs("accounts", "inbound")
def test_received_media_are_files_of_the_account(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    simulated.text_in(line, "", media=["http://elsewhere.example.com/cat.jpg"])

    (message,) = account.read("messages", direction="in")
    assert len(message["media"]) == 2
    for media in message["media"]:
        assert media.startswith(account.url("media/"))
        assert message["messageId"] in media


@assumed("assumption C17")
@needs("accounts", "inbound")
def test_a_received_picture_without_a_text_has_an_empty_one(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    simulated.text_in(line, "", media=["http://elsewhere.example.com/cat.jpg"])

    (message,) = account.read("messages", direction="in")
    assert message["text"] == ""
