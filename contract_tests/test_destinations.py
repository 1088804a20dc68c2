"""Numbers that messages go to and come from: how they are written, and which can be reached."""

import pytest

from contract_tests.account import Account
from contract_tests.conftest import DASHBOARD, LINE, Draft
from contract_tests.evidence import assumed, documented, needs
from contract_tests.network import PERSON, SimulatedNetwork
from contract_tests.wire import assert_refused

pytestmark = needs("accounts", "clock", "numbers")

PICTURE = "http://your-site.example.com/image-1.jpg"


@assumed("assumption B30")
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("9195551212", "+19195551212"), ("19195551212", "+19195551212"),
        ("(919) 555-1212", "+19195551212"), ("+1 919.555.1212", "+19195551212"),
        ("+441632960123", "+441632960123"), ("+44 1632 960-123", "+441632960123"),
        ("29195551212", "29195551212"), ("919555121", "919555121"), ("12345", "12345"),
        ("12-345", "12345"), ("919/555/1212", "919/555/1212"), ("me", "me"),
        ("+91955512x2", "+91955512x2"),
        ("٩١٩٥٥٥١٢١٢", "٩١٩٥٥٥١٢١٢"), ("++19195551212", "++19195551212"),
    ],
)  # fmt: skip
def test_a_destination_is_converted_to_e164(
    account: Account, draft: Draft, written: str, read: str
) -> None:
    sent = account.create("messages", draft(to=written))

    assert account.read(f"messages/{sent}")["to"] == read


@assumed("assumption B3")
@pytest.mark.parametrize(
    ("to", "reached"),
    [
        ("+1234567", True), ("+123456789012345", True),
        ("+1234567890123456", False), ("+0123456789", False), ("12", False), ("123", True),
        ("123456", True), ("1234567", False), ("12345678", False), ("me", False), ("+", False),
    ],
)  # fmt: skip
def test_a_number_or_a_short_code_is_reached(
    account: Account, simulated: SimulatedNetwork, draft: Draft, to: str, reached: bool
) -> None:
    sent = [account.create("messages", draft(to=to, receiptRequested=r)) for r in ("all", "none")]

    simulated.settle()

    receipted, plain = (account.read(f"messages/{each}") for each in sent)
    assert receipted["state"] == "sent"
    assert receipted["deliveryCode"] == ("0" if reached else "720")
    assert (plain["state"], "deliveryCode" in plain) == ("sent" if reached else "error", False)


@documented("rateLimits/messageRateLimits.md, faq: the toll-free codes send SMS only")
@pytest.mark.parametrize(
    ("number", "toll_free"),
    [
        *((f"+1{code}5551234", True) for code in ("800", "833", "844", "855", "866", "877", "888")),
        ("+18015551234", False), ("+18115551234", False), ("+18225551234", False),
        ("+18995551234", False),
    ],
)  # fmt: skip
def test_toll_free_numbers_send_no_mms(
    account: Account, draft: Draft, number: str, toll_free: bool
) -> None:
    account.create("phoneNumbers", {"number": number, "provider": DASHBOARD})

    answer = account.post("messages", draft(from_=number, media=[PICTURE]))

    if toll_free:
        assert_refused(answer, 403, "message-from-toll-free")
    assert (answer.status_code == 201) is not toll_free


@assumed("assumption B28")
@pytest.mark.parametrize("written", ["+14352154440", "14352154440", "(435) 215-4440"])
def test_an_own_number_is_reached_however_it_is_written(
    account: Account, simulated: SimulatedNetwork, draft: Draft, written: str
) -> None:
    account.create("phoneNumbers", {"number": "+14352154440", "provider": DASHBOARD})

    account.create("messages", draft(to=written, text="x" * 161))
    simulated.settle()

    (received,) = account.read("messages", direction="in")
    assert (received["from"], received["to"]) == (LINE, "+14352154440")
    assert (received["text"], received["segmentCount"]) == ("x" * 161, 2)
    charges = account.read("account/transactions")
    assert [(each["productType"], each["number"]) for each in charges] == [
        ("sms-in", "+14352154440"), ("sms-out", LINE),
    ]  # fmt: skip


@assumed("assumption B28")
@pytest.mark.parametrize("fate", [{"state": "error"}, {"deliveryCode": 720}, {"silent": True}])
def test_only_a_message_that_is_delivered_comes_in_at_an_own_number(
    account: Account, simulated: SimulatedNetwork, draft: Draft, fate: dict[str, object]
) -> None:
    account.create("phoneNumbers", {"number": "+14352154440", "provider": DASHBOARD})
    simulated.add_fault(at="carrier", **fate)

    account.create("messages", draft(to="+14352154440"))
    simulated.settle()

    assert len(account.read("messages", direction="in")) == ("silent" in fate)


@assumed("assumption B22")
def test_a_redacted_message_is_delivered_with_its_text(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    account.create("phoneNumbers", {"number": "+14352154440", "provider": DASHBOARD})
    sent = account.create("messages", draft(to="+14352154440", text="secret"))

    account.patch(f"messages/{sent}", {"text": ""})
    account.patch(f"messages/{sent}", {"text": ""})
    simulated.settle()

    (received,) = account.read("messages", direction="in")
    assert (received["text"], account.read(f"messages/{sent}")["text"]) == ("secret", "")
    account.patch(f"messages/{received['id']}", {"text": ""})
    assert account.read(f"messages/{received['id']}")["text"] == ""


@documented("methods/account/getAccountTransactions.md: newest first, of one moment too")
def test_transactions_of_one_moment_have_a_fixed_order(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    """Messages come first (the simulator's own); the newer before the older."""
    account.create("phoneNumbers", {"number": "+19195551212"})
    first = account.create("messages", draft())
    account.read(f"/phoneNumbers/numberInfo/{PERSON}")
    second = account.create("messages", draft())
    simulated.advance(1)
    account.create("phoneNumbers", {"number": "+18445551212"})

    whole = account.read("account/transactions")

    assert [(each["productType"], each.get("resourceId")) for each in whole[1:4]] == [
        ("sms-out", second), ("sms-out", first), ("cnam-search", None),
    ]  # fmt: skip
    assert [each["productType"] for each in (whole[0], whole[4])] == [
        "toll-free-number-per-month", "local-number-per-month",
    ]  # fmt: skip
    for size in (1, 2, 3):
        pages = [account.read("account/transactions", size=size, page=page) for page in range(6)]
        assert [each for page in pages for each in page] == whole
