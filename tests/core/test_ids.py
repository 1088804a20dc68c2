"""Ids: the shape of real ones, the same in every run."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catapult_simulator.core.ids import Ids

FORM = re.compile(r"[a-z2-7]{22}[aiqy]")


@pytest.mark.parametrize("prefix", ["m", "n", "a", "ue", "ued"])
def test_an_id_is_a_prefix_and_14_bytes_in_base32(prefix: str) -> None:
    """Observed: 23 characters, the last one of a i q y."""
    ids = Ids("seed")

    for _ in range(50):
        kind, _, rest = ids.next(prefix).partition("-")
        assert kind == prefix
        assert FORM.fullmatch(rest)


@given(st.text(max_size=80))
def test_any_seed_gives_ids_of_the_right_form(seed: str) -> None:
    assert FORM.fullmatch(Ids(seed).next("m")[2:])


def test_the_nth_id_is_always_the_same() -> None:
    first, second = Ids("seed"), Ids("seed")

    assert [first.next("m") for _ in range(5)] == [second.next("m") for _ in range(5)]


def test_ids_of_one_prefix_do_not_depend_on_the_others() -> None:
    alone, mixed = Ids("seed"), Ids("seed")
    mixed.next("n")

    assert mixed.next("m") == alone.next("m")


def test_long_seeds_that_begin_alike_give_other_ids() -> None:
    assert Ids("tests/test_shop.py::" * 5 + "a").next("m") != Ids(
        "tests/test_shop.py::" * 5 + "b"
    ).next("m")


def test_other_seeds_give_other_ids() -> None:
    assert Ids("one").next("m") != Ids("two").next("m")


def test_ids_do_not_repeat() -> None:
    ids = Ids("seed")

    assert len({ids.next("m") for _ in range(10_000)}) == 10_000


def test_all_four_last_letters_occur() -> None:
    ids = Ids("seed")

    assert {ids.next("m")[-1] for _ in range(200)} == set("aiqy")
