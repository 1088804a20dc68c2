"""URLs: syntax. Imports the standard library only: the command line needs it."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
_NOT_IN_URLS = re.compile(r"[\s\x00-\x1f\x7f<>\"{}|\\^`]")
_REMEMBERED_LENGTH = 512
_PORT = re.compile(r"\d{1,5}", re.ASCII)
_BARE = re.compile(
    r"(?:localhost|[\w-]+(?:\.[\w-]+)+|[\w.-]+:\d{1,5}|\[[0-9a-fA-F:]+\](?::\d{1,5})?)"
    r"(?:[/?].*)?",
    re.ASCII,
)


def is_url(text: str) -> bool:
    """Whether `text` is an absolute http or https URL with a host, and free of white space."""
    return _is_url(text) if len(text) <= _REMEMBERED_LENGTH else _is_url.__wrapped__(text)


# An app sends the same few URLs with every message.
@lru_cache(maxsize=1024)
def _is_url(text: str) -> bool:
    if _NOT_IN_URLS.search(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not close
        return False


def is_port(text: str) -> bool:
    """Whether `text` is a bare port, such as `3000`."""
    return _PORT.fullmatch(text) is not None


def with_scheme(text: str) -> str:
    """The URL that people mean by what they type: `http://127.0.0.1:3000` of `3000`,
    `http://localhost:3000/sms` of `localhost:3000/sms`; any other text as it is."""
    if is_port(text):
        return f"http://127.0.0.1:{text}"
    return f"http://{text}" if _BARE.fullmatch(text) else text


def parts_of(text: str) -> SplitResult:
    """The parts of a URL. A text that is none is all path: media and Referers may be any text."""
    try:
        return urlsplit(text)
    except ValueError:  # brackets that do not close
        return SplitResult("", "", text, "", "")


def port_of(parts: SplitResult) -> int | None:
    """The port of a URL, or that of its scheme. Raises ValueError for one that is no number."""
    return parts.port or DEFAULT_PORTS.get(parts.scheme)
