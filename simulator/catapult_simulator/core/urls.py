"""URLs: syntax and credentials. Imports the standard library only: the command line needs it."""

import re
from urllib.parse import urlsplit

_NOT_IN_URLS = re.compile(r"[\s\x00-\x1f\x7f<>\"{}|\\^`]")
_CREDENTIALS = re.compile(r"//[^/?#\s]*@")


def is_url(text: str) -> bool:
    """Whether `text` is an absolute http or https URL with a host, and free of white space."""
    if _NOT_IN_URLS.search(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not close
        return False


def without_credentials(url: str) -> str:
    """`url` without its credentials, which are never recorded."""
    return _CREDENTIALS.sub("//", url)
