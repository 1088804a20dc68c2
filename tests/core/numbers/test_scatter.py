"""Scattered numbers: each number of a region once, in a fixed order."""

from itertools import islice

import pytest

from catapult_simulator.core.numbers.patterns import ANY
from catapult_simulator.core.numbers.scatter import scattered_numbers


@pytest.mark.parametrize("exchanges", range(1, 30))
def test_every_matching_number_comes_once(exchanges: int) -> None:
    region = (("919", tuple(str(200 + n) for n in range(exchanges))), ("984", ("380",)))
    mask = ANY._replace(digits="??????12??")

    found = list(scattered_numbers(region, mask))

    assert len(found) == len(set(found)) == 100 * (exchanges + 1)


def test_the_first_numbers_need_no_list_of_all() -> None:
    region = (("919", ("380",)),) * 100_000

    assert len(list(islice(scattered_numbers(region, ANY), 3))) == 3
