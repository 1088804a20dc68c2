"""A trial of an operation: the request that a form describes, sent to this simulator itself.

It is a call of the WSGI application, so that it needs no script in the browser. The journal has it
as any other request.
"""

import json
import shlex
from base64 import b64encode
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from flask import current_app
from werkzeug.test import EnvironBuilder

from catapult_simulator.pages.phone.request import PageRequest
from catapult_simulator.pages.reference.operations import JSON, Operation
from catapult_simulator.web.origin import origin_of
from catapult_simulator.web.response import Headers
from catapult_simulator.web.server_extensions import disturbance_of

_SHOWN_BYTES = 65536
# The request comes from where the browser is, to the same port and through the same proxy. The port
# of Host may be another: that of a container on its host.
_OF_THE_CALLER = (
    "REMOTE_ADDR", "SERVER_NAME", "SERVER_PORT", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST",
)  # fmt: skip


class Content(NamedTuple):
    """A body, and its Content-Type."""

    data: bytes
    type: str


class Reply(NamedTuple):
    """The request as a line of a terminal, the response, and what a fault would do to it."""

    curl: str
    status: str
    headers: tuple[tuple[str, str], ...]
    body: str
    disturbance: str


def try_operation(request: PageRequest, operation: Operation, *, login: bool) -> Reply:
    """Send the request of the form. `login`: with the form's token and secret."""
    target, content = _target(operation, request.form), _content(request, operation)
    environ = _environ(request, operation.method, target, content, login=login)
    status, headers, body = _called(environ)
    shown = _shown(body, _type_in(headers))
    curl = _curl(request, operation, target, content, login=login)
    return Reply(curl, status, tuple(headers), shown, disturbance_of(environ))


def _called(environ: dict[str, Any]) -> tuple[str, Headers, bytes]:
    """Status, headers and body of the application's response. What waits for its end follows."""
    heads: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, *_: object) -> Callable[[bytes], object]:
        heads.append((status, headers))
        return bytes  # no view writes

    chunks = current_app.wsgi_app(environ, start)
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    return (*heads[-1], body)


def _target(operation: Operation, form: dict[str, str]) -> str:
    """Path and query. A field that is left empty is no parameter."""
    path, query = operation.path, []
    for parameter in operation.parameters:
        value = form.get(parameter.input, "")
        if parameter.place == "path":
            path = path.replace(f"{{{parameter.field.name}}}", quote(value, safe=""))
        elif value:
            query.append((parameter.field.name, value))
    return f"{path}?{urlencode(query)}" if query else path


def _content(request: PageRequest, operation: Operation) -> Content | None:
    file = request.file("file")
    if operation.body is None:
        return None
    if operation.body.type != JSON:
        return Content(file.read(), file.mimetype) if file else Content(b"", "text/plain")
    text = request.form.get("body", "").strip()
    return Content(text.encode("utf-8", "replace"), JSON) if text else None


def _environ(
    request: PageRequest, method: str, target: str, content: Content | None, *, login: bool
) -> dict[str, Any]:
    path, _, query = target.partition("?")
    authorization = _authorization(request, login=login)
    scheme, host = request.environ["wsgi.url_scheme"], request.environ.get("HTTP_HOST")
    builder = EnvironBuilder(
        path=path,
        base_url=f"{scheme}://{host}" if host else origin_of(request.environ),
        query_string=query,
        method=method,
        headers=[("Authorization", authorization)] if authorization else None,
        data=content.data if content else None,
        content_type=content.type if content else None,
    )
    caller = {key: request.environ[key] for key in _OF_THE_CALLER if key in request.environ}
    return builder.get_environ() | caller


def _authorization(request: PageRequest, *, login: bool) -> str:
    """The form's credentials for the API; for the control API, those of the browser."""
    if not login:
        return str(request.environ.get("HTTP_AUTHORIZATION", ""))
    pair = f"{request.form.get('token', '')}:{request.form.get('secret', '')}"
    return f"Basic {b64encode(pair.encode('utf-8', 'replace')).decode()}"


def _curl(
    request: PageRequest, operation: Operation, target: str, content: Content | None, *, login: bool
) -> str:
    form = request.form
    words = ["curl", "-i", "-X", operation.method, f"{origin_of(request.environ)}{target}"]
    if login:
        words[2:2] = ["-u", f"{form.get('token', '')}:{form.get('secret', '')}"]
    if content and content.type == JSON:
        words += ["-H", f"Content-Type: {JSON}", "-d", content.data.decode()]
    elif content:
        words += ["-H", f"Content-Type: {content.type}", "--data-binary", "@FILE"]
    return shlex.join(words)


def _type_in(headers: Headers) -> str:
    return next((value for name, value in headers if name == "Content-Type"), "")


def _shown(content: bytes, type_: str) -> str:
    """A body as text. JSON is laid out; of a large one, the beginning is shown."""
    if not content:
        return ""
    if "json" in type_ and len(content) <= _SHOWN_BYTES:
        return json.dumps(json.loads(content), indent=2, ensure_ascii=False)
    if "json" in type_ or type_.startswith("text/"):
        rest = len(content) - _SHOWN_BYTES
        more = f"\n… and {rest} bytes more" if rest > 0 else ""
        return content[:_SHOWN_BYTES].decode("utf-8", "replace") + more
    return f"{len(content)} bytes of {type_ or 'no type'}"
