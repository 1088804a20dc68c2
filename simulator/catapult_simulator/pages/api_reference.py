"""The API reference: OpenAPI documents, and pages that show them without the internet.

`static/` holds RapiDoc (npm package rapidoc 9.3.8), unchanged, with its licences. Its web fonts are
switched off; a Content-Security-Policy keeps the browser from calling any other host.
"""

from pathlib import Path
from string import Template
from typing import NamedTuple

from flask import Blueprint, current_app, request
from werkzeug.exceptions import NotFound

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.openapi import document
from catapult_simulator.web.origin import origin_of
from catapult_simulator.web.response import NO_CACHE, Headers, Response, json_response

routes = Blueprint("page", __name__, url_prefix=CONTROL_PREFIX)

_STATIC = Path(__file__).parent / "static"
_TEMPLATES = Path(__file__).parent / "templates"
_FILES = {
    "rapidoc-min.js": "text/javascript; charset=utf-8",
    "rapidoc-min.js.LICENSE.txt": "text/plain; charset=utf-8",
    "rapidoc.LICENSE.txt": "text/plain; charset=utf-8",
}
# RapiDoc writes style attributes; it needs no other exception.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
_NO_SNIFFING = ("X-Content-Type-Options", "nosniff")
_GUARD: Headers = [("Content-Security-Policy", _POLICY), _NO_SNIFFING]


class _Page(NamedTuple):
    """A page: its path, title, the document that it shows, and whether it asks for credentials."""

    path: str
    title: str
    document: str
    credentials: bool


_V1 = _Page(f"{CONTROL_PREFIX}/docs", "/v1", f"{CONTROL_PREFIX}/openapi-v1.json", credentials=True)
_CONTROL = _Page(
    f"{CONTROL_PREFIX}/docs/control",
    CONTROL_PREFIX,
    f"{CONTROL_PREFIX}/openapi.json",
    credentials=False,
)


@routes.get("/openapi.json")
def control_document() -> Response:
    """Get the OpenAPI document of the control API."""
    return _openapi("control")


@routes.get("/openapi-v1.json")
def v1_document() -> Response:
    """Get the OpenAPI document of the simulated API."""
    return _openapi("v1")


@routes.get("/docs")
def v1() -> Response:
    """Show the API reference of the simulated API."""
    return _render(_V1)


@routes.get("/docs/control")
def control() -> Response:
    """Show the API reference of the control API."""
    return _render(_CONTROL)


@routes.get("/docs/static/<file>")
def static(file: str) -> Response:
    """Get a static file of the API reference. Browsers cache it for a day."""
    if file not in _FILES:
        raise NotFound
    content_type = ("Content-Type", _FILES[file])
    cached = ("Cache-Control", "public, max-age=86400")
    return Response(200, [content_type, cached, _NO_SNIFFING], (_STATIC / file).read_bytes())


def _openapi(api: str) -> Response:
    return json_response(200, document(current_app, api, origin_of(request.environ)))


def _render(page: _Page) -> Response:
    text = Template((_TEMPLATES / "api_reference.html").read_text(encoding="utf-8"))
    html = text.substitute(
        title=page.title,
        document=page.document,
        credentials=str(page.credentials).lower(),
        links=_link(_V1, page) + _link(_CONTROL, page),
        script=f"{CONTROL_PREFIX}/docs/static/rapidoc-min.js",
    )
    content_type = ("Content-Type", "text/html; charset=utf-8")
    return Response(200, [NO_CACHE, content_type, *_GUARD], html.encode())


def _link(page: _Page, here: _Page) -> str:
    current = ' aria-current="page"' if page == here else ""
    return f'<a href="{page.path}"{current}>{page.title}</a>'
