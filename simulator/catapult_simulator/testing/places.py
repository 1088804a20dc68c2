"""Places in the code of a test or an app, in words: `shop.py:12, in incoming`."""

import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, TracebackType

_OURS = str(Path(__file__).parents[1])
_PATHS = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
_OF_OTHERS = (_OURS, *sorted(_PATHS), "<frozen")


def place_of_error(traceback: TracebackType | None) -> str:
    """The innermost line of the user's own code that an exception came through; "" if none."""
    return _innermost([(step.tb_frame, step.tb_lineno) for step in _steps(traceback)][::-1])


def place_of_thread(ident: int) -> str:
    """The line of the user's own code at which another thread is now; "" if it has none."""
    return place_of_frame(sys._current_frames().get(ident))


def place_of_frame(frame: FrameType | None) -> str:
    """The innermost line of the user's own code in this frame and its callers; "" if none."""
    frames = []
    while frame is not None:
        frames.append((frame, frame.f_lineno))
        frame = frame.f_back
    return _innermost(frames)


def _steps(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def _innermost(frames: list[tuple[FrameType, int]]) -> str:
    """`frames` have the innermost first. Code of libraries counts where there is no other."""
    others = [each for each in frames if not each[0].f_code.co_filename.startswith(_OURS)]
    own = [each for each in others if not each[0].f_code.co_filename.startswith(_OF_OTHERS)]
    if not others:
        return ""
    frame, line = (own or others)[0]
    return f"{Path(frame.f_code.co_filename).name}:{line}, in {frame.f_code.co_name}"
