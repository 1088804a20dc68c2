"""Rendering: templates, which escape everything, and the headers of a page.

The policy lets the browser load scripts, styles and pictures from here, send forms here, and
nothing else: no other host is asked, no script in a text can run.
"""

import json
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import catapult_simulator
from catapult_simulator.core.advice import advice_in
from catapult_simulator.core.masking import without_credentials
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.pages.phone.compression import compressed
from catapult_simulator.pages.phone.static import static_url
from catapult_simulator.web.response import Headers, Response

_TEMPLATES = [Path(__file__).parents[1] / "templates" / name for name in ("phone", "reference")]
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# htmx evaluates nothing, writes no styles, and shows forms that are refused with what is wrong.
HTMX = {
    "allowEval": False,
    "includeIndicatorStyles": False,
    "historyEnabled": False,
    "attributesToSettle": ["class"],  # a style that a browser wrote, of a resized text area, is not
    "scrollIntoViewOnBoost": False,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "422", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}


def render(template: str, **values: Any) -> str:
    """The text of a template."""
    return _environment().get_template(template).render(values)


def render_macro(template: str, macro: str, *arguments: Any) -> str:
    """The text of one macro of a template: a part of a page."""
    module = _environment().get_template(template).module
    return str(getattr(module, macro)(*arguments))


def html_response(environ: dict[str, Any], text: str, status: int = 200) -> Response:
    """A page, or a part of one."""
    content, encoding = compressed(environ, text.encode("utf-8", "replace"))
    headers: Headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
        *encoding,
    ]
    return Response(status, headers, content)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_GLOBALS)
    environment.filters["without_credentials"] = without_credentials
    environment.filters["clock_time"] = lambda at_ms: wire_time(at_ms)[11:19]
    environment.filters["for_page"] = partial(advice_in, "page")
    return environment


_GLOBALS: Mapping[str, Any] = {
    "static_url": static_url,
    "version": catapult_simulator.__version__,
    "htmx_config": json.dumps(HTMX),
}
