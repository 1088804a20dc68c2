"""The pages of the API reference: lists of operations, and a page with a form for each."""

import json
from collections.abc import Callable
from contextlib import closing
from typing import Any, NamedTuple

from flask import current_app
from werkzeug.exceptions import NotFound, RequestEntityTooLarge

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.control import error_response
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.openapi import document
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import MAX_FORM_BYTES, PageRequest
from catapult_simulator.pages.phone.same import PERSON
from catapult_simulator.pages.phone.site import CROSS_SITE, is_cross_site, request_of
from catapult_simulator.pages.reference.operations import (
    JSON,
    Api,
    Operation,
    groups_of,
    operations_of,
)
from catapult_simulator.pages.reference.trial import Reply, try_operation
from catapult_simulator.web.origin import origin_of
from catapult_simulator.web.response import Response

Environ = dict[str, Any]


class Place(NamedTuple):
    """The list of one API."""

    api: Api
    title: str
    url: str
    document: str


PLACES = (
    Place("v1", "/v1", f"{CONTROL_PREFIX}/docs", f"{CONTROL_PREFIX}/openapi-v1.json"),
    Place(
        "control",
        CONTROL_PREFIX,
        f"{CONTROL_PREFIX}/docs/control",
        f"{CONTROL_PREFIX}/openapi.json",
    ),
)

_TOO_LARGE = f"the form may have {MAX_FORM_BYTES // 1024 // 1024} MiB; send a larger file with curl"


class Trial(NamedTuple):
    """A form as it is shown: the values of its fields, and the reply if it was sent."""

    values: dict[str, str]
    reply: Reply | None = None

    def value(self, name: str) -> str:
        """The value of a field; "" for one that has none."""
        return self.values.get(name, "")


def operations(environ: Environ, api: Api) -> Response:
    """Show the operations of an API."""
    described = _described(environ, api)
    values = {"about": described["info"]["description"], "groups": groups_of(described)}
    return html_response(environ, render("operations.html", **_frame(api), **values))


def operation(environ: Environ, api: str, name: str) -> Response:
    """Show one operation, its form filled in."""
    return _shown(environ, api, name, _filled)


def trial(environ: Environ, api: str, name: str) -> Response:
    """Send the request of the form, and show what came back."""
    if is_cross_site(environ):
        return error_response(403, "foreign-host", CROSS_SITE)
    return _shown(environ, api, name, _tried)


def _shown(
    environ: Environ, api: str, name: str, make: Callable[[PageRequest, Api, Operation], Trial]
) -> Response:
    place = next((each for each in PLACES if each.api == api), None)
    if place is None:
        raise NotFound
    described = operations_of(_described(environ, place.api))
    found = next((each for each in described if each.name == name), None)
    if found is None:
        raise NotFound
    with closing(request_of(environ)) as request:
        try:
            shown = make(request, place.api, found)
        except RequestEntityTooLarge:
            return error_response(413, "body-too-large", _TOO_LARGE)
        accounts = [each.user_id for each in request.simulator.tenants()]
    values = {"operation": found, "trial": shown, "accounts": accounts, "json_type": JSON}
    return html_response(environ, render("operation.html", **_frame(place.api), **values))


def _filled(request: PageRequest, api: Api, operation: Operation) -> Trial:
    """The form with an account, its credentials, and an example of the body."""
    tenant = _account(request)
    values = {} if tenant is None else {"path.userId": tenant.user_id}
    if tenant and api == "v1":
        values |= {"token": tenant.credentials.token, "secret": tenant.credentials.secret}
    if operation.body and operation.body.examples:
        examples = {each.name: each.text for each in operation.body.examples}
        first = operation.body.examples[0].name
        chosen = examples.get(request.query.get("example", ""), examples[first])
        values["body"] = chosen if tenant is None else _with_own_number(chosen, api, tenant)
    return Trial(values)


def _with_own_number(body: str, api: Api, tenant: Tenant) -> str:
    """The example of a message with a number of the account, so that it can be sent as it is."""
    numbers = tenant.phone_numbers.find()
    own, other = ("from", "to") if api == "v1" else ("to", "from")
    try:
        content = json.loads(body)
    except ValueError:
        return body
    if not numbers or not isinstance(content, dict) or not {"from", "to"} <= content.keys():
        return body
    ends = {own: numbers[0].number, other: content[other]}
    if ends[own] == ends[other]:
        ends[other] = PERSON
    return json.dumps(content | ends, indent=2, ensure_ascii=False)


def _tried(request: PageRequest, api: Api, operation: Operation) -> Trial:
    reply = try_operation(request, operation, login=api == "v1")
    return Trial(request.form, reply)


def _account(request: PageRequest) -> Tenant | None:
    """The account of the query, or the oldest."""
    tenants = {each.user_id: each for each in request.simulator.tenants()}
    return tenants.get(request.query.get("account", "")) or next(iter(tenants.values()), None)


def _frame(api: Api) -> dict[str, Any]:
    here = next(each for each in PLACES if each.api == api)
    return {"places": PLACES, "here": here}


def _described(environ: Environ, api: Api) -> dict[str, Any]:
    return document(current_app, api, origin_of(environ))
