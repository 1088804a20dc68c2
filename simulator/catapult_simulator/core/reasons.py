"""The reason of an exception, in few words. Imports nothing heavy: the command line uses it."""

import re

from catapult_simulator.core.masking import masked_text

_ERRNO = re.compile(r"^\[(?:Errno|WinError) -?\d+\] ")


def innermost_reason(error: BaseException) -> str:
    """`Connection refused` instead of the three exceptions in which requests wraps it."""
    inner = error
    while isinstance(wrapped := _wrapped(inner), BaseException):
        inner = wrapped
    words = str(inner).rpartition(": ")[2]
    return masked_text(_ERRNO.sub("", words)) or type(inner).__name__


def _wrapped(error: BaseException) -> object:
    """The exception that `error` was made from, as requests and urllib3 pass it on."""
    first = error.args[0] if error.args else None
    return getattr(first, "reason", first)
