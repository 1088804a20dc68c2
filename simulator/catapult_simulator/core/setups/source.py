"""The source of a setup: a path, the text itself, or the content that a text would have."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from catapult_simulator.core.limits import MAX_SETUP_BYTES
from catapult_simulator.core.setups.document import Document, parse, require_size, text_of
from catapult_simulator.core.setups.problems import LocatedProblem, SetupError, shown

Source = str | os.PathLike[str] | Mapping[str, object]
_LONGEST_NAME = 100  # characters of a path in an error
TEXT = "text"
MAPPING = "mapping"
# A text that is no path: JSON begins with a brace, TOML with `key =`, a table or a comment.
_IS_TEXT = re.compile(r"""\s*(?:[{\[#]|[\w."'-]+[ \t]*=)""")

_MARK = "\ufeff"  # of byte order: some editors begin a text with it


def read(source: Source) -> Document:
    """The document at a path, or in a text. Raises SetupError, TypeError for another type."""
    if isinstance(source, Mapping):
        return _of_mapping(source)
    if isinstance(source, str) and is_text(text := source.removeprefix(_MARK)):
        return parse(text, TEXT, Path())
    if not isinstance(source, str | os.PathLike):
        raise TypeError(f"setup={shown(source)}; pass a path, a text, or a mapping")
    return _of_file(os.fspath(source))


def is_text(source: str) -> bool:
    """Whether `source` is the text of a setup, and not the path of one."""
    return "\n" in source or _IS_TEXT.match(source) is not None


def _of_mapping(content: Mapping[str, object]) -> Document:
    """By way of JSON: what a text could not say is refused, and nobody can change it later."""
    try:
        copy = json.loads(json.dumps(content, allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise _refusal(MAPPING, f"it cannot be written as JSON: {error}") from None
    return Document(MAPPING, copy, folder=Path())


def _of_file(path: str) -> Document:
    name = Path(path).name or path
    try:
        with Path(path).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(MAX_SETUP_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _refusal(path, _reason(path, error)) from None
    require_size(max(size, len(data)), name)  # a pipe has no size
    return parse(text_of(data, name), name, Path(path).parent)


def _reason(path: str, error: Exception) -> str:
    reason = (isinstance(error, OSError) and error.strerror) or str(error)
    if not path.strip():
        return "it is empty; give the path of a setup in JSON or TOML, or the text itself"
    if isinstance(error, FileNotFoundError):
        return "no such file; give the path of a setup in JSON or TOML, or the text itself"
    return f"cannot be read: {reason}"


def _refusal(name: str, sentence: str) -> SetupError:
    short = name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"
    return SetupError(short or "setup", [LocatedProblem(None, None, "", sentence)])
