"""What every route of `/v1` goes through: credentials, scripted faults, errors, the journal.

Order: credentials, then `{userId}`, then the route (assumed: bad credentials on nonsense paths
were answered `access-denied`), then the body.
"""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from functools import partial, wraps
from json import dumps
from typing import Any

from flask import current_app
from flask import request as flask_request

from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web import json_body
from catapult_simulator.web.errors import Call, call_of, render, status_of
from catapult_simulator.web.parameters import Parameters
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.response import JSON_TYPE, NO_CACHE, Headers, Response
from catapult_simulator.web.server_extensions import break_connection, delay_response

View = Callable[..., Response]
_REMEMBERED = 1000  # accepted Authorization headers: decoding one costs more than looking it up
_SHOWN_BODY = 4 * 1024


class Authenticator:
    """Turns Basic credentials into a tenant; remembers whom it let in."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._known: dict[str, Tenant] = {}

    def admit(self, environ: dict[str, Any]) -> Tenant | None:
        """The tenant whose credentials the request carries, or None."""
        header = environ.get("HTTP_AUTHORIZATION", "")
        tenant = self._known.get(header)
        if tenant is not None and self._simulator.is_open(tenant):
            return tenant
        tenant = self._simulator.authenticate(*_basic(header))
        if tenant is not None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[header] = tenant
        return tenant


def endpoint(evidence: str, parameters: Parameters = ()) -> Callable[[View], View]:
    """A route of `/v1`: `view(request, **path)` for who may enter, and how we know of it.

    `parameters` are what it takes in its query. Both are read off the view by documents.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def dispatched(**path: str) -> Response:
            return dispatch(view, **path)

        dispatched.evidence = evidence  # type: ignore[attr-defined]  # read by the ledger
        dispatched.parameters = parameters  # type: ignore[attr-defined]  # and by OpenAPI
        return dispatched

    return decorate


def dispatch(view: View, user_id: str | None = None, **path: str) -> Response:
    """Answer with `view(request, **path)`, or with the refusal that is due."""
    app, environ = current_app.extensions, flask_request.environ
    call = call_of(environ)
    tenant = app["authenticator"].admit(environ)
    if tenant is None:
        # Observed 2015-02 to 04: the path with a leading slash when the credentials are wrong.
        return render(catalogue.ACCESS_DENIED.error(), call._replace(path="/" + call.path))
    request = ApiRequest(tenant, call, environ)
    if user_id is None or user_id == tenant.user_id:
        response = _answer(request, view, path)
    else:
        response = refuse(request, catalogue.ACCESS_DENIED.error())
    _note(request, response)
    return response


def refuse(request: ApiRequest, error: CatapultError) -> Response:
    """Render `error`, and keep it in the errors resource (all but 429: assumed)."""
    if status_of(error) != 429:
        request.tenant.world.record_error(error, tuple(reversed(request.call.details())))
    if not error.message and request.tenant.rules.message_on_429:
        error = catalogue.RATE_LIMIT_REACHED_IN_WORDS.error(**dict(error.details))
    return render(error, request.call)


def created(tenant: Tenant, location: str) -> Response:
    """201: no body, and where the new resource is."""
    return Response(201, [*empty_headers(tenant), ("Location", location)])


def done(tenant: Tenant) -> Response:
    """200 without a body. Never 204: a client takes only 200, 201 and 202 (observed)."""
    return Response(200, empty_headers(tenant))


def empty_headers(tenant: Tenant) -> Headers:
    """Of an answer without a body: typed as JSON in 2015, not later (it broke clients)."""
    return [NO_CACHE, JSON_TYPE] if tenant.rules.profile.typed_empty_body else [NO_CACHE]


def _answer(request: ApiRequest, view: View, path: dict[str, str]) -> Response:
    try:
        if request.tenant.rules.limits_requests:
            _admit(request)
        if request.tenant.faults.any():
            _spoil(request)
        return view(request, **path)
    except CatapultError as error:
        return refuse(request, error)


def _admit(request: ApiRequest) -> None:
    """The limits on everything but sending, by family of resources (documented)."""
    endpoint = flask_request.endpoint or "unknown"
    if endpoint != "messages.send":
        family = endpoint.partition(".")[0]
        request.tenant.request_limits.admit(family, _NUMBER_CLASSES.get(endpoint))


# Documented: rateLimits/futureChanges.md.
_NUMBER_CLASSES = {
    "phoneNumbers.create": "order numbers",
    "availableNumbers.order_local": "order numbers",
    "availableNumbers.order_toll_free": "order numbers",
    "availableNumbers.search_local": "search numbers",
    "availableNumbers.search_toll_free": "search numbers",
    "phoneNumbers.find": "manage numbers",
    "phoneNumbers.get": "manage numbers",
}


def _spoil(request: ApiRequest) -> None:
    """What a scripted fault does to this request: an error, a delay, a broken connection."""
    facts = _facts(request)
    fault = request.tenant.faults.take("rest", facts)
    if fault is None:
        return
    request.tenant.journal.record(
        "fault", f"{request.call.method} /v1/{request.call.path}", {"fault": str(fault)}
    )
    if fault.delay_ms:
        delay_response(request.environ, fault.delay_ms / 1000)
    if fault.sabotage is not None:
        break_connection(request.environ, fault.sabotage)
    if (error := fault.raised(facts)) is not None:
        raise error


def _facts(request: ApiRequest) -> dict[str, str | None]:
    """What a fault at `rest` can match, and what its sentence is worded with."""
    facts: dict[str, str | None] = {
        "method": request.call.method,
        "path": request.call.path,
        "userId": request.tenant.user_id,
        "rateLimitResetTime": str(request.tenant.world.clock.now_ms() + 1000),
    }
    if request.call.method not in ("POST", "PATCH"):
        return facts
    try:
        body = json_body.parse(request.read()).content
    except CatapultError:
        return facts
    said = body[0] if isinstance(body, list) and body else body
    if isinstance(said, dict):
        facts |= {key: value for key, value in said.items() if isinstance(value, str)}
    facts.setdefault("number", facts.get("from"))
    return facts


def _basic(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    try:
        token, _, secret = b64decode(encoded, validate=True).decode().partition(":")
    except (NotBase64, ValueError):
        return "", ""
    return (token, secret) if scheme.lower() == "basic" else ("", "")


def _note(request: ApiRequest, response: Response) -> None:
    """Into the journal; spelled out only when somebody reads it, and of bodies only so much."""
    answer = response.body[:_SHOWN_BODY] if isinstance(response.body, bytes) else b""
    request.tenant.journal.record(
        "request",
        f"{request.call.method} /v1/{request.call.path} -> {response.status_code}",
        partial(
            _told,
            request.call,
            request.environ.get("QUERY_STRING"),
            request.data[:_SHOWN_BODY],
            response.status_code,
            response.headers,
            answer,
        ),
    )


def _told(
    call: Call, query: str | None, data: bytes, status: int, headers: Headers, answer: bytes
) -> dict[str, Any]:
    told: dict[str, Any] = {"method": call.method, "path": f"/v1/{call.path}"}
    if query:
        told["query"] = query
    if data:
        told["body"] = _without_secrets(data)
    told["status"] = status
    told |= {name.lower(): value for name, value in headers if name in ("Location", "Link")}
    if answer:
        told["answer"] = _without_secrets(answer)
    return told


# Also of a body that is cut in the middle, of a number, and of a URL with escaped slashes.
_PASSWORD = re.compile(r'("password"\s*:\s*)(?:"(?:[^"\\]|\\.)*"?|[^\s,}"]+)')
_IN_URL = re.compile(r"(https?:\\?/\\?/)[^/\s\"]+@")


def _without_secrets(data: bytes) -> str:
    """A body as shown: dashboard passwords and credentials in URLs are never written down."""
    text = data.decode("utf-8", "replace")
    return _IN_URL.sub(r"\1***@", _PASSWORD.sub(rf"\1{dumps('***')}", text))
