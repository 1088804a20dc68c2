"""The request line and the headers of a callback: string work, which the page shows too."""

from base64 import b64encode
from urllib.parse import SplitResult, quote, unquote, urlencode

from catapult_simulator.core.callback_fields import query_fields
from catapult_simulator.core.callbacks import Callback

_SAFE = "!#$%&'()*+,/:;=?@[]~"  # what a path or a query may contain as it is


def head_lines(callback: Callback, parts: SplitResult, host: str, body: bytes) -> list[str]:
    """The lines before the body. `host` is the value of `Host`, `body` that of a POST."""
    lines = [
        f"{callback.method} {_target(callback, parts)} HTTP/1.1",
        f"Host: {host}",
        f"User-Agent: {callback.user_agent}",
        "Accept: */*",
        "Accept-Encoding: gzip,deflate",
        "Connection: keep-alive",
    ]
    if parts.username is not None:
        lines.append(f"Authorization: Basic {_credentials(parts)}")
    if callback.method == "GET":
        return lines
    length = f"Content-Length: {len(body)}"
    return [*lines, "Content-Type: application/json; charset=utf-8", length]


def _target(callback: Callback, parts: SplitResult) -> str:
    """Path and query. A GET appends the payload to the URL's own query."""
    queries = [quote(parts.query, _SAFE, errors="replace")] if parts.query else []
    if callback.method == "GET":
        queries.append(urlencode(query_fields(callback.payload), errors="replace"))
    path = quote(parts.path, _SAFE, errors="replace") or "/"
    return f"{path}?{'&'.join(queries)}" if queries else path


def _credentials(parts: SplitResult) -> str:
    pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    return b64encode(pair.encode("utf-8", "replace")).decode()
