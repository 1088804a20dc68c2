"""URL syntax. Imports the standard library only: the command line reads its options with it."""

import re
from urllib.parse import urlsplit

_NOT_IN_URLS = re.compile(r"[\s\x00-\x1f\x7f<>\"{}|\\^`]")


def is_url(text: str) -> bool:
    """Whether `text` is an absolute http or https URL with a host, and free of white space."""
    if _NOT_IN_URLS.search(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not close
        return False
