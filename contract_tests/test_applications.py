"""Applications: create them, and the rules for their properties."""

import pytest

from contract_tests.account import Account, Json
from contract_tests.evidence import assumed, documented, observed
from contract_tests.live.belongings import MARK
from contract_tests.wire import (
    assert_blank,
    assert_created,
    assert_invalid,
    assert_missing,
    assert_refused,
)

CALLS = "http://example.com/calls.php"
MESSAGES = "http://example.com/messages.php"
APPLICATION = {"name": MARK, "incomingCallUrl": CALLS, "incomingMessageUrl": MESSAGES}
PAGE = "methods/applications/postApplications.md"


@documented(PAGE)
def test_an_application_is_created(account: Account) -> None:
    assert_created(account.post("applications", APPLICATION), account, "applications", "a")


@observed("behaviours E5 and E31: samples of 2017-01; order: assumption E30")
def test_an_application_has_these_fields_in_this_order(account: Account) -> None:
    whole = {
        "name": MARK,
        "incomingCallUrl": CALLS,
        "incomingCallUrlCallbackTimeout": 1000,
        "incomingCallFallbackUrl": "http://example.com/fallback",
        "incomingMessageUrl": MESSAGES,
        "incomingMessageUrlCallbackTimeout": 2000,
        "incomingMessageFallbackUrl": "http://example.com/other",
        "callbackHttpMethod": "GET",
        "autoAnswer": False,
    }

    application = account.read(f"applications/{account.create('applications', whole)}")

    assert list(application) == [
        "id", "name", "incomingCallUrl", "incomingCallUrlCallbackTimeout",
        "incomingCallFallbackUrl", "incomingMessageUrl", "incomingSmsUrl",
        "incomingMessageUrlCallbackTimeout", "incomingSmsUrlCallbackTimeout",
        "incomingMessageFallbackUrl", "incomingSmsFallbackUrl", "callbackHttpMethod", "autoAnswer",
    ]  # fmt: skip
    assert application["incomingSmsUrl"] == MESSAGES
    assert application["incomingSmsUrlCallbackTimeout"] == 2000
    assert {name: application[name] for name in whole} == whole | {"callbackHttpMethod": "get"}


@observed("behaviour E3: samples of 2017-01; getApplications.md")
def test_properties_that_were_not_set_are_absent(account: Account) -> None:
    made = account.create("applications", {"name": MARK, "incomingMessageUrl": MESSAGES})

    application = account.read(f"applications/{made}")

    assert application.pop("callbackHttpMethod", "post") == "post"
    assert application == {
        "id": made,
        "name": MARK,
        "incomingMessageUrl": MESSAGES,
        "incomingSmsUrl": MESSAGES,
        "autoAnswer": True,
    }


@assumed("assumption E35")
def test_the_method_of_callbacks_is_post_unless_it_was_set(account: Account) -> None:
    made = account.create("applications", {"name": MARK, "incomingMessageUrl": MESSAGES})

    assert account.read(f"applications/{made}")["callbackHttpMethod"] == "post"


@observed("java-, php-, python 1.x and node 1.x write only the older names")
def test_the_earlier_property_names_are_accepted(account: Account) -> None:
    made = account.create(
        "applications",
        {
            "name": MARK,
            "incomingSmsUrl": MESSAGES,
            "incomingSmsUrlCallbackTimeout": 2000,
            "incomingSmsFallbackUrl": CALLS,
        },
    )

    application = account.read(f"applications/{made}")
    assert application["incomingMessageUrl"] == MESSAGES
    assert application["incomingMessageUrlCallbackTimeout"] == 2000
    assert application["incomingMessageFallbackUrl"] == CALLS


@documented("errors.md, the sentences about applications")
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"incomingCallUrl": None, "incomingMessageUrl": None},
            "Your application must have a least one callback URL.",
        ),
        (
            {"incomingCallUrl": None, "incomingCallFallbackUrl": CALLS},
            "Your application must have a call callback URL in order to have a fallback URL.",
        ),
        (
            {"incomingMessageUrl": None, "incomingMessageFallbackUrl": CALLS},
            "Your application must have a sms callback URL in order to have a fallback URL.",
        ),
        (
            {"incomingCallUrlCallbackTimeout": 0},
            "Incoming Call callback timeout must be greater than 0",
        ),
        (
            {"incomingCallUrlCallbackTimeout": 10001},
            "Incoming Call callback timeout must not surpass 10000",
        ),
        (
            {"incomingMessageUrlCallbackTimeout": -1},
            "Incoming SMS callback timeout must be greater than 0",
        ),
        (
            {"incomingMessageUrlCallbackTimeout": "10001"},
            "Incoming SMS callback timeout must not surpass 10000",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_broken_rule_has_its_message(
    account: Account, changes: dict[str, Json], message: str
) -> None:
    answer = account.post("applications", APPLICATION | changes)

    assert_invalid(answer, message)
    made = account.create("applications", APPLICATION)
    if None not in changes.values():
        assert_invalid(account.post(f"applications/{made}", changes), message)


@documented("errors.md, the sentences about applications")
@pytest.mark.parametrize(
    ("name", "kind"),
    [("incomingCallFallbackUrl", "call"), ("incomingMessageFallbackUrl", "sms")],
)
def test_an_update_refuses_a_blank_fallback(account: Account, name: str, kind: str) -> None:
    made = account.create("applications", APPLICATION)

    answer = account.post(f"applications/{made}", {name: " "})

    assert_invalid(answer, f"Your application {kind} fallback URL may not be blank/empty.")


@documented("errors.md, callback-url-invalid")
@pytest.mark.parametrize(
    "name",
    [
        "incomingCallUrl",
        "incomingMessageUrl",
        "incomingCallFallbackUrl",
        "incomingMessageFallbackUrl",
    ],
)
def test_a_callback_url_is_an_absolute_http_url(account: Account, name: str) -> None:
    answer = account.post("applications", APPLICATION | {name: "nowhere"})

    message = "The callback URL 'nowhere' is not a valid URL"
    assert_refused(answer, 400, "callback-url-invalid", message)


@observed("recorded exchanges 2015-09, missing-property; SDK run logs 2015, blank-property")
def test_an_application_has_a_name(account: Account) -> None:
    assert_missing(account.post("applications", {"incomingCallUrl": CALLS}), "application", "name")
    assert_blank(account.post("applications", APPLICATION | {"name": " "}), "application", "name")


@assumed("assumption B9")
def test_the_callback_method_is_get_or_post(account: Account) -> None:
    answer = account.post("applications", APPLICATION | {"callbackHttpMethod": "PUT"})

    assert_invalid(
        answer,
        "The 'application' resource property 'callbackHttpMethod'"
        " must be one of the following values: get, post",
    )


@assumed("assumption E1")
def test_two_applications_may_have_one_name(account: Account) -> None:
    made = [account.create("applications", APPLICATION) for _ in range(2)]

    assert made[0] != made[1]
