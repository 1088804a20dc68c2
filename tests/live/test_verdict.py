"""Only an assertion of the check itself refutes a fact."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import pytest
from contract_tests.live.verdict import why_unsettled
from requests.structures import CaseInsensitiveDict

from .builders import answered, asked

HEADERS = CaseInsensitiveDict[str]()
MADE = answered(asked("POST", "applications", {}), 201)


def create() -> str:
    return HEADERS["Location"]


def expect(status: int) -> None:
    assert status == 201, "a helper prepares"


def check_status(status: int) -> None:
    assert status == 201


def prepared_by_a_header() -> None:
    place = create()
    assert place == ""


def prepared_by_a_helper() -> None:
    expect(400)
    assert HEADERS


def wrong_value() -> None:
    for status in (201, 400):
        assert (
            status
            == 201
        )  # fmt: skip


def missing_property() -> None:
    assert HEADERS["Location"] == "x"


def wrong_by_a_named_assertion() -> None:
    check_status(400)


def why(check: Callable[[], None]) -> str:
    with pytest.raises((AssertionError, KeyError)) as raised:
        check()
    item = cast(pytest.Item, SimpleNamespace(function=check))
    call = cast(pytest.CallInfo[None], SimpleNamespace(excinfo=raised))
    return why_unsettled(item, call, [MADE], 1)


@pytest.mark.parametrize("check", [prepared_by_a_header, prepared_by_a_helper])
def test_a_step_that_fails_settles_nothing(check: Callable[[], None]) -> None:
    assert why(check) == "a step before it failed: POST applications was answered 201"


@pytest.mark.parametrize("check", [wrong_value, missing_property, wrong_by_a_named_assertion])
def test_an_assertion_that_fails_refutes(check: Callable[[], None]) -> None:
    assert why(check) == ""
