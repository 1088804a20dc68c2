"""Each property of a resource: set, changed, removed, left alone, and those that are read-only."""

from urllib.parse import quote

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import DASHBOARD, Draft
from contract_tests.evidence import assumed, documented, needs, observed
from contract_tests.network import SimulatedNetwork
from contract_tests.switches import change_rules
from contract_tests.wire import assert_done, assert_refused

pytestmark = needs("accounts")

ONE, OTHER = "http://one.example.com/x", "http://other.example.com/x"
APPLICATION = {"name": "x", "incomingCallUrl": ONE, "incomingMessageUrl": ONE}
ABSENT = "absent"
# Name, first value, second value, what is left of a blank one.
PROPERTIES = [
    ("name", "one", "two", None),
    ("incomingCallUrl", ONE, OTHER, ABSENT),
    ("incomingCallUrlCallbackTimeout", 1000, 2000, ABSENT),
    ("incomingCallFallbackUrl", ONE, OTHER, None),
    ("incomingMessageUrl", ONE, OTHER, ABSENT),
    ("incomingMessageUrlCallbackTimeout", 1000, 2000, ABSENT),
    ("incomingMessageFallbackUrl", ONE, OTHER, None),
    ("callbackHttpMethod", "get", "post", "post"),
    ("autoAnswer", False, True, True),
]
EARLIER = {
    "incomingMessageUrl": "incomingSmsUrl",
    "incomingMessageUrlCallbackTimeout": "incomingSmsUrlCallbackTimeout",
    "incomingMessageFallbackUrl": "incomingSmsFallbackUrl",
}


@documented("methods/applications/postApplicationsApplicationId.md; blank ones: assumption E6")
@pytest.mark.parametrize(("name", "first", "second", "blank"), PROPERTIES)
def test_a_property_of_an_application_can_be_set_changed_and_removed(
    account: Account, name: str, first: Json, second: Json, blank: Json
) -> None:
    made = f"applications/{account.create('applications', APPLICATION | {name: first})}"
    set_ = account.read(made)
    assert set_[name] == first

    assert_done(account.post(made, {name: second}))
    changed = account.read(made)
    shown_twice = {name, EARLIER.get(name, name)}
    assert {key: changed[key] for key in changed if set_.get(key) != changed[key]} == dict.fromkeys(
        shown_twice, second
    )
    assert_done(account.post(made, {name: None}))
    assert account.read(made) == changed
    if blank is None:  # it cannot be removed
        assert account.post(made, {name: ""}).status_code == 400
        assert account.read(made) == changed
        return
    assert_done(account.post(made, {name: ""}))
    removed = account.read(made)
    assert removed.get(name, ABSENT) == blank
    assert {key: removed[key] for key in removed if key not in shown_twice} == {
        key: changed[key] for key in changed if key not in shown_twice
    }


@assumed("assumption E4")
@pytest.mark.parametrize("today", EARLIER)
def test_of_an_earlier_name_and_todays_the_latter_counts(account: Account, today: str) -> None:
    values = (1000, 2000) if "Timeout" in today else (ONE, OTHER)
    earlier = EARLIER[today]

    for body in (
        {earlier: values[0], today: values[1]},
        {today: values[1], earlier: values[0]},
        {earlier: values[1], today: None},
        {earlier: values[1], today: ""} if today != "incomingMessageUrl" else {earlier: values[1]},
    ):
        rest = {key: APPLICATION[key] for key in APPLICATION if key not in body}
        if earlier == "incomingSmsUrl":
            rest.pop("incomingMessageUrl", None)
        application = account.read(f"applications/{account.create('applications', rest | body)}")
        assert (application[today], application[earlier]) == (values[1], values[1])


@assumed("assumption E6")
def test_the_last_url_and_what_needs_a_url_stay(account: Account) -> None:
    fallbacks = {"incomingCallFallbackUrl": OTHER, "incomingMessageFallbackUrl": OTHER}
    made = f"applications/{account.create('applications', APPLICATION | fallbacks)}"
    before = account.read(made)

    for blank, rule in (
        ({"incomingCallUrl": ""}, "must have a call callback URL in order to"),
        ({"incomingMessageUrl": ""}, "must have a sms callback URL in order to"),
        ({"incomingCallUrl": "", "incomingMessageUrl": ""}, "must have a least one callback URL"),
    ):
        answer = account.post(made, blank)
        assert answer.status_code == 400
        assert rule in answer.json()["message"]
    assert account.read(made) == before


@documented("methods/phoneNumbers/postPhoneNumbersNumberId.md; blank ones: assumption E6")
@needs("numbers")
@pytest.mark.parametrize("name", ["name", "applicationId", "fallbackNumber"])
@pytest.mark.parametrize("imported", [False, True], ids=["ordered", "imported"])
def test_a_property_of_a_number_can_be_set_changed_and_removed(
    account: Account, name: str, imported: bool
) -> None:
    shops = tuple(account.create("applications", APPLICATION) for _ in range(2))
    first, second = {
        "name": ("one", "two"), "applicationId": shops,
        "fallbackNumber": ("+19195550000", "+19195550001"),
    }[name]  # fmt: skip
    body = {"number": "+14352154440"} | ({"provider": DASHBOARD} if imported else {})
    made = f"phoneNumbers/{account.create('phoneNumbers', body | {name: first})}"
    set_ = account.read(made)
    assert set_[name] == first

    assert_done(account.post(made, {name: second}))
    changed = account.read(made)
    shown_twice = {"application", name} if name == "applicationId" else {name}
    assert {key for key in changed if set_.get(key) != changed[key]} == shown_twice
    assert changed[name] == second
    assert_done(account.post(made, {name: None}))
    assert account.read(made) == changed
    assert_done(account.post(made, {name: " "}))
    assert account.read(made) == {key: changed[key] for key in changed if key not in shown_twice}


@assumed("assumption B12")
@needs("numbers")
@pytest.mark.parametrize(
    ("path", "names"),
    [
        (
            "messages",
            "id messageId direction state time deliveryState deliveryCode deliveryDescription "
            "segmentCount skipMMSCarrierValidation",
        ),
        ("applications", "id"),
        (
            "phoneNumbers",
            "id application nationalNumber createdTime city state price numberState",
        ),
    ],
)
def test_read_only_properties_are_accepted_and_ignored(
    account: Account, draft: Draft, path: str, names: str
) -> None:
    bodies = {"messages": draft(), "applications": APPLICATION}
    given = dict.fromkeys(names.split(), "nonsense")

    values: list[Json] = ["nonsense", 7, None, {}, [], ""]
    for at, value in enumerate(values):
        body = bodies.get(path, {"number": f"+1919555{at:04}"})
        plain = account.create(path, body | dict.fromkeys(given, value))
        shown = account.read(f"{path}/{plain}")
        assert not [name for name in given if shown.get(name) in ("nonsense", 7, {}, "")]
    if path != "messages":
        before = account.read(f"{path}/{plain}")
        assert_done(account.post(f"{path}/{plain}", given))
        assert account.read(f"{path}/{plain}") == before


@observed("java-bandwidth sends back what it reads; python-bandwidth 3.x, null for the rest")
@needs("numbers")
def test_a_number_can_be_updated_with_its_own_representation(account: Account) -> None:
    shop = account.create("applications", APPLICATION)
    body = {"number": "+19195551212", "name": "x", "fallbackNumber": "+19195550000"}
    made = account.create("phoneNumbers", body | {"applicationId": shop})
    before = account.read(f"phoneNumbers/{made}")

    assert_done(account.post(f"phoneNumbers/{made}", before))
    assert_done(account.post(f"phoneNumbers/{made}", dict.fromkeys(before)))

    assert account.read(f"phoneNumbers/{made}") == before


@assumed("assumption A35")
@pytest.mark.parametrize(("written", "shown"), [("ALL", "all"), ("Error", "error"), ("NONE", None)])
def test_the_words_of_a_receipt_may_be_in_any_case(
    account: Account, draft: Draft, written: str, shown: str | None
) -> None:
    sent = account.create("messages", draft(receiptRequested=written))

    message = account.read(f"messages/{sent}")
    assert message.get("receiptRequested") == shown
    assert message.get("deliveryState") == (shown and "waiting")


@assumed("assumption D1")
@needs("numbers")
def test_an_import_may_need_one_password(account: Account, simulated: SimulatedNetwork) -> None:
    body = {"number": "+14352154440", "provider": DASHBOARD}

    change_rules(simulated, dashboardPassword="another")
    refused = account.post("phoneNumbers", body)
    assert_refused(
        refused, 403, "invalid-provider-credentials", "The provider credentials are invalid"
    )
    assert account.read("phoneNumbers") == []
    for accepted in ("catchThatBird", None):
        change_rules(simulated, dashboardPassword=accepted)
        made = account.create("phoneNumbers", body)
        account.delete(f"phoneNumbers/{made}")


@assumed("assumption D10")
@needs("numbers")
def test_a_number_may_be_without_application_id(
    account: Account, simulated: SimulatedNetwork
) -> None:
    shop = account.create("applications", APPLICATION)
    made = account.create("phoneNumbers", {"number": "+19195551212", "applicationId": shop})
    whole = account.read(f"phoneNumbers/{made}")

    change_rules(simulated, numberShowsApplicationId=False)

    shown = account.read(f"phoneNumbers/{made}")
    assert list(shown) == [name for name in whole if name != "applicationId"]


@documented("methods/phoneNumbers/getPhoneNumbersNumberId.md: by id, or in E.164 form")
@needs("numbers")
@pytest.mark.parametrize("written", ["19195551212", "9195551212", "(919) 555-1212", "+1919555121"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_a_number_is_not_found_by_other_spellings(
    account: Account, method: str, written: str
) -> None:
    account.create("phoneNumbers", {"number": "+19195551212"})

    answer = account.request(method, f"phoneNumbers/{quote(written)}")

    assert_refused(answer, 404, "number-not-found", details={"number": written})


@assumed("assumption B23")
def test_an_unknown_property_of_a_redaction_is_located(account: Account, draft: Draft) -> None:
    sent = account.create("messages", draft())

    answer = account.patch(f"messages/{sent}", {"text": "", "colour": "red"})

    message = "Unrecognized property 'colour' (path null.colour) at line 1, column 22"
    details = {"propertyName": "colour", "objectPath": "null.colour"}
    assert_refused(answer, 400, "unrecognized-property", message, details=details)
