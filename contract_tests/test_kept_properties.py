"""Properties that stay: over updates, at a release, in each state of a message, redacted or not."""

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, documented, needs, observed
from contract_tests.network import SimulatedNetwork
from contract_tests.wire import assert_done

pytestmark = needs("accounts", "clock")

ONE, OTHER = "http://one.example.com/x?shop=7&y=%20#z", "http://other.example.com/?y"
NUMBER, TOLL_FREE = "+19195551212", "+18445551212"
PICTURE = "http://your-site.example.com/image-1.jpg"
APPLICATION: dict[str, Json] = {  # no value is a default
    "name": "one",
    "incomingCallUrl": ONE,
    "incomingCallUrlCallbackTimeout": 1000,
    "incomingCallFallbackUrl": ONE,
    "incomingMessageUrl": ONE,
    "incomingMessageUrlCallbackTimeout": 2000,
    "incomingMessageFallbackUrl": ONE,
    "callbackHttpMethod": "get",
    "autoAnswer": False,
}
CHANGES: list[tuple[str, Json]] = [
    ("name", " two "), ("incomingCallUrl", OTHER), ("incomingCallUrlCallbackTimeout", 3000),
    ("incomingCallFallbackUrl", OTHER), ("incomingMessageUrl", OTHER),
    ("incomingMessageUrlCallbackTimeout", 4000), ("incomingMessageFallbackUrl", OTHER),
    ("callbackHttpMethod", "post"), ("autoAnswer", True),
]  # fmt: skip
OPTIONS: dict[str, Json] = {
    "text": "x" * 161,
    "callbackUrl": ONE,
    "callbackTimeout": 900,
    "fallbackUrl": OTHER,
    "callbackHttpMethod": "GET",
    "tag": "shop-7",
}


@documented("methods/applications/postApplicationsApplicationId.md; the order: assumption E19")
def test_an_application_keeps_what_an_update_does_not_send(account: Account) -> None:
    made = [account.create("applications", APPLICATION) for _ in range(2)]
    path, sent = f"applications/{made[0]}", APPLICATION

    for name, value in CHANGES:
        assert_done(account.post(path, {name: value}))
        sent = sent | {name: value}
        shown = account.read(path)
        assert {key: shown[key] for key in sent} == sent, name
        assert [each["id"] for each in account.read("applications")] == made


@observed("java-, php-, python 1.x and node 1.x write only the older names")
def test_an_update_takes_the_earlier_names(account: Account) -> None:
    path = f"applications/{account.create('applications', APPLICATION)}"

    for earlier, value in (
        ("incomingSmsUrl", OTHER), ("incomingSmsUrlCallbackTimeout", 4000),
        ("incomingSmsFallbackUrl", OTHER),
    ):  # fmt: skip
        assert_done(account.post(path, {earlier: value}))
        assert account.read(path)[earlier.replace("Sms", "Message")] == value


@documented("methods/phoneNumbers/postPhoneNumbersNumberId.md; the order: assumption D14")
@needs("numbers")
def test_a_number_keeps_what_an_update_does_not_send(
    account: Account, simulated: SimulatedNetwork
) -> None:
    shop = account.create("applications", APPLICATION)
    made = [account.create("phoneNumbers", {"number": each}) for each in (NUMBER, TOLL_FREE)]
    before = account.read(f"phoneNumbers/{made[0]}")

    for name, value in (("name", "x"), ("fallbackNumber", TOLL_FREE), ("applicationId", shop)):
        simulated.advance(90)
        assert_done(account.post(f"phoneNumbers/{NUMBER}", {name: value}))
        before = before | {name: value}

    link = {"application": account.url(f"applications/{shop}")}
    assert account.read(f"phoneNumbers/{made[0]}") == before | link
    assert [each["id"] for each in account.read("phoneNumbers")] == made


@assumed("assumption D5")
@needs("numbers")
@pytest.mark.parametrize("number", [NUMBER, TOLL_FREE], ids=["local", "toll-free"])
def test_a_released_number_loses_only_its_application(
    account: Account, simulated: SimulatedNetwork, number: str
) -> None:
    shop = account.create("applications", APPLICATION)
    whole = {"number": number, "name": "x", "fallbackNumber": "+19195550000"}
    made = account.create("phoneNumbers", whole | {"applicationId": shop})
    before = account.read(f"phoneNumbers/{made}")
    simulated.advance(90)

    account.delete(f"phoneNumbers/{made}")

    gone = {"application", "applicationId"}
    left = {name: before[name] for name in before if name not in gone}
    assert account.read(f"phoneNumbers/{made}") == left | {"numberState": "released"}


@assumed("assumption D5")
@needs("numbers")
def test_released_numbers_are_listed_and_filtered_as_others(account: Account) -> None:
    names = {NUMBER: "one", "+17045551212": "two", "+12125551212": "one"}
    made = [account.create("phoneNumbers", {"number": n, "name": names[n]}) for n in names]
    towns = [each["city"] for each in account.read("phoneNumbers")]
    for each in reversed(made):
        account.delete(f"phoneNumbers/{each}")

    for query, found in (
        ({}, made), ({"name": "one"}, [made[0], made[2]]), ({"name": "On"}, []),
        ({"state": "nc"}, made[:2]), ({"city": towns[1].lower()}, [made[1]]),
        ({"city": towns[1], "state": "NY"}, []), ({"name": "two", "state": "NY"}, []),
        ({"applicationId": "a-x"}, []),
    ):  # fmt: skip
        listed = account.read("phoneNumbers", numberState="released", **query)
        assert [each["id"] for each in listed] == found, query
    assert account.read("phoneNumbers", state="NC") == []


@documented("methods/messages/getMessagesMessageId.md: its properties; with error: assumption B26")
@needs("faults", "2019")
@pytest.mark.parametrize("receipt", ["none", "error", "all"])
@pytest.mark.parametrize("fault", [{}, {"deliveryCode": 750}, {"state": "error"}], ids=str)
def test_a_message_keeps_what_was_sent(
    account: Account,
    simulated: SimulatedNetwork,
    draft: Draft,
    fault: dict[str, Json],
    receipt: str,
) -> None:
    if fault:
        simulated.add_fault(at="carrier", tag="shop-7", **fault)
    simulated.advance(0.9)  # it is sent in the next second
    path = f"messages/{account.create('messages', draft(**OPTIONS, receiptRequested=receipt))}"
    queued = account.read(path)

    simulated.settle()

    later = {"state", "deliveryState", "deliveryCode", "deliveryDescription"}
    ended = account.read(path)
    assert {name: ended[name] for name in ended if name not in later} == {
        name: queued[name] for name in queued if name not in later
    }
    assert (ended["text"], ended["segmentCount"]) == ("x" * 161, 2)
    assert ended["state"] == fault.get("state", "sent")
    simulated.advance(90)
    assert_done(account.patch(path, {"text": ""}))
    assert account.read(path) == ended | {"text": ""}


@assumed("assumption B22")
@needs("faults", "inbound")
@pytest.mark.parametrize("way", ["in", "out", "failed"])
def test_a_redaction_takes_the_text_of_an_mms_only(
    account: Account, simulated: SimulatedNetwork, draft: Draft, line: str, way: str
) -> None:
    simulated.add_fault(at="carrier", tag="failed", state="error")
    if way == "in":
        simulated.text_in(line, "secret", [PICTURE])
    else:
        account.create("messages", draft(text="secret", media=[PICTURE], tag=way))
    simulated.settle()
    (before,) = account.read("messages")

    assert_done(account.patch(f"messages/{before['id']}", {"text": ""}))

    assert before["media"]
    assert account.read("messages") == [before | {"text": ""}]
    stored = [url.partition("/v1")[2] for url in before["media"] if way == "in"]
    assert all(account.get(path).status_code == 200 for path in stored)
