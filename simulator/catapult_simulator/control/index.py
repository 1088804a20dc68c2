"""The index: the documents, and each route of the control API."""

import re
from collections.abc import Iterator
from typing import Any

from flask import current_app

import catapult_simulator
from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.control.endpoint import (
    ControlView,
    control_endpoint,
    origin,
    routes,
    simulator,
)
from catapult_simulator.web.page_paths import PREFIX as PHONE
from catapult_simulator.web.response import Response, json_response


@routes.get("")
@control_endpoint()
def index() -> Response:
    """List documents, tenants and routes of the control API, each with its URL."""
    base = f"{origin()}{CONTROL_PREFIX}"
    return json_response(
        200,
        {
            "version": catapult_simulator.__version__,
            "documentation": f"{base}/docs/control",
            "openapi": f"{base}/openapi.json",
            "links": {name: origin() + path for name, path in _LINKS.items()},
            "tenants": [_tenant(each.user_id) for each in simulator().tenants()[:_LISTED]],
            "routes": list(_routes()),
        },
    )


_LISTED = 100  # tenants
_LINKS = {
    "phone": PHONE,
    "apiReference": f"{CONTROL_PREFIX}/docs",
    "openapiOfTheApi": f"{CONTROL_PREFIX}/openapi-v1.json",
    **{
        name: f"{CONTROL_PREFIX}/{name}"
        for name in ("health", "config", "tenants", "setup", "magic", "triggers", "problems")
    },
    "requestsOfNobody": f"{CONTROL_PREFIX}/requests?unmatched=1",
}


def _tenant(user_id: str) -> dict[str, str]:
    url = f"{origin()}{CONTROL_PREFIX}/tenants/{user_id}"
    return {"userId": user_id, "url": url, "phone": f"{origin()}{PHONE}/{user_id}"}


# `<user_id>` and `<path:media_name>` in a rule.
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def _public(parameter: re.Match[str]) -> str:
    """`{userId}` for `<user_id>`."""
    first, *others = parameter[1].split("_")
    return f"{{{first}{''.join(map(str.capitalize, others))}}}"


def _routes() -> Iterator[dict[str, Any]]:
    for rule in current_app.url_map.iter_rules():
        view = current_app.view_functions[rule.endpoint]
        if isinstance(view, ControlView):
            path = _PARAMETER.sub(_public, rule.rule)
            yield {
                "method": min((rule.methods or set()) - {"HEAD", "OPTIONS"}),
                "url": origin() + path,
                "about": " ".join((view.__doc__ or "").split()).partition(". ")[0].rstrip("."),
            }
