"""GET phoneNumbers: order, filters and links."""

import pytest

from contract_tests.account import Account
from contract_tests.evidence import assumed, documented, needs, observed
from contract_tests.wire import (
    assert_json,
    links,
)

NUMBER, OTHER = "+19195551212", "+19195551213"
APPLICATION = {"name": "x", "incomingMessageUrl": "http://app.example.com/sms"}
pytestmark = needs("numbers")


@assumed("assumption D14")
def test_numbers_are_listed_in_the_order_of_creation(account: Account) -> None:
    for number in (OTHER, NUMBER):
        account.create("phoneNumbers", {"number": number})

    answer = account.get("phoneNumbers")

    assert_json(answer)
    assert [item["number"] for item in answer.json()] == [OTHER, NUMBER]
    assert links(answer) == {"first": account.url("phoneNumbers?page=0&size=25")}


@documented("methods/phoneNumbers/getPhoneNumbers.md, parameters")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"name": "one"}, [NUMBER]),
        ({"name": "three"}, []),
        ({"applicationId": "{app}"}, [OTHER]),
        ({"applicationId": "a-xxx"}, []),
        ({"numberState": "enabled"}, [NUMBER, OTHER]),
        ({"numberState": "released"}, []),
        ({"numberState": "Enabled"}, [NUMBER, OTHER]),
        ({"state": "NC"}, [NUMBER, OTHER]),
        ({"state": "nc"}, [NUMBER, OTHER]),
        ({"state": "CA"}, []),
        ({"city": "NOWHERE"}, []),
    ],
    ids=str,
)
def test_a_filter_narrows_the_list(
    account: Account, query: dict[str, str], found: list[str]
) -> None:
    application = account.create("applications", APPLICATION)
    account.create("phoneNumbers", {"number": NUMBER, "name": "one"})
    two = {"number": OTHER, "name": "two", "applicationId": application}
    account.create("phoneNumbers", two)
    asked = {name: value.replace("{app}", application) for name, value in query.items()}

    assert [item["number"] for item in account.read("phoneNumbers", **asked)] == found


@observed("node-bandwidth follows the query of the link and adds nothing of its own")
def test_links_repeat_the_filters(account: Account) -> None:
    names = {NUMBER: "a, b; c", "+19195551214": "another", OTHER: "a, b; c"}
    for number, name in names.items():
        account.create("phoneNumbers", {"number": number, "name": name})

    answer = account.get("phoneNumbers", size=1, name="a, b; c")

    following = account.session.get(links(answer)["next"], auth=account.credentials[1:])
    assert [item["number"] for item in following.json()] == [OTHER]
