"""Exceptions as JSON: the other end raises their equals."""

import json

import pytest

from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.fault_list import UnknownFault
from catapult_simulator.core.remote.problems import (
    PROBLEMS,
    known,
    problem_from_json,
    problem_to_json,
)
from catapult_simulator.core.world import TenantClosed


def sent(error: Exception) -> Exception:
    return problem_from_json(json.loads(json.dumps(problem_to_json(error))))


@pytest.mark.parametrize("row", [*catalogue.rows()], ids=lambda row: row.code)
def test_an_error_of_the_api_has_its_row_sentence_and_details(row: catalogue.ErrorKind) -> None:
    error = CatapultError(row, "a sentence", (("number", "+1"), ("userId", "u-1")))

    received = sent(error)

    assert isinstance(received, CatapultError)
    assert (received.kind, received.message, received.details) == (
        row, "a sentence", (("number", "+1"), ("userId", "u-1")),
    )  # fmt: skip
    assert (received.code, received.category) == (row.code, row.category)
    assert str(received) == str(error)


@pytest.mark.parametrize(
    "error",
    [TenantClosed("u-1"), UnknownFault('no fault "f-1"'), TypeError("x"), ValueError("ü 🎈")],
    ids=lambda error: type(error).__name__,
)
def test_an_exception_has_its_class_and_sentence(error: Exception) -> None:
    received = sent(error)

    assert type(received) is type(error)
    assert str(received) == str(error)


def test_an_exception_without_a_class_in_the_table_has_that_of_its_nearest_parent() -> None:
    assert type(sent(UnicodeDecodeError("utf-8", b"x", 0, 1, "bad"))) is ValueError
    assert known(IndexError()) is LookupError


def test_a_defect_is_no_problem_of_a_caller() -> None:
    assert known(AssertionError()) is None
    assert known(ZeroDivisionError()) is None


def test_each_class_of_the_table_can_be_made_of_a_sentence() -> None:
    for name in PROBLEMS.keys() - {"CatapultError"}:
        error = problem_from_json({"type": name, "message": "a sentence"})

        assert (type(error).__name__, str(error)) == (name, "a sentence")
