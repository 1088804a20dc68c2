"""gzip of what a page sends: half a megabyte of a long journal becomes some kilobytes."""

import gzip
import re
from typing import Any

_GZIP = re.compile(r"(?:^|[,\s])gzip(?!\s*;\s*q=0(?:\.0*)?(?:\s|,|$))", re.IGNORECASE)
_WORTH_IT = 1400  # bytes: less fits into one packet anyway
_LEVEL = 1  # on one machine time counts for more than bytes


def accepts_gzip(environ: dict[str, Any]) -> bool:
    """Whether the client takes gzip."""
    return _GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", "")) is not None


def compressed(environ: dict[str, Any], content: bytes) -> tuple[bytes, list[tuple[str, str]]]:
    """The content and the headers that tell how it is encoded."""
    vary = ("Vary", "Accept-Encoding")
    if len(content) < _WORTH_IT or not accepts_gzip(environ):
        return content, [vary]
    return gzip.compress(content, _LEVEL, mtime=0), [vary, ("Content-Encoding", "gzip")]
