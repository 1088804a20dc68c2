"""A number that the account has already: read and changed, without an order.

A live number gets its former properties back.
"""

import re

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import Offered
from contract_tests.evidence import assumed, documented, needs, observed, risks, spends
from contract_tests.live.belongings import MARK
from contract_tests.wire import TIME, assert_done, assert_json, assert_refused

APPLICATION = {"name": MARK, "incomingMessageUrl": "http://app.example.com/sms"}
PAGE = "methods/phoneNumbers/getPhoneNumbersNumberId.md"
UPDATE = "methods/phoneNumbers/postPhoneNumbersNumberId.md"

# In the documents' order; the last but two is assumption D10.
ORDER = [
    "application", "id", "number", "nationalNumber", "name", "createdTime", "city", "state",
    "applicationId", "fallbackNumber", "price", "numberState",
]  # fmt: skip


@documented("errors.md, number-not-found; the detail: assumption A21")
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize("reference", ["n-xxx", "+14155790292"])
def test_an_unknown_number_is_not_found(account: Account, method: str, reference: str) -> None:
    answer = account.request(method, f"phoneNumbers/{reference}")

    message = f"The number {reference} could not be found"
    assert_refused(answer, 404, "number-not-found", message, details={"number": reference})


@documented(f"{PAGE}; the order of the fields: assumption D10")
@needs("sending")
def test_an_own_number_has_these_fields(account: Account, line: str) -> None:
    answer = account.get(f"phoneNumbers/{line}")

    assert_json(answer)
    number = answer.json()
    assert {"id", "number", "nationalNumber", "createdTime", "price", "numberState"} <= set(number)
    assert number["nationalNumber"] == f"({line[2:5]}) {line[5:8]}-{line[8:]}"
    assert (number["number"], number["numberState"]) == (line, "enabled")
    assert re.fullmatch(TIME, number["createdTime"])
    assert re.fullmatch(r"\d+\.\d\d", number["price"])


@assumed("assumption D34")
@needs("sending")
def test_a_provider_is_never_shown(account: Account, line: str) -> None:
    assert "provider" not in account.read(f"phoneNumbers/{line}")


@needs("sending")
@pytest.mark.parametrize(
    "reference",
    [
        pytest.param("%2B{digits}", marks=documented(f"{PAGE}: encode the plus")),
        pytest.param("+{digits}", marks=observed("ruby-, csharp-, java- and python-bandwidth")),
        pytest.param("%20{digits}", marks=documented(f"{PAGE}: its curl, a slip")),
        pytest.param("{id}", marks=documented(PAGE)),
        pytest.param("{id}/", marks=observed("php-bandwidth adds a slash after everything")),
    ],
)
def test_an_own_number_is_found_by_id_and_by_number(
    account: Account, line: str, reference: str
) -> None:
    known = account.read(f"phoneNumbers/{line}")

    found = account.read(f"phoneNumbers/{reference.format(id=known['id'], digits=line[1:])}")

    assert found == known


@documented("methods/phoneNumbers/getPhoneNumbers.md")
@needs("sending")
def test_a_listed_number_is_complete(account: Account, line: str) -> None:
    known = account.read(f"phoneNumbers/{line}")

    listed = account.read("phoneNumbers", size=1000)

    assert [number for number in listed if number["id"] == known["id"]] == [known]


@documented("methods/phoneNumbers/getPhoneNumbers.md, parameters")
@needs("sending")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"applicationId": "{app}"}, True),
        ({"applicationId": "a-xxx"}, False),
        ({"numberState": "enabled"}, True),
        ({"numberState": "released"}, False),
        ({"numberState": "Enabled"}, True),
        ({"name": MARK}, True),
        ({"name": "another"}, False),
        ({"city": "NOWHERE"}, False),
        ({"nonsense": "1"}, True),
    ],
    ids=str,
)
def test_a_filter_finds_an_own_number(
    account: Account, line: str, query: dict[str, str], found: bool
) -> None:
    application = account.create("applications", APPLICATION)
    account.post(f"phoneNumbers/{line}", {"applicationId": application, "name": MARK})
    asked = {name: value.replace("{app}", application) for name, value in query.items()}

    listed = account.read("phoneNumbers", size=1000, **asked)

    assert (line in [number["number"] for number in listed]) is found


@documented(f"{UPDATE}: what is not sent stays")
@needs("sending")
@pytest.mark.parametrize("by", ["id", "number"])
def test_an_update_of_an_own_number_leaves_the_rest(account: Account, line: str, by: str) -> None:
    application = account.create("applications", APPLICATION)
    path = f"phoneNumbers/{account.read(f'phoneNumbers/{line}')['id'] if by == 'id' else line}"

    assert_done(account.post(path, {"name": MARK, "applicationId": application}))
    assert_done(account.post(path, {}))
    assert_done(account.post(path, {"applicationId": None, "name": None}))

    number = account.read(path)
    assert number["application"] == account.url(f"applications/{application}")
    assert (number["name"], number["number"]) == (MARK, line)
    assert list(number) == [name for name in ORDER if name in number]


@documented(UPDATE)
@needs("sending")
def test_an_empty_application_id_frees_an_own_number(account: Account, line: str) -> None:
    application = account.create("applications", APPLICATION)
    assert_done(account.post(f"phoneNumbers/{line}", {"applicationId": application}))

    assert_done(account.post(f"phoneNumbers/{line}", {"applicationId": ""}))

    assert "application" not in account.read(f"phoneNumbers/{line}")


@assumed("assumption E6")
@needs("sending")
@pytest.mark.parametrize("name", ["name", "fallbackNumber"])
def test_a_blank_property_of_an_own_number_is_removed(
    account: Account, line: str, name: str
) -> None:
    account.post(f"phoneNumbers/{line}", {"name": MARK, "fallbackNumber": "+19195550000"})

    assert_done(account.post(f"phoneNumbers/{line}", {name: ""}))

    assert name not in account.read(f"phoneNumbers/{line}")


@assumed("assumption D26")
@needs("sending")
def test_an_own_number_keeps_its_number(account: Account, line: str) -> None:
    assert_done(account.post(f"phoneNumbers/{line}", {"number": "+19195551213"}))

    assert account.read(f"phoneNumbers/{line}")["number"] == line


@needs("sending")
@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param(
            {"applicationId": "a-xxx"}, 404, "application-not-found", marks=documented("errors.md")
        ),
        pytest.param(
            {"fallbackNumber": "x"}, 400, "validation-error", marks=assumed("assumption D11")
        ),
        pytest.param(
            {"colour": "red"}, 400, "unrecognized-property", marks=observed("SDK run logs 2015")
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else str(value),
)
def test_a_bad_update_changes_nothing(
    account: Account, line: str, body: dict[str, Json], status: int, code: str
) -> None:
    before = account.read(f"phoneNumbers/{line}")

    answer = account.post(f"phoneNumbers/{line}", body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert account.read(f"phoneNumbers/{line}") == before


@documented("errors.md, duplicate-number; of an order: assumption D9")
@needs("orders", "sending")
@risks(numbers=1)
def test_an_own_number_cannot_be_ordered_again(account: Account, line: str) -> None:
    known = account.read(f"phoneNumbers/{line}")["id"]

    answer = account.post("phoneNumbers", {"number": line})

    message = f"Cannot create another instance of number resource {known} for number {line}"
    assert_refused(answer, 409, "duplicate-number", message)


@documented("methods/availableNumbers/getAvailableNumbersLocal.md: the numbers that can be ordered")
@needs("orders")
@spends(numbers=1)
def test_an_offered_number_can_be_ordered(account: Account, offered: Offered) -> None:
    (number,) = offered(1)

    assert account.post("phoneNumbers", {"number": number}).status_code == 201
