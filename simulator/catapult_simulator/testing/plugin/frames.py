"""Frames of a traceback: where this package refuses what a test asked for, they are not shown.

The sentence of the refusal says what is wrong, and the line of the test is where to mend it. A
refusal is raised by a `raise` statement: where an operation fails, as `int("x")` does, that is a
defect of this package, and its frames are shown. `--full-trace` and `--tb=native` show all frames.
"""

from collections.abc import Iterator
from dis import opmap
from types import FrameType, TracebackType

import pytest

_PACKAGE = __name__.partition(".")[0]
_RAISE = opmap["RAISE_VARARGS"]
# Beside the public exceptions of this package.
_REFUSALS = (ValueError, TypeError, RuntimeError)


def hide_frames(error: pytest.ExceptionInfo[BaseException]) -> None:
    """Hide the frames of this package, if it has raised `error` to say that a call was wrong."""
    if not _is_refusal(error):
        return
    for each in _steps(error.tb):
        if _is_ours(each.tb_frame):
            each.tb_frame.f_globals.setdefault("__tracebackhide__", _is_refusal)


def _is_refusal(error: pytest.ExceptionInfo[BaseException] | None) -> bool:
    """pytest asks it again at each failure: a frame that is hidden in one is shown in another."""
    if error is None:
        return False
    *_, last = _steps(error.tb)
    kind = type(error.value)
    known = kind.__module__ == _PACKAGE or issubclass(kind, _REFUSALS)
    return known and _is_ours(last.tb_frame) and _is_raised_by_a_statement(last)


def _steps(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def _is_ours(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__")).partition(".")[0] == _PACKAGE


def _is_raised_by_a_statement(step: TracebackType) -> bool:
    return step.tb_frame.f_code.co_code[step.tb_lasti] == _RAISE
