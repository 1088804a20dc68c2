"""Phone numbers: import from the dashboard, and release."""

import copy

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import DASHBOARD, LINE, Draft
from contract_tests.evidence import assumed, documented, needs, risks
from contract_tests.live.belongings import MARK
from contract_tests.wire import (
    assert_blank,
    assert_created,
    assert_done,
    assert_invalid,
    assert_missing,
    assert_refused,
)

APPLICATION = {"name": MARK, "incomingMessageUrl": "http://app.example.com/sms"}
PAGE = "methods/phoneNumbers/postImportPhoneNumber.md"


def provider(**changes: Json) -> dict[str, Json]:
    """The documented provider; a dotted path is written with two underscores."""
    whole: dict[str, Json] = copy.deepcopy(DASHBOARD)
    for name, value in changes.items():
        *outer, last = name.split("__")
        (whole["properties"] if outer else whole)[last] = value
    return whole


@documented(f"behaviour D4: {PAGE}")
@needs("numbers")
def test_a_number_is_imported(account: Account, draft: Draft) -> None:
    application = account.create("applications", APPLICATION)
    body = {
        "number": "+14352154440",
        "applicationId": application,
        "name": "text messaging TN",
        "provider": DASHBOARD,
    }

    made = assert_created(account.post("phoneNumbers", body), account, "phoneNumbers", "n")

    number = account.read(f"phoneNumbers/{made}")
    assert (number["name"], number["numberState"]) == ("text messaging TN", "enabled")
    assert number["application"] == account.url(f"applications/{application}")
    assert account.post("messages", draft(from_="+14352154440")).status_code == 201


@assumed("assumption D34")
@needs("numbers")
def test_the_provider_is_never_shown(account: Account) -> None:
    made = account.create("phoneNumbers", {"number": LINE, "provider": DASHBOARD})

    answer = account.get(f"phoneNumbers/{made}")

    assert "provider" not in answer.json()
    assert "catchThatBird" not in answer.text


@assumed("assumption D13")
@needs("numbers")
def test_an_imported_number_costs_nothing(account: Account) -> None:
    made = account.create("phoneNumbers", {"number": LINE, "provider": DASHBOARD})

    assert account.read(f"phoneNumbers/{made}")["price"] == "0.00"


@assumed("assumption D35")
@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({}, "providerName"),
        (provider(properties__accountId=None), "properties.accountId"),
        (provider(properties__userName=None), "properties.userName"),
        (provider(properties__password=None), "properties.password"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@needs("orders")
@risks(numbers=1)
def test_the_provider_needs_all_properties(account: Account, given: Json, name: str) -> None:
    answer = account.post("phoneNumbers", {"number": LINE, "provider": given})

    assert_missing(answer, "number", f"provider.{name}")


@assumed("assumption D35")
@needs("orders")
@risks(numbers=1)
@pytest.mark.parametrize("blank", ["", " "], ids=["empty", "space"])
@pytest.mark.parametrize(
    "name",
    ["providerName", "properties__accountId", "properties__userName", "properties__password"],
)
def test_the_properties_of_a_provider_must_not_be_blank(
    account: Account, name: str, blank: str
) -> None:
    given = provider(**{name: blank})

    answer = account.post("phoneNumbers", {"number": LINE, "provider": given})

    assert_blank(answer, "number", f"provider.{name.replace('__', '.')}")


@documented(f"{PAGE}: always bandwidth-dashboard; the error: assumption D3")
@needs("orders")
@risks(numbers=1)
def test_another_provider_is_refused(account: Account) -> None:
    given = provider(providerName="another")

    answer = account.post("phoneNumbers", {"number": LINE, "provider": given})

    assert_invalid(
        answer,
        "The 'number' resource property 'provider.providerName'"
        " must be one of the following values: bandwidth-dashboard",
    )


@assumed("assumption A15")
@needs("orders")
@risks(numbers=1)
def test_an_unknown_property_of_the_provider_is_refused(account: Account) -> None:
    answer = account.post("phoneNumbers", {"number": LINE, "provider": provider(colour="red")})

    assert (answer.status_code, answer.json()["code"]) == (400, "unrecognized-property")
    details = [detail["value"] for detail in answer.json()["details"][:2]]
    assert details == ["colour", "provider.colour"]


@assumed("assumption D36")
@needs("numbers")
def test_further_provider_properties_are_ignored(account: Account) -> None:
    given = provider(properties__region="west")

    assert account.post("phoneNumbers", {"number": LINE, "provider": given}).status_code == 201


@documented("errors.md, duplicate-number")
@needs("numbers")
def test_a_number_cannot_be_imported_twice(account: Account) -> None:
    made = account.create("phoneNumbers", {"number": LINE, "provider": DASHBOARD})

    answer = account.post("phoneNumbers", {"number": LINE, "provider": DASHBOARD})

    message = f"Cannot create another instance of number resource {made} for number {LINE}"
    assert_refused(answer, 409, "duplicate-number", message)


@documented("methods/phoneNumbers/deletePhoneNumbersNumberId.md; by its number: assumption D7")
@pytest.mark.parametrize("reference", ["{id}", "%2B14352154439"])
@needs("numbers")
def test_a_released_number_cannot_send(
    account: Account, line: str, draft: Draft, reference: str
) -> None:
    made = account.read(f"phoneNumbers/{line}")["id"]

    assert_done(account.delete(f"phoneNumbers/{reference.replace('{id}', made)}"))

    answer = account.post("messages", draft())
    details = {"userId": account.user_id, "number": line}
    assert_refused(answer, 401, "number-access-denied", details=details)


@assumed("assumptions D5 and D6")
@needs("numbers")
def test_a_released_number_is_found_by_its_id(account: Account) -> None:
    application = account.create("applications", APPLICATION)
    body = {"number": LINE, "applicationId": application, "provider": DASHBOARD}
    made = account.create("phoneNumbers", body)
    account.delete(f"phoneNumbers/{made}")

    number = account.read(f"phoneNumbers/{made}")

    assert number["numberState"] == "released"
    assert "application" not in number
    assert account.get(f"phoneNumbers/{LINE}").status_code == 404
    assert account.read("phoneNumbers") == []
    released = account.read("phoneNumbers", numberState="released")
    assert [item["id"] for item in released] == [made]


@assumed("assumption D5")
@pytest.mark.parametrize("method", ["POST", "DELETE"])
@needs("numbers")
def test_a_released_number_cannot_be_changed(account: Account, line: str, method: str) -> None:
    made = account.read(f"phoneNumbers/{line}")["id"]
    account.delete(f"phoneNumbers/{made}")

    answer = account.request(method, f"phoneNumbers/{made}")

    assert_refused(answer, 404, "number-not-found", details={"number": made})


@documented(
    "methods/phoneNumbers/deletePhoneNumbersNumberId.md: not offered again; 404: assumption D37"
)
@needs("numbers")
def test_a_released_number_cannot_be_ordered_again(account: Account) -> None:
    number = "+19195551212"
    account.delete(f"phoneNumbers/{account.create('phoneNumbers', {'number': number})}")

    answer = account.post("phoneNumbers", {"number": number})

    assert_refused(answer, 404, "number-not-found", details={"number": number})


@assumed("assumption D37")
@needs("numbers")
def test_a_released_number_can_be_imported_again(account: Account) -> None:
    body = {"number": LINE, "provider": DASHBOARD}
    first = account.create("phoneNumbers", body)
    account.delete(f"phoneNumbers/{first}")

    second = account.create("phoneNumbers", body)

    assert second != first
    assert account.read(f"phoneNumbers/{LINE}")["id"] == second
