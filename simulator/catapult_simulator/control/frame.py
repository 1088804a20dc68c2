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
from catapult_simulator.core.world import Busy
from catapult_simulator.json_body import parse
from catapult_simulator.problems import status_of
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.resource import Scene

PREFIX = "/_simulator"
routes = Blueprint("control", __name__, url_prefix=PREFIX)


class NotJson(ValueError):
    """A body that does not say that it is JSON."""


# What went wrong -> status and code. Anything else is a bug.
_REFUSALS: dict[type[Exception], tuple[int, str]] = {
    UnknownTenant: (404, "no-such-tenant"),
    TenantExists: (409, "tenant-exists"),
    Busy: (409, "busy"),
    NotSettled: (409, "not-settled"),
    WrongClock: (409, "wrong-clock"),
    NotJson: (415, "not-json"),
    ValidationError: (400, "bad-request"),
    ValueError: (400, "bad-request"),
}


def simulator() -> Simulator:
    """The simulator that this application answers for."""
    return current_app.extensions["simulator"]  # type: ignore[no-any-return]  # ours


def controlled(view: Callable[..., Reply]) -> Callable[..., Reply]:
    """A control route: `{userId}` becomes the tenant, refusals become answers."""

    @wraps(view)
    def answered(user_id: str | None = None, **path: str) -> Reply:
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


def refusal(status: int, code: str, message: str) -> Reply:
    """An error of the control API."""
    return json_reply(status, {"code": code, "message": message})


def refuse_route(error: HTTPException) -> Reply:
    """No such control route, or no such method on it."""
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(set(error.valid_methods or ()) - {"OPTIONS"}))
        reply = refusal(405, "method-not-allowed", f"{request.path} takes {allowed}")
        reply.headers.append(("Allow", allowed))
        return reply
    return refusal(404, "no-such-route", f"no control route {request.path}; try {PREFIX}/health")


def body(schema: ControlSchema) -> dict[str, Any]:
    """What the request's JSON object says."""
    kind = request.environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise NotJson(f"content type {kind!r}; send Content-Type: application/json")
    return schema.read(parse(request.get_data()).content)


def query(schema: ControlSchema) -> dict[str, Any]:
    """What the request's query says."""
    return schema.read(request.args.to_dict())


def scene(tenant: Tenant) -> Scene:
    """What rendering needs: links on the host that the client used."""
    return Scene(Links(origin(), tenant.user_id), tenant.rules)


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
