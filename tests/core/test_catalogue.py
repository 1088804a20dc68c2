"""The error catalogue: each row has evidence and a category with a status."""

import string
from importlib import import_module
from pkgutil import iter_modules

import pytest

from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import (
    MESSAGE_NOT_FOUND,
    RATE_LIMIT_REACHED,
    ErrorKind,
    by_code,
    rows,
)
from catapult_simulator.core.evidence import KINDS, kind_of
from catapult_simulator.web.errors import STATUSES

ALL_ROWS = list(rows())
NAMES = {id(row): name for name, row in vars(catalogue).items() if isinstance(row, ErrorKind)}
ALL = [pytest.param(row, id=NAMES[id(row)]) for row in ALL_ROWS]


@pytest.mark.parametrize("row", ALL)
def test_a_row_names_its_evidence(row: ErrorKind) -> None:
    assert kind_of(row.evidence) in KINDS


def test_a_row_without_evidence_cannot_be_written() -> None:
    with pytest.raises(TypeError, match="evidence"):
        ErrorKind("bad-request", "too-blue", "Too blue")  # type: ignore[call-arg]  # the rule


@pytest.mark.parametrize("module", [each.name for each in iter_modules(catalogue.__path__)])
def test_the_catalogue_has_the_rows_of_each_of_its_modules(module: str) -> None:
    written = vars(import_module(f"{catalogue.__name__}.{module}")).items()
    named = {name: row for name, row in written if isinstance(row, ErrorKind)}

    missing = named.keys() - vars(catalogue).keys()
    not_indexed = [name for name, row in named.items() if row not in ALL_ROWS]

    assert not missing, f"import these rows of {module} in core/catalogue/__init__.py"
    assert not not_indexed, f"add {module} to the modules of core/catalogue/index.py"


@pytest.mark.parametrize("row", ALL)
def test_a_row_has_a_category_with_a_status(row: ErrorKind) -> None:
    assert row.category in STATUSES


@pytest.mark.parametrize("row", ALL)
def test_an_error_is_made_from_the_names_in_its_template(row: ErrorKind) -> None:
    names = {name for _, name, _, _ in string.Formatter().parse(row.template) if name}

    error = row.error(**dict.fromkeys(names | set(row.details), "X"))

    assert error.message == row.template.format_map(dict.fromkeys(names, "X"))
    assert error.details == tuple((name, "X") for name in row.details)


def test_an_error_fills_in_the_message_and_the_details() -> None:
    """Observed: recorded exchanges 2015-09."""
    error = MESSAGE_NOT_FOUND.error(messageId="m-xxx")

    assert error.message == "The message 'm-xxx' could not be found"
    assert error.details == (("messageId", "m-xxx"),)
    assert str(error) == f"message-not-found: {error.message}"


def test_an_error_without_a_message_is_printed_as_its_code() -> None:
    assert str(RATE_LIMIT_REACHED.error(rateLimitResetTime=1)) == "rate-limit-reached"


def test_the_rows_are_found_by_code() -> None:
    assert by_code()["message-not-found"] is MESSAGE_NOT_FOUND
    assert all(code == row.code for code, row in by_code().items())


@pytest.mark.parametrize("row", ALL)
def test_evidence_of_a_detail_is_of_one_that_the_row_has(row: ErrorKind) -> None:
    assert {name for name, _ in row.detail_evidence} <= set(row.details)
    assert all(kind_of(evidence) in KINDS for _, evidence in row.detail_evidence)
