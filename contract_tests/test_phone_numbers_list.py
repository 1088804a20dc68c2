"""GET phoneNumbers: order, filters and links."""

from urllib.parse import urlencode

import pytest

from contract_tests.account import Account
from contract_tests.conftest import Offered
from contract_tests.evidence import assumed, documented, needs, observed, spends
from contract_tests.live.belongings import MARK
from contract_tests.wire import (
    assert_json,
    links,
)

APPLICATION = {"name": MARK, "incomingMessageUrl": "http://app.example.com/sms"}
pytestmark = needs("orders")


@assumed("assumption D14")
@spends(numbers=2)
def test_numbers_are_listed_in_the_order_of_creation(account: Account, offered: Offered) -> None:
    one, other = offered(2)
    for number in (other, one):
        account.create("phoneNumbers", {"number": number})

    answer = account.get("phoneNumbers", size=1000)

    assert_json(answer)
    assert [item["number"] for item in answer.json()][-2:] == [other, one]
    assert links(answer) == {"first": account.url("phoneNumbers?page=0&size=1000")}


@documented("methods/phoneNumbers/getPhoneNumbers.md, parameters")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"name": "one"}, [1]),
        ({"name": "three"}, []),
        ({"applicationId": "{app}"}, [2]),
        ({"applicationId": "a-xxx"}, []),
        ({"numberState": "enabled"}, [1, 2]),
        ({"numberState": "released"}, []),
        ({"numberState": "Enabled"}, [1, 2]),
        ({"state": "NC"}, [1, 2]),
        ({"state": "nc"}, [1, 2]),
        ({"state": "CA"}, []),
        ({"city": "NOWHERE"}, []),
    ],
    ids=str,
)
@spends(numbers=2)
def test_a_filter_narrows_the_list(
    account: Account, offered: Offered, query: dict[str, str], found: list[int]
) -> None:
    one, other = offered(2)
    application = account.create("applications", APPLICATION)
    account.create("phoneNumbers", {"number": one, "name": "one"})
    two = {"number": other, "name": "two", "applicationId": application}
    account.create("phoneNumbers", two)
    asked = {name: value.replace("{app}", application) for name, value in query.items()}

    listed = [item["number"] for item in account.read("phoneNumbers", size=1000, **asked)]
    assert [{one: 1, other: 2}[each] for each in listed if each in (one, other)] == found


@observed("behaviour A28: recorded exchanges 2015-06")
def test_the_first_link_repeats_the_application(account: Account) -> None:
    application = account.create("applications", APPLICATION)

    answer = account.get("phoneNumbers", applicationId=application)

    query = f"applicationId={application}&page=0&size=25"
    assert links(answer)["first"] == account.url(f"phoneNumbers?{query}")


@assumed("assumption A33")
@spends(numbers=3)
def test_links_repeat_the_filters(account: Account, offered: Offered) -> None:
    one, another, last = offered(3)
    names = {one: "a, b; c", another: "another", last: "a, b; c"}
    for number, name in names.items():
        account.create("phoneNumbers", {"number": number, "name": name})

    answer = account.get("phoneNumbers", size=1, name="a, b; c")

    first = {"name": "a, b; c", "page": 0, "size": 1}
    assert links(answer)["first"] == account.url(f"phoneNumbers?{urlencode(first)}")
    following = account.session.get(links(answer)["next"], auth=account.credentials[1:])
    assert [item["number"] for item in following.json()] == [last]
