"""The catalogue: every row says how we know, and fits its category."""

import string

import pytest

from catapult_simulator.core.catalogue import (
    MESSAGE_NOT_FOUND,
    RATE_LIMIT_REACHED,
    ErrorKind,
    by_code,
    rows,
)
from catapult_simulator.web.errors import STATUSES

ALL = [pytest.param(row, id=f"{row.code} {number}") for number, row in enumerate(rows())]


@pytest.mark.parametrize("row", ALL)
def test_a_row_says_how_we_know(row: ErrorKind) -> None:
    assert row.evidence.startswith(("documented: ", "observed: ", "assumed: "))


@pytest.mark.parametrize("row", ALL)
def test_a_row_has_a_category_with_a_status(row: ErrorKind) -> None:
    assert row.category in STATUSES


@pytest.mark.parametrize("row", ALL)
def test_a_row_can_be_worded_from_the_names_in_its_template(row: ErrorKind) -> None:
    names = {name for _, name, _, _ in string.Formatter().parse(row.template) if name}

    error = row.error(**dict.fromkeys(names | set(row.details), "X"))

    assert error.message == row.template.format_map(dict.fromkeys(names, "X"))
    assert error.details == tuple((name, "X") for name in row.details)


def test_an_error_fills_in_the_sentence_and_the_details() -> None:
    """Observed: recorded exchanges 2015-09."""
    error = MESSAGE_NOT_FOUND.error(messageId="m-xxx")

    assert error.message == "The message 'm-xxx' could not be found"
    assert error.details == (("messageId", "m-xxx"),)
    assert str(error) == error.message


def test_an_error_without_a_sentence_is_printed_as_its_code() -> None:
    assert str(RATE_LIMIT_REACHED.error(rateLimitResetTime=1)) == "rate-limit-reached"


def test_the_rows_are_found_by_code() -> None:
    assert by_code()["message-not-found"] is MESSAGE_NOT_FOUND
    assert all(code == row.code for code, row in by_code().items())
