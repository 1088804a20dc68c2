"""Blank properties: not set in a POST that creates, removed by one that updates."""

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import Draft, Offered
from contract_tests.evidence import assumed, needs, spends
from contract_tests.live.belongings import MARK

URL = "http://app.example.com/sms"
SPARE = "http://spare.example.com/sms"
BLANKS = pytest.mark.parametrize("blank", ["", " "], ids=["empty", "space"])


def _shown(account: Account, path: str, body: Json) -> dict[str, Json]:
    """The resource that a POST of `body` creates, without the fields that differ each time."""
    resource = account.read(f"{path}/{account.create(path, body)}")
    changing = (
        "id", "messageId", "time", "createdTime", "city", "state", "number", "nationalNumber",
    )  # fmt: skip
    return {name: value for name, value in resource.items() if name not in changing}


@assumed("assumption A34")
@needs("sending")
@BLANKS
@pytest.mark.parametrize(
    "name",
    [
        "receiptRequested", "callbackUrl", "callbackHttpMethod", "callbackTimeout", "fallbackUrl",
        "tag", "media",
    ],
)  # fmt: skip
@spends(3)
def test_a_blank_property_of_a_message_is_not_set(
    account: Account, draft: Draft, name: str, blank: str
) -> None:
    without = _shown(account, "messages", draft())

    assert _shown(account, "messages", draft(**{name: blank})) == without


@assumed("assumption A34")
@BLANKS
@pytest.mark.parametrize(
    "name",
    [
        "incomingCallUrl", "incomingCallUrlCallbackTimeout", "incomingCallFallbackUrl",
        "incomingMessageUrlCallbackTimeout", "incomingMessageFallbackUrl", "callbackHttpMethod",
        "autoAnswer", "incomingSmsFallbackUrl",
    ],
)  # fmt: skip
def test_a_blank_property_of_an_application_is_not_set(
    account: Account, name: str, blank: str
) -> None:
    application = {"name": MARK, "incomingMessageUrl": URL}
    without = _shown(account, "applications", application)

    assert _shown(account, "applications", application | {name: blank}) == without


@assumed("assumption A34")
@needs("orders")
@BLANKS
@pytest.mark.parametrize("name", ["name", "applicationId", "fallbackNumber", "provider"])
@spends(numbers=2)
def test_a_blank_property_of_a_number_is_not_set(
    account: Account, offered: Offered, name: str, blank: str
) -> None:
    one, other = offered(2)
    without = _shown(account, "phoneNumbers", {"number": one})

    assert _shown(account, "phoneNumbers", {"number": other, name: blank}) == without


@assumed("assumption E6")
@needs("orders")
@pytest.mark.parametrize("name", ["name", "fallbackNumber"])
@spends(numbers=1)
def test_an_update_removes_a_blank_property_of_a_number(
    account: Account, offered: Offered, name: str
) -> None:
    (number,) = offered(1)
    body = {"number": number, "name": "desk", "fallbackNumber": "+19195550000"}
    made = account.create("phoneNumbers", body)

    account.post(f"phoneNumbers/{made}", {name: ""})

    assert name not in account.read(f"phoneNumbers/{made}")


@assumed("assumption E6")
def test_an_update_removes_blank_properties_of_an_application(account: Account) -> None:
    application = {"name": MARK, "incomingMessageUrl": URL}
    settings = {"incomingMessageUrlCallbackTimeout": 2000, "callbackHttpMethod": "get"}
    made = account.create("applications", application | settings | {"autoAnswer": False})
    plain = _shown(account, "applications", application)

    blanks = dict.fromkeys((*settings, "autoAnswer"), "")
    assert account.post(f"applications/{made}", blanks).status_code == 200

    shown = account.read(f"applications/{made}")
    assert {name: shown[name] for name in shown if name != "id"} == plain
