"""Phone numbers: order, read and update them."""

import re

import pytest

from contract_tests.account import Account
from contract_tests.conftest import DASHBOARD, Offered
from contract_tests.evidence import assumed, documented, needs, observed, risks, spends
from contract_tests.live.belongings import MARK
from contract_tests.wire import (
    TIME,
    assert_blank,
    assert_created,
    assert_done,
    assert_invalid,
    assert_missing,
    assert_refused,
)

OTHER = "+19195551213"
APPLICATION = {"name": MARK, "incomingMessageUrl": "http://app.example.com/sms"}
PAGE = "methods/phoneNumbers/postPhoneNumbers.md"
NUMBER = "methods/phoneNumbers/getPhoneNumbersNumberId.md"

pytestmark = needs("orders")


def national(number: str) -> str:
    return f"({number[2:5]}) {number[5:8]}-{number[8:]}"


@pytest.fixture
def free(offered: Offered) -> str:
    """A number that can be ordered."""
    return offered(1)[0]


@documented(PAGE)
@spends(numbers=1)
def test_a_number_is_ordered(account: Account, free: str) -> None:
    body = {"number": free, "name": "home phone", "fallbackNumber": "+19195550000"}

    made = assert_created(account.post("phoneNumbers", body), account, "phoneNumbers", "n")

    number = account.read(f"phoneNumbers/{made}")
    assert (number["name"], number["fallbackNumber"]) == ("home phone", "+19195550000")


@observed("behaviour D39: recorded exchanges 2015-06; the place of applicationId: assumption D10")
@spends(numbers=1)
def test_a_number_has_these_fields_in_this_order(account: Account, free: str) -> None:
    application = account.create("applications", APPLICATION)
    body = {"number": free, "name": "x", "applicationId": application}

    number = account.read(f"phoneNumbers/{account.create('phoneNumbers', body)}")

    known = [name for name in number if name not in ("city", "state")]
    assert known == [
        "application", "id", "number", "nationalNumber", "name", "createdTime", "applicationId",
        "price", "numberState",
    ]  # fmt: skip
    assert number["application"] == account.url(f"applications/{application}")
    assert number["applicationId"] == application
    assert (number["number"], number["nationalNumber"]) == (free, national(free))
    assert (number["price"], number["numberState"]) == ("0.60", "enabled")
    assert re.fullmatch(TIME, number["createdTime"])


@documented("methods/phoneNumbers/getPhoneNumbersNumberId.md; upper case observed elsewhere")
@spends(numbers=1)
def test_a_local_number_has_its_place(account: Account, free: str) -> None:
    number = account.read(f"phoneNumbers/{account.create('phoneNumbers', {'number': free})}")

    assert list(number)[4:6] == ["city", "state"]
    assert number["city"] == number["city"].upper()
    assert number["state"] == "NC"  # where `free` is looked for


@documented("behaviour D30: methods/availableNumbers/getAvailableNumbersTollFree.md")
@needs("numbers")
def test_a_toll_free_number_has_no_place(account: Account, free: str) -> None:
    made = account.create("phoneNumbers", {"number": "+18445551212"})

    number = account.read(f"phoneNumbers/{made}")
    assert (number["nationalNumber"], number["price"]) == ("(844) 555-1212", "2.00")
    assert not {"city", "state", "application", "applicationId", "name", "fallbackNumber"} & set(
        number
    )


@pytest.mark.parametrize(
    "reference",
    [
        pytest.param("%2B{digits}", marks=documented(f"{NUMBER}: encode the plus")),
        pytest.param("+{digits}", marks=observed("ruby-, csharp-, java- and python-bandwidth")),
        pytest.param("%20{digits}", marks=documented(f"{NUMBER}: its curl, a slip")),
        pytest.param("{id}", marks=documented(NUMBER)),
    ],
)
@spends(numbers=1)
def test_a_number_is_found_by_id_and_by_number(account: Account, free: str, reference: str) -> None:
    made = account.create("phoneNumbers", {"number": free})

    found = account.read(f"phoneNumbers/{reference.format(id=made, digits=free[1:])}")

    assert found["id"] == made


@assumed("assumption D12")
@risks(numbers=3)
def test_number_is_required(account: Account) -> None:
    assert_missing(account.post("phoneNumbers", {"name": "x"}), "number", "number")
    assert_missing(account.post("phoneNumbers", {"number": None}), "number", "number")
    assert_blank(account.post("phoneNumbers", {"number": " "}), "number", "number")


@documented("errors.md: Invalid phone number")
@pytest.mark.parametrize("number", ["nonsense", "+1", "+1919555121x", "+191955512121919555"])
@risks(numbers=2)
def test_number_must_be_a_phone_number(account: Account, number: str) -> None:
    assert_invalid(account.post("phoneNumbers", {"number": number}), "Invalid phone number")
    answer = account.post("phoneNumbers", {"number": number, "provider": DASHBOARD})
    assert_invalid(answer, "Invalid phone number")


@assumed("assumption D11")
@risks(numbers=1)
def test_fallback_number_must_be_a_phone_number(account: Account, free: str) -> None:
    body = {"number": free, "fallbackNumber": "nonsense"}

    assert_invalid(account.post("phoneNumbers", body), "Invalid phone number")


@documented("errors.md, duplicate-number; of an order: assumption D9")
@spends(numbers=1)
@risks(numbers=1)
def test_a_number_cannot_be_ordered_twice(account: Account, free: str) -> None:
    made = account.create("phoneNumbers", {"number": free})

    answer = account.post("phoneNumbers", {"number": free})

    message = f"Cannot create another instance of number resource {made} for number {free}"
    assert_refused(answer, 409, "duplicate-number", message)


@documented("errors.md, application-not-found")
@risks(numbers=1)
def test_an_unknown_application_is_refused(account: Account, free: str) -> None:
    answer = account.post("phoneNumbers", {"number": free, "applicationId": "a-xxx"})

    message = "The application a-xxx could not be found"
    assert_refused(
        answer, 404, "application-not-found", message, details={"applicationId": "a-xxx"}
    )
    assert account.get(f"phoneNumbers/{free}").status_code == 404


@documented("methods/phoneNumbers/postPhoneNumbersNumberId.md: what is not sent stays")
@pytest.mark.parametrize("by", ["id", "number"])
@spends(numbers=1)
def test_an_update_leaves_the_other_properties(account: Account, free: str, by: str) -> None:
    made = account.create("phoneNumbers", {"number": free, "name": "one"})
    application = account.create("applications", APPLICATION)
    path = f"phoneNumbers/{made if by == 'id' else free}"

    assert_done(account.post(path, {"applicationId": application, "fallbackNumber": OTHER}))
    assert_done(account.post(path, {}))
    assert_done(account.post(path, {"applicationId": None, "name": None}))

    number = account.read(path)
    assert number["application"] == account.url(f"applications/{application}")
    assert (number["name"], number["fallbackNumber"]) == ("one", OTHER)


@documented("methods/phoneNumbers/postPhoneNumbersNumberId.md")
@spends(numbers=1)
def test_an_empty_application_id_removes_the_application(account: Account, free: str) -> None:
    application = account.create("applications", APPLICATION)
    made = account.create("phoneNumbers", {"number": free, "applicationId": application})

    assert_done(account.post(f"phoneNumbers/{made}", {"applicationId": ""}))

    assert "application" not in account.read(f"phoneNumbers/{made}")


@assumed("assumption D26")
@spends(numbers=1)
def test_the_number_itself_does_not_change(account: Account, free: str) -> None:
    made = account.create("phoneNumbers", {"number": free})

    assert_done(account.post(f"phoneNumbers/{made}", {"number": OTHER}))

    assert account.read(f"phoneNumbers/{made}")["number"] == free
