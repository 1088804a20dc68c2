"""Patterns: wildcards and letters, spread over the ten digits of a number."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catapult_simulator.core.numbers.patterns import ANY, masks


def test_the_documented_pattern_matches_at_the_documented_places() -> None:
    """methods/availableNumbers/getAvailableNumbersTollFree.md, pattern `*2?9*`."""
    shown = {mask.pattern_match for mask in masks("*2?9*")}

    assert "          2 9 " in shown
    assert "        2  9  " in shown
    assert all(len(text) == 14 for text in shown)
    assert len(masks("*2?9*")) == 8


@pytest.mark.parametrize(
    ("pattern", "digits", "shown"),
    [
        pytest.param("9195551212", "9195551212", " 919  555 1212", id="no wildcard"),
        pytest.param("919*", "919???????", " 919          ", id="area code"),
        pytest.param("*PIZZA", "?????74992", "        P IZZA", id="letters at the end"),
        pytest.param("800flowers", "8003569377", " 800  flo wers", id="small letters"),
        pytest.param("919???1212", "919???1212", " 919      1212", id="single digits"),
        pytest.param("*", "??????????", "              ", id="anything"),
        pytest.param("**1**", "?????????1", "             1", id="stars in a row"),
    ],
)
def test_a_pattern_is_spread_over_ten_digits(pattern: str, digits: str, shown: str) -> None:
    assert digits in {mask.digits for mask in masks(pattern)}
    assert shown in {mask.pattern_match for mask in masks(pattern)}


@pytest.mark.parametrize("pattern", ["919", "12345678901", "919#*", "(919) *", "", "٣*"])
def test_a_pattern_that_matches_no_number_has_no_mask(pattern: str) -> None:
    assert masks(pattern) == ()


def test_a_mask_can_be_narrowed_to_a_prefix() -> None:
    assert ANY.starting("919380") == ANY._replace(digits="919380????")
    (mask,) = masks("91?555????")
    assert mask.starting("919") == mask._replace(digits="919555????")
    assert mask.starting("984") is None


@settings(deadline=None)
@given(st.text("19?*A", max_size=14))
def test_masks_are_few_and_have_the_literals_of_the_pattern(pattern: str) -> None:
    found = masks(pattern)

    assert len(found) == len(set(found)) <= 252
    said = re.compile(pattern.replace("?", ".").replace("*", ".*").replace("A", "2"))
    assert all(said.fullmatch(mask.digits) for mask in found)
