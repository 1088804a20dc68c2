"""Endpoint: what the routes of `/v1` share. Authentication, rate limits, faults, errors, journal.

Order: credentials, then `{userId}`, then the route, then the body (observed).
"""

from collections.abc import Callable
from functools import wraps
from time import sleep
from typing import Any

from flask import current_app
from flask import request as flask_request

from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.world import TenantClosed
from catapult_simulator.rest.v1 import request_journal
from catapult_simulator.rest.v1.scripted_faults import apply_fault
from catapult_simulator.web.errors import Call, call_of, render, status_of
from catapult_simulator.web.parameters import Parameters
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.response import JSON_TYPE, NO_CACHE, Response
from catapult_simulator.web.unmatched import record_unmatched

View = Callable[..., Response]
CHALLENGE = ("WWW-Authenticate", 'Basic realm="Catapult"')  # assumption A7
_ATTEMPTS, _PAUSE_SECONDS = 5, 0.001  # a reset takes less than 1 ms; the request begins anew
_RESET = catalogue.SIMULATOR_BUSY.error(
    reason="The account was reset meanwhile; send the request again"
)


def endpoint(evidence: str, parameters: Parameters = ()) -> Callable[[View], View]:
    """Make a view an endpoint of `/v1`: called as `view(request, **path)` for its own tenant.

    `parameters` are those of its query. OpenAPI and the ledger read both off the view.
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
    """Authenticate the request, answer it with `view(request, **path)`, and record it."""
    app, environ = current_app.extensions, flask_request.environ
    call = call_of(environ)
    tenant = app["authenticator"].authenticate(environ)
    if tenant is None:
        return _deny(call, environ)
    request = ApiRequest(tenant, call, environ)
    for _ in range(_ATTEMPTS):
        try:
            return _recorded(request, view, user_id, path)
        except TenantClosed:  # meanwhile, by another thread
            if tenant.is_closed:
                return _deny(call, environ)
            if call.method == "PUT":  # the body of an upload can be read once
                break
            sleep(_PAUSE_SECONDS)
    return render(_RESET, call)


def _recorded(
    request: ApiRequest, view: View, user_id: str | None, path: dict[str, str]
) -> Response:
    if user_id is None or user_id == request.tenant.user_id:
        response = _response(request, view, path)
    else:
        response = refuse(request, catalogue.ACCESS_DENIED.error())
    if response.status_code < 400:
        request.tenant.client_origin = request.links.origin
    request_journal.record(request, response)
    return response


def _deny(call: Call, environ: dict[str, Any]) -> Response:
    """401. A request without `Authorization` is challenged, one with wrong credentials is not.

    Observed 2015-02 to 04: the path with a leading slash when the credentials are wrong.
    """
    app = current_app.extensions
    record_unmatched(app["simulator"], environ, 401, app["authenticator"].refusal(environ))
    response = render(catalogue.ACCESS_DENIED.error(), call._replace(path="/" + call.path))
    if "HTTP_AUTHORIZATION" not in environ:
        response.headers.append(CHALLENGE)
    return response


def refuse(request: ApiRequest, error: CatapultError) -> Response:
    """Render `error`, and keep it in the errors resource (assumption E13)."""
    if status_of(error) != 429:
        request.tenant.record_error(error, tuple(reversed(request.call.details())))
    if not error.message and request.tenant.rules.message_on_429:
        error = catalogue.RATE_LIMIT_REACHED_IN_WORDS.error(**dict(error.details))
    return render(error, request.call)


def created(tenant: Tenant, location: str) -> Response:
    """201 without a body, typed as JSON in 2015 (it broke clients). `Location` is the resource."""
    headers = [NO_CACHE, JSON_TYPE] if tenant.rules.profile.typed_empty_201 else [NO_CACHE]
    return Response(201, [*headers, ("Location", location)])


def done() -> Response:
    """200 without a body or type. Never 204: a client takes only 200, 201 and 202 (observed)."""
    return Response(200, [NO_CACHE])


def _response(request: ApiRequest, view: View, path: dict[str, str]) -> Response:
    try:
        if request.tenant.rules.limits_requests:
            _check_rate(request)
        if request.tenant.faults.any_at("rest"):
            apply_fault(request)
        return view(request, **path)
    except CatapultError as error:
        return refuse(request, error)


def _check_rate(request: ApiRequest) -> None:
    """Apply the limits of each family of resources (documented). Sending has limits of its own."""
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
