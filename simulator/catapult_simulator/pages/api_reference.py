"""`/_simulator/docs`: the OpenAPI documents, and a page that shows them without the internet.

RapiDoc lies beside this file, unchanged, with its licence; its fonts, which are elsewhere, are
switched off, and a policy keeps the browser from asking any other host. Source of `static/`:
npm package rapidoc 9.3.8.
"""

from pathlib import Path
from string import Template
from typing import NamedTuple

from flask import Blueprint, current_app, request
from werkzeug.exceptions import NotFound

from catapult_simulator.openapi import document
from catapult_simulator.web.response import NO_CACHE, Headers, Response, json_response

PREFIX = "/_simulator"
routes = Blueprint("page", __name__, url_prefix=PREFIX)

_STATIC = Path(__file__).parent / "static"
_TEMPLATES = Path(__file__).parent / "templates"
_FILES = {
    "rapidoc-min.js": "text/javascript; charset=utf-8",
    "rapidoc-min.js.LICENSE.txt": "text/plain; charset=utf-8",
    "rapidoc.LICENSE.txt": "text/plain; charset=utf-8",
}
# RapiDoc writes style attributes; it needs nothing else that the policy would keep out.
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
_GUARD: Headers = [("Content-Security-Policy", _POLICY), ("X-Content-Type-Options", "nosniff")]


class _Page(NamedTuple):
    """Where a page is, what it is about, and whether that asks for credentials."""

    path: str
    title: str
    document: str
    credentials: bool


_V1 = _Page(f"{PREFIX}/docs", "/v1", f"{PREFIX}/openapi-v1.json", credentials=True)
_CONTROL = _Page(f"{PREFIX}/docs/control", PREFIX, f"{PREFIX}/openapi.json", credentials=False)


@routes.get("/openapi.json")
def control_document() -> Response:
    """The document of the control API."""
    return _document("control")


@routes.get("/openapi-v1.json")
def v1_document() -> Response:
    """The document of the simulated API."""
    return _document("v1")


@routes.get("/docs")
def v1() -> Response:
    """The page of the simulated API."""
    return _show(_V1)


@routes.get("/docs/control")
def control() -> Response:
    """The page of the control API."""
    return _show(_CONTROL)


@routes.get("/docs/static/<file>")
def static(file: str) -> Response:
    """One of few files; a browser keeps them for a day."""
    if file not in _FILES:
        raise NotFound
    kind = ("Content-Type", _FILES[file])
    kept = ("Cache-Control", "public, max-age=86400")
    return Response(200, [kind, kept, _GUARD[1]], (_STATIC / file).read_bytes())


def welcome() -> Response:
    """Who opens the bare address in a browser is led to the page."""
    return Response(302, [NO_CACHE, ("Location", f"{request.host_url.rstrip('/')}{_V1.path}")])


def _document(api: str) -> Response:
    return json_response(200, document(current_app, api, request.host_url.rstrip("/")))


def _show(page: _Page) -> Response:
    text = Template((_TEMPLATES / "api_reference.html").read_text(encoding="utf-8"))
    html = text.substitute(
        title=page.title,
        document=page.document,
        credentials=str(page.credentials).lower(),
        links=_link(_V1, page) + _link(_CONTROL, page),
    )
    kind = ("Content-Type", "text/html; charset=utf-8")
    return Response(200, [NO_CACHE, kind, *_GUARD], html.encode())


def _link(page: _Page, here: _Page) -> str:
    current = ' aria-current="page"' if page == here else ""
    return f'<a href="{page.path}"{current}>{page.title}</a>'
