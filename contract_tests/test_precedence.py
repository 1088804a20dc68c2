"""Several wrong properties in one body: which of them is named."""

from itertools import combinations

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import DASHBOARD, Draft
from contract_tests.evidence import assumed, needs, risks
from contract_tests.wire import assert_blank, assert_missing

pytestmark = [needs("sending"), assumed("assumption A22")]

URL = "http://app.example.com/x"
# Wrong values in the order in which they count, and a part of the sentence about each.
MESSAGE = [
    ("from", {}, "Bad parameters"),
    ("text", "x" * 2049, "2,048 characters"),
    ("receiptRequested", "maybe", "'receiptRequested'"),
    ("callbackHttpMethod", "PUT", "'callbackHttpMethod'"),
    ("callbackTimeout", 0, "'callbackTimeout'"),
    ("callbackUrl", "nowhere", "'nowhere'"),
    ("fallbackUrl", "elsewhere", "'elsewhere'"),
    ("tag", {}, "Bad parameters"),
]
APPLICATION = [
    ("name", {}, "Bad parameters"),
    ("incomingCallUrl", "call", "'call'"),
    ("incomingCallUrlCallbackTimeout", 0, "Incoming Call"),
    ("incomingCallFallbackUrl", "spare", "'spare'"),
    ("incomingMessageUrl", "sms", "'sms'"),
    ("incomingMessageUrlCallbackTimeout", 0, "Incoming SMS"),
    ("incomingMessageFallbackUrl", "other", "'other'"),
    ("callbackHttpMethod", "PUT", "'callbackHttpMethod'"),
    ("autoAnswer", "maybe", "Bad parameters"),
]
SOUND = {"name": "x", "incomingCallUrl": URL, "incomingMessageUrl": URL}
PROPERTIES: Json = DASHBOARD["properties"]


def check_pairs(account: Account, path: str, sound: Json, table: Json, ways: int = 2) -> None:
    """Of any two wrong values the first of the table is named, wherever it stands in the body."""
    for (name, value, said), (later, other, _) in combinations(table, 2):
        for wrong in ({name: value, later: other}, {later: other, name: value})[-ways:]:
            rest = {key: sound[key] for key in sound if key not in wrong}
            answer = account.post(path, wrong | rest)
            assert answer.status_code == 400
            assert said in answer.json()["message"], (name, later)


@risks(238)
def test_the_first_wrong_property_of_a_message_is_named(account: Account, draft: Draft) -> None:
    check_pairs(account, "messages", draft(), MESSAGE)


def test_the_first_wrong_property_of_an_application_is_named(account: Account) -> None:
    check_pairs(account, "applications", SOUND, APPLICATION)
    made = account.create("applications", SOUND)
    check_pairs(account, f"applications/{made}", {}, APPLICATION, ways=1)


@risks(17)
def test_a_missing_property_comes_before_a_blank_one_and_that_before_others(
    account: Account, draft: Draft
) -> None:
    assert_missing(
        account.post("messages", draft(from_="", to=None, text="x" * 2049)), "message", "to"
    )
    assert_blank(account.post("messages", draft(from_={}, to=" ", tag={})), "message", "to")
    assert_blank(account.post("messages", draft(from_=" ", to=" ", text=" ")), "message", "from")
    assert_blank(account.post("messages", draft(to=" ", text=" ")), "message", "to")
    assert_missing(account.post("applications", {"incomingCallUrl": "x"}), "application", "name")
    body = SOUND | {"name": " ", "incomingCallUrl": "x"}
    assert_blank(account.post("applications", body), "application", "name")


@needs("numbers")
@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"provider": {}}, "number"),
        ({"number": "+14352154440", "provider": {}}, "provider.providerName"),
        ({"number": "+14352154440", "provider": {"properties": {}}}, "provider.providerName"),
        (
            {"number": "+14352154440", "provider": {"providerName": "bandwidth-dashboard"}},
            "provider.properties",
        ),
        ({"fallbackNumber": "x", "number": None}, "number"),
    ],
    ids=str,
)
def test_the_first_missing_property_of_a_number_is_named(
    account: Account, changes: dict[str, Json], name: str
) -> None:
    assert_missing(account.post("phoneNumbers", changes), "number", name)


@needs("numbers")
@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_first_missing_property_of_a_dashboard_account_is_named(
    account: Account, count: int
) -> None:
    for missing in combinations(PROPERTIES, count):
        given = {name: PROPERTIES[name] for name in PROPERTIES if name not in missing}
        body = {"number": "+14352154440", "provider": DASHBOARD | {"properties": given}}

        answer = account.post("phoneNumbers", body)
        assert_missing(answer, "number", f"provider.properties.{missing[0]}")
        blank = dict.fromkeys(missing, " ")
        body["provider"] = DASHBOARD | {"properties": given | blank}
        answer = account.post("phoneNumbers", body)
        assert_blank(answer, "number", f"provider.properties.{missing[0]}")


@needs("numbers")
def test_the_number_comes_before_what_it_refers_to(account: Account) -> None:
    made = account.create("phoneNumbers", {"number": "+19195551212"})
    unknown = {"applicationId": "a-xxx"}

    for body, code in (
        ({"number": "+19195551212"} | unknown, "duplicate-number"),
        ({"number": "+441632960123"} | unknown, "number-not-found"),
        ({"number": "nonsense"} | unknown, "validation-error"),
        ({"number": "+19195551213"} | unknown, "application-not-found"),
    ):
        assert account.post("phoneNumbers", body).json()["code"] == code
        imported = account.post("phoneNumbers", body | {"provider": DASHBOARD})
        assert imported.json()["code"] == code
    answer = account.post("phoneNumbers/n-xxx", unknown)
    assert answer.json()["code"] == "number-not-found"
    refused = account.post(f"phoneNumbers/{made}", unknown)
    assert refused.json()["code"] == "application-not-found"


def test_an_unknown_id_comes_before_the_body(account: Account) -> None:
    for path, code in (
        ("applications/a-xxx", "application-not-found"), ("phoneNumbers/n-xxx", "number-not-found"),
    ):  # fmt: skip
        for body in (b"{", b'{"colour":"red"}', b"{}"):
            headers = {"Content-Type": "application/json"}
            answer = account.request("POST", path, raw=body, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (404, code)
    answer = account.patch("messages/m-xxx", {"colour": "red"})
    assert answer.json()["code"] == "message-not-found"


@needs("numbers")
def test_a_message_is_refused_by_its_number_then_its_media(account: Account, draft: Draft) -> None:
    account.create("phoneNumbers", {"number": "+18445551234", "provider": DASHBOARD})
    media = [URL]

    for changes, code in (
        ({"from": "+14155790292", "media": media, "receiptRequested": "all"}, "validation-error"),
        ({"from": "+14155790292", "media": media}, "number-access-denied"),
        ({"from": "+18445551234", "media": media}, "message-from-toll-free"),
    ):
        assert account.post("messages", draft(**changes)).json()["code"] == code
