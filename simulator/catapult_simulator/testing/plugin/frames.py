"""Frames of a traceback: where this package refuses what a test asked for, they are not shown.

The sentence of the refusal says what is wrong, and the line of the test is where to mend it.
`--full-trace` and `--tb=native` show all frames.
"""

from traceback import walk_tb
from types import FrameType

import pytest

_PACKAGE = __name__.partition(".")[0]
# A defect of this package would raise others: its frames are shown.
_REFUSALS = (ValueError, TypeError, RuntimeError)


def hide_frames(error: pytest.ExceptionInfo[BaseException]) -> None:
    """Hide the frames of this package, if it has raised `error` to say that a call was wrong."""
    if not _is_refusal(error):
        return
    for frame, _ in walk_tb(error.tb):
        if _is_ours(frame):
            frame.f_globals.setdefault("__tracebackhide__", _is_refusal)


def _is_refusal(error: pytest.ExceptionInfo[BaseException] | None) -> bool:
    """pytest asks it again at each failure: a frame that is hidden in one is shown in another."""
    if error is None:
        return False
    *_, (last, _) = walk_tb(error.tb)
    kind = type(error.value)
    return _is_ours(last) and (kind.__module__ == _PACKAGE or issubclass(kind, _REFUSALS))


def _is_ours(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__")).partition(".")[0] == _PACKAGE
