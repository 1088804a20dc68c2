"""Wrapped errors: the innermost exception of those in which a library wraps it, in few words.

Imports nothing heavy: each command loads it.
"""

import re

from catapult_simulator.core.masking import masked_text

_ERRNO = re.compile(r"^\[(?:Errno|WinError) -?\d+\] | \(_ssl\.c:\d+\)$")


def innermost_reason(error: BaseException) -> str:
    """`Connection refused` instead of the three exceptions in which requests wraps it."""
    inner = innermost(error)
    words = " ".join(str(inner).rpartition(": ")[2].split())
    return masked_text(_ERRNO.sub("", words)) or type(inner).__name__


def innermost(error: BaseException) -> BaseException:
    """The exception that `error` was made from, as requests and urllib3 pass it on."""
    while (wrapped := _wrapped(error)) is not None:
        error = wrapped
    return error


def _wrapped(error: BaseException) -> BaseException | None:
    for inner in error.args:
        for candidate in (getattr(inner, "reason", None), inner):
            if isinstance(candidate, BaseException):
                return candidate
    return None
