"""Static files: htmx 2.0.11 and simple.css 2.3.7, unchanged, with their licences, and our own."""

import gzip
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from werkzeug.exceptions import NotFound

from catapult_simulator.pages.phone.compression import accepts_gzip
from catapult_simulator.web.page_paths import STATIC
from catapult_simulator.web.response import Response

_FOLDER = Path(__file__).parents[1] / "static"
_TYPES = {"js": "text/javascript", "css": "text/css", "txt": "text/plain", "svg": "image/svg+xml"}
_FILES = (
    "htmx.min.js",
    "htmx.LICENSE.txt",
    "simple.min.css",
    "simple.LICENSE.txt",
    "phone.css",
    "phone.js",
    "phone.svg",
)


class StaticFile(NamedTuple):
    """The content of a file, as it is and compressed, and a mark that changes with it."""

    content: bytes
    compressed: bytes
    mark: str


@cache
def static_file(name: str) -> StaticFile:
    """The file called `name`. Raises NotFound for any other name."""
    if name not in _FILES:
        raise NotFound
    content = (_FOLDER / name).read_bytes()
    return StaticFile(content, gzip.compress(content, 9, mtime=0), f"{crc32(content):08x}")


def static_url(name: str) -> str:
    """The path of a file, which changes with its content: browsers keep it for a year."""
    return f"{STATIC}/{name}?v={static_file(name).mark}"


def static_response(environ: dict[str, Any], name: str) -> Response:
    """The file, compressed for a client that takes it so."""
    file = static_file(name)
    headers = [
        ("Content-Type", f"{_TYPES[name.rpartition('.')[2]]}; charset=utf-8"),
        ("Cache-Control", "public, max-age=31536000, immutable"),
        ("X-Content-Type-Options", "nosniff"),
        ("Vary", "Accept-Encoding"),
    ]
    if not accepts_gzip(environ):
        return Response(200, headers, file.content)
    return Response(200, [*headers, ("Content-Encoding", "gzip")], file.compressed)
