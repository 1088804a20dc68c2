"""The OpenAPI 3.1 documents of `/v1` and `/_simulator`, made from the code that serves them.

Paths come from the URL map, requests from the schemas that validate them, responses from the
tables that render them, examples from recorded exchanges. apispec is imported when a document is
first requested: most simulators never serve one.
"""

from typing import Any

from flask import Flask

APIS = ("v1", "control")


def document(app: Flask, api: str, origin: str) -> dict[str, Any]:
    """The document of one of `APIS` for a client that reaches `app` at `origin`.

    Made once per application: its routes do not change.
    """
    made: dict[str, dict[str, Any]] = app.extensions.setdefault("openapi", {})
    if api not in made:
        made[api] = _make(app, api)
    return made[api] | {"servers": [{"url": origin}]}


def _make(app: Flask, api: str) -> dict[str, Any]:
    from catapult_simulator.openapi import control, v1

    return v1.make(app) if api == "v1" else control.make(app)
