"""Decides what a failed check says of its fact: refuted, or unsettled for a reason.

A fact is refuted where an assertion of the check itself fails. Anything else that fails, such as
a step that prepares it, says nothing about the fact.
"""

import ast
import inspect
import textwrap
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from contract_tests.live.exchange import Answered
from contract_tests.live.facts import is_assertion
from contract_tests.live.refusals import unreached

TIMED_OUT = "the condition never became true"
HELPER = "account.py"  # its assertions are of preparing steps


def why_unsettled(
    item: pytest.Item, call: pytest.CallInfo[None], exchanges: Sequence[Answered], patience: float
) -> str:
    """Why a failure says nothing about the fact, or an empty text. `patience` is in seconds."""
    error = call.excinfo.value if call.excinfo else None
    if error and unreached(error):
        return f"{type(error).__name__}: {error}"
    if exchanges and exchanges[-1].unwelcome:
        return f"refused: {exchanges[-1]}"
    if TIMED_OUT in str(error):
        return f"nothing came within CATAPULT_PATIENCE={patience:g} seconds"
    if call.excinfo and not asserted(item, call.excinfo):
        last = exchanges[-1] if exchanges else f"{type(error).__name__} without a request"
        return f"a step before it failed: {last}"
    return ""


def asserted(item: pytest.Item, raised: pytest.ExceptionInfo[BaseException]) -> bool:
    """Did an assertion of the check itself fail? A missing property in one counts."""
    if Path(raised.traceback[-1].path).name == HELPER:
        return False
    function = inspect.unwrap(getattr(item, "function"))  # noqa: B009
    lines = _lines_of_assertions(function)
    code = function.__code__
    return any(each.lineno + 1 in lines for each in raised.traceback if _is_of(each, code))


def _is_of(entry: Any, code: CodeType) -> bool:
    own = entry.frame.code.raw
    return (own.co_filename, own.co_name) == (code.co_filename, code.co_name)


@cache
def _lines_of_assertions(function: FunctionType) -> frozenset[int]:
    """The lines of its file that a check's assertions take."""
    source = textwrap.dedent(inspect.getsource(function))
    before = function.__code__.co_firstlineno - 1
    return frozenset(
        before + line
        for node in ast.walk(ast.parse(source))
        if is_assertion(node)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    )


def crash(report: Any) -> str:
    """The message of a failure."""
    place = getattr(report.longrepr, "reprcrash", None)
    return str(place.message if place else report.longrepr)


def reason(report: Any) -> str:
    """The reason of a skip."""
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return str(text).removeprefix("Skipped: ")
