"""What every control route goes through: finding the tenant, reading JSON, wording refusals."""

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any

from flask import Blueprint, current_app, request
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from catapult_simulator.control.schemas import ControlSchema
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.links import Links
from catapult_simulator.core.simulator import Simulator, TenantExists, UnknownTenant
from catapult_simulator.core.tenant import NotSettled, Tenant, WrongClock
from catapult_simulator.core.world import AlreadyRunning
from catapult_simulator.web.errors import status_of
from catapult_simulator.web.json_body import parse
from catapult_simulator.web.request import content_type
from catapult_simulator.web.resource import RenderContext
from catapult_simulator.web.response import Response, json_response

PREFIX = "/_simulator"
routes = Blueprint("control", __name__, url_prefix=PREFIX)


class NotJson(ValueError):
    """A body that does not say that it is JSON."""


# What went wrong -> status and code. Anything else is a bug.
_REFUSALS: dict[type[Exception], tuple[int, str]] = {
    UnknownTenant: (404, "no-such-tenant"),
    TenantExists: (409, "tenant-exists"),
    AlreadyRunning: (409, "busy"),
    NotSettled: (409, "not-settled"),
    WrongClock: (409, "wrong-clock"),
    NotJson: (415, "not-json"),
    ValidationError: (400, "bad-request"),
    ValueError: (400, "bad-request"),
}


def simulator() -> Simulator:
    """The simulator that this application answers for."""
    return current_app.extensions["simulator"]  # type: ignore[no-any-return]  # ours


def control_endpoint(view: Callable[..., Response]) -> Callable[..., Response]:
    """A control route: `{userId}` becomes the tenant, refusals become answers."""

    @wraps(view)
    def answered(user_id: str | None = None, **path: str) -> Response:
        try:
            if user_id is not None:
                return view(simulator().tenant(user_id), **path)
            return view(**path)
        except CatapultError as error:
            return refusal(status_of(error), error.code, error.message)
        except tuple(_REFUSALS) as error:
            status, code = next(
                _REFUSALS[kind] for kind in type(error).__mro__ if kind in _REFUSALS
            )
            return refusal(status, code, _in_words(error))

    return answered


def refusal(status: int, code: str, message: str) -> Response:
    """An error of the control API."""
    return json_response(status, {"code": code, "message": message})


def refuse_route(error: HTTPException) -> Response:
    """No such control route, or no such method on it."""
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(set(error.valid_methods or ()) - {"OPTIONS"}))
        response = refusal(405, "method-not-allowed", f"{request.path} takes {allowed}")
        response.headers.append(("Allow", allowed))
        return response
    return refusal(404, "no-such-route", f"no control route {request.path}; try {PREFIX}/health")


def body(schema: ControlSchema) -> dict[str, Any]:
    """What the request's JSON object says."""
    type_ = content_type(request.environ)
    if type_ != "application/json":
        raise NotJson(f"content type {type_!r}; send Content-Type: application/json")
    return schema.read(parse(request.get_data()).content)


def query(schema: ControlSchema) -> dict[str, Any]:
    """What the request's query says."""
    return schema.read(request.args.to_dict())


def render_context(tenant: Tenant) -> RenderContext:
    """What rendering needs: links on the host that the client used."""
    return RenderContext(Links(origin(), tenant.user_id), tenant.rules)


def origin() -> str:
    """Scheme and host that the client used."""
    return request.host_url.rstrip("/")


def _in_words(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    return "; ".join(_flat(error.messages_dict, ()))


def _flat(said: Any, under: tuple[str, ...]) -> Iterator[str]:
    """`media.1.name: …`: every complaint with the way to what it is about."""
    if isinstance(said, Mapping):
        for name, more in said.items():
            yield from _flat(more, (*under, str(name)))
    else:
        complaints = said if isinstance(said, list) else [said]
        yield f"{'.'.join(under)}: {' '.join(map(str, complaints))}"
