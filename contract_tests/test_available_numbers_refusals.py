"""Available numbers: searches and orders that are refused, and which error comes first."""

from collections.abc import Iterable, Iterator

import pytest
from _pytest.mark.structures import ParameterSet

from contract_tests.account import Account
from contract_tests.evidence import assumed, documented, needs, risks
from contract_tests.live.spending import worst_case
from contract_tests.wire import assert_refused

AREA_CODE = "An Area Code must be 3 digits."
TOO_SHORT = "Local Number must contains at least 3 digits."
TOO_LONG = "localNumber must contain a maximum of 4 digits"
TOO_MANY = "The maximum quantity of numbers is 5000"
NONE = "Quantity must be greater than zero."
CITY_ZIP = "A query cannot combine City with ZIP Code."
CITY_DIGITS = "A query cannot combine City with Area Code or Local Number."
ZIP_STATE_DIGITS = "A query cannot combine ZIP Code and State with Area Code or Local Number."
ZIP_DIGITS = "A query cannot combine ZIP Code with Area Code or Local Number."
ZIP_STATE = "A query cannot combine ZIP Code with State."
STATE_DIGITS = "A query cannot combine State with Area Code or Local Number."
CITY_ALONE = "For searching by City the State is also required."
NOTHING = "Specify a State ZIP Code or Area Code with your query."

# What is not refused after all would be bought.
METHODS = ["GET", pytest.param("POST", marks=needs("orders"))]
SEARCH, ORDER = "invalid-available-number-search", "invalid-available-number-search-order"

# Each rule alone.
RULES = [
    ("", NOTHING),
    ("quantity=3", NOTHING),
    ("localNumber=380", NOTHING),
    ("city=Cary", CITY_ALONE),
    ("city=Cary&zip=27606", CITY_ZIP),
    ("city=Cary&areaCode=919", CITY_DIGITS),
    ("city=Cary&localNumber=380", CITY_DIGITS),
    ("zip=27606&state=NC&areaCode=919", ZIP_STATE_DIGITS),
    ("zip=27606&state=NC&localNumber=380", ZIP_STATE_DIGITS),
    ("zip=27606&areaCode=919", ZIP_DIGITS),
    ("zip=27606&localNumber=380", ZIP_DIGITS),
    ("zip=27606&state=NC", ZIP_STATE),
    ("state=NC&areaCode=919", STATE_DIGITS),
    ("state=NC&localNumber=380", STATE_DIGITS),
    ("areaCode=91", AREA_CODE),
    ("areaCode=9191", AREA_CODE),
    ("areaCode=abc", AREA_CODE),
    ("areaCode=919&localNumber=38", TOO_SHORT),
    ("areaCode=919&localNumber=38045", TOO_LONG),
]
# Several are broken: the one that is complained of.
FIRST = [
    ("areaCode=91&localNumber=1", AREA_CODE),
    ("areaCode=91&quantity=0", AREA_CODE),
    ("areaCode=91&city=Cary&zip=27606", AREA_CODE),
    ("localNumber=1&quantity=5001&state=NC", TOO_SHORT),
    ("localNumber=12345&quantity=0", TOO_LONG),
    ("quantity=5001&city=Cary&zip=27606", TOO_MANY),
    ("city=Cary&zip=27606&state=NC&areaCode=919", CITY_ZIP),
    ("city=Cary&zip=27606&areaCode=919", CITY_ZIP),
    ("city=Cary&state=NC&areaCode=919", CITY_DIGITS),
    ("city=Cary&state=NC&zip=27606", CITY_ZIP),
    ("state=NC&zip=27606&areaCode=919&localNumber=380", ZIP_STATE_DIGITS),
]


def cases(rules: Iterable[tuple[str, str]]) -> Iterator[ParameterSet]:
    """Each rule as a search, and as an order, which buys what is not refused after all."""
    for query, sentence in rules:
        cost = worst_case("POST", f"/availableNumbers/local?{query}")
        yield pytest.param("GET", query, sentence)
        yield pytest.param("POST", query, sentence, marks=[needs("orders"), risks(*cost)])


@documented("errors.md, which has lost the commas of its sentences")
@pytest.mark.parametrize(("method", "query", "sentence"), list(cases(RULES)))
def test_a_search_must_satisfy_the_rules(
    account: Account, method: str, query: str, sentence: str
) -> None:
    answer = account.request(method, f"/availableNumbers/local?{query}")

    assert_refused(answer, 400, SEARCH, sentence)


@assumed("assumption D19")
@pytest.mark.parametrize(("method", "query", "sentence"), list(cases(FIRST)))
def test_the_first_of_several_broken_rules_is_reported(
    account: Account, method: str, query: str, sentence: str
) -> None:
    answer = account.request(method, f"/availableNumbers/local?{query}")

    assert_refused(answer, 400, SEARCH, sentence)


@documented("errors.md")
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("kind", "query"), [("local", "state=NC&"), ("tollFree", "")])
@pytest.mark.parametrize("quantity", [0, -1])
@risks(numbers=10, toll_free=1)
def test_a_quantity_is_greater_than_zero(
    account: Account, method: str, kind: str, query: str, quantity: int
) -> None:
    answer = account.request(method, f"/availableNumbers/{kind}?{query}quantity={quantity}")

    assert_refused(answer, 400, "validation-error", NONE)


@documented("errors.md; behaviour D17: methods/availableNumbers/getAvailableNumbersTollFree.md")
@pytest.mark.parametrize(("kind", "query"), [("local", "state=NC&"), ("tollFree", "")])
def test_a_search_finds_at_most_5000(account: Account, kind: str, query: str) -> None:
    answer = account.get(f"/availableNumbers/{kind}?{query}quantity=5001")

    assert_refused(answer, 400, SEARCH, TOO_MANY)


@needs("orders")
@documented("errors.md, where the value is cut off; ten by the parameters of the order")
@pytest.mark.parametrize(
    ("kind", "query", "quantity"),
    [
        pytest.param("local", "state=NC&", 11, marks=risks(numbers=11)),
        pytest.param("tollFree", "", 11, marks=risks(toll_free=11)),
        pytest.param("local", "state=NC&", 5000, marks=risks(numbers=5000)),
        pytest.param("tollFree", "", 5000, marks=risks(toll_free=5000)),
    ],
)
def test_an_order_is_for_at_most_ten(
    account: Account, kind: str, query: str, quantity: int
) -> None:
    answer = account.post(f"/availableNumbers/{kind}?{query}quantity={quantity}")

    message = "The maximum quantity of numbers searching and ordering is 10"
    assert_refused(answer, 400, ORDER, message)


@needs("orders")
@documented("errors.md; toll-free: assumption D38; the page of local orders lists a pattern")
@pytest.mark.parametrize(("kind", "query"), [("local", "state=NC&"), ("tollFree", "")])
@risks(numbers=10, toll_free=1)
def test_an_order_takes_no_pattern(account: Account, kind: str, query: str) -> None:
    answer = account.post(f"/availableNumbers/{kind}?{query}pattern=*42")

    assert_refused(answer, 400, ORDER, "A query and order numbers cannot contain pattern")
