"""The rules of NumberQuery: searches and orders that are refused."""

from collections.abc import Callable
from typing import Any

import pytest

from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.numbers.queries import NumberQuery, check_local, check_toll_free

Check = Callable[..., None]


def refusal(check: Check, *, ordering: bool = False, **query: Any) -> CatapultError:
    with pytest.raises(CatapultError) as refused:
        check(NumberQuery(**query), ordering=ordering)
    return refused.value


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({}, "Specify a State ZIP Code or Area Code with your query."),
        ({"local_number": "380"}, "Specify a State ZIP Code or Area Code with your query."),
        ({"city": "Cary"}, "For searching by City the State is also required."),
        ({"city": "Cary", "zip": "27511"}, "A query cannot combine City with ZIP Code."),
        (
            {"city": "Cary", "state": "NC", "zip": "27511", "area_code": "919"},
            "A query cannot combine City with ZIP Code.",
        ),
        (
            {"city": "Cary", "state": "NC", "area_code": "919"},
            "A query cannot combine City with Area Code or Local Number.",
        ),
        (
            {"zip": "27511", "state": "NC", "local_number": "380"},
            "A query cannot combine ZIP Code and State with Area Code or Local Number.",
        ),
        (
            {"zip": "27511", "area_code": "919"},
            "A query cannot combine ZIP Code with Area Code or Local Number.",
        ),
        ({"zip": "27511", "state": "NC"}, "A query cannot combine ZIP Code with State."),
        (
            {"state": "NC", "area_code": "919"},
            "A query cannot combine State with Area Code or Local Number.",
        ),
        ({"area_code": "91", "quantity": 0}, "An Area Code must be 3 digits."),
        ({"area_code": "9199"}, "An Area Code must be 3 digits."),
        ({"area_code": "91x"}, "An Area Code must be 3 digits."),
        (
            {"area_code": "919", "local_number": "38"},
            "Local Number must contains at least 3 digits.",
        ),
        (
            {"area_code": "919", "local_number": "38012"},
            "localNumber must contain a maximum of 4 digits",
        ),
        ({"quantity": 5001}, "The maximum quantity of numbers is 5000"),
    ],
    ids=str,
)
def test_a_bad_local_search_is_refused(query: dict[str, Any], message: str) -> None:
    """Documented: errors.md. The order of the checks is assumption D19."""
    refused = refusal(check_local, **query)

    assert refused.category == "bad-request"
    assert refused.code == "invalid-available-number-search"
    assert refused.message == message


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_quantity_below_one_is_refused(quantity: int) -> None:
    for check in (check_local, check_toll_free):
        refused = refusal(check, state="NC", quantity=quantity)

        assert refused.code == "validation-error"
        assert refused.message == "Quantity must be greater than zero."


def test_toll_free_searches_have_the_same_maximum() -> None:
    assert refusal(check_toll_free, quantity=5001).code == "invalid-available-number-search"


@pytest.mark.parametrize("check", [check_local, check_toll_free])
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"quantity": 11}, "The maximum quantity of numbers searching and ordering is 10"),
        ({"pattern": "*1"}, "A query and order numbers cannot contain pattern"),
    ],
    ids=str,
)
def test_an_order_has_further_rules(check: Check, query: dict[str, Any], message: str) -> None:
    refused = refusal(check, ordering=True, state="NC", **query)

    assert refused.code == "invalid-available-number-search-order"
    assert refused.message == message
