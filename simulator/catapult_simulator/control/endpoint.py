"""`@control_endpoint`: find the tenant, load body and query, render errors."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import update_wrapper
from typing import Any

from flask import Blueprint, current_app, request
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.control.control_schema import ControlSchema, TextBody
from catapult_simulator.control.long_polls import LongPolls, TooManyLongPolls
from catapult_simulator.core import limits
from catapult_simulator.core.advice import advice_in
from catapult_simulator.core.blocked_loop import LoopBlocked
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.expectations.not_seen import NotSeen
from catapult_simulator.core.fault_list import TooManyFaults, UnknownFault
from catapult_simulator.core.links import Links
from catapult_simulator.core.messages.callbacks_on_demand import NoEvent
from catapult_simulator.core.people.no_line import NoLine
from catapult_simulator.core.people.scripted_people import UnknownPerson
from catapult_simulator.core.remote.unknown_method import UnknownMethod
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.setups.problems import SetupError, SnapshotTooLarge
from catapult_simulator.core.simulator import (
    Simulator,
    TenantExists,
    TooManyTenants,
    UnknownTenant,
)
from catapult_simulator.core.tenant import NotSettled, Tenant, WrongClock
from catapult_simulator.core.world import TenantClosed
from catapult_simulator.web.errors import status_of
from catapult_simulator.web.json_body import MalformedJson, load
from catapult_simulator.web.origin import origin_of
from catapult_simulator.web.problem_details import problem_response
from catapult_simulator.web.request import content_type, read_body
from catapult_simulator.web.resource import RenderContext
from catapult_simulator.web.response import Response
from catapult_simulator.web.server_extensions import resumption

routes = Blueprint("control", __name__, url_prefix=CONTROL_PREFIX)
View = Callable[..., Response]
RESET = "the account was reset meanwhile; send the request again"


class NotJson(ValueError):
    """The body's Content-Type is not `application/json`."""


class BodyTooLarge(ValueError):
    """The body is larger than a control request's may be."""


# Exception -> status and code. Any other exception is a bug.
ERRORS: dict[type[Exception], tuple[int, str]] = {
    UnknownTenant: (404, "no-such-tenant"),
    UnknownFault: (404, "no-such-fault"),
    UnknownPerson: (404, "no-such-person"),
    NotSeen: (404, "not-seen"),
    NoLine: (409, "no-line"),
    NoEvent: (409, "no-event"),
    TenantExists: (409, "tenant-exists"),
    TooManyTenants: (409, "too-many-tenants"),
    TooManyFaults: (409, "too-many-faults"),
    AlreadyRunning: (409, "busy"),
    LoopBlocked: (409, "busy"),
    NotSettled: (409, "not-settled"),
    WrongClock: (409, "wrong-clock"),
    TenantClosed: (404, "no-such-tenant"),
    BodyTooLarge: (413, "body-too-large"),
    NotJson: (415, "not-json"),
    TooManyLongPolls: (429, "too-many-long-polls"),
    MalformedJson: (400, "malformed-json"),
    SetupError: (400, "bad-setup"),
    SnapshotTooLarge: (409, "too-large"),
    ValidationError: (400, "bad-request"),
    UnknownMethod: (404, "no-such-method"),
    ValueError: (400, "bad-request"),
}
# Code -> status of the errors that are no exception.
OTHER_ERRORS = {
    "reset": 409,
    "foreign-host": 403,
    "wrong-token": 401,
    "switched-off": 404,
    "no-such-route": 404,
    "method-not-allowed": 405,
    "internal-error": 500,
}


class ControlView:
    """A view, and the schemas of its body and query. OpenAPI documents it from these and from its
    docstring."""

    def __init__(
        self, view: View, body: ControlSchema | None, query: ControlSchema | None, max_bytes: int
    ) -> None:
        update_wrapper(self, view)
        self._view = view
        self.body = body
        self.query = query
        self._max_bytes = max_bytes

    def __call__(self, user_id: str | None = None, **path: str) -> Response:
        try:
            if (resume := resumption(request.environ)) is not None:
                return resume()  # type: ignore[no-any-return]  # a view of ours gave it
            _require_last_part()
            tenants = () if user_id is None else (simulator().tenant(user_id),)
            return self._view(*tenants, **path, **self._loaded())
        except CatapultError as error:
            return error_response(*status_and_code(error), error.message)
        except TenantClosed as error:
            if any(tenant.user_id == user_id for tenant in simulator().tenants()):
                return error_response(409, "reset", RESET)
            return error_response(*ERRORS[TenantClosed], str(error))
        except tuple(ERRORS) as error:
            return error_response(*status_and_code(error), message_of(error))

    def _loaded(self) -> dict[str, Any]:
        if isinstance(self.body, TextBody):
            return self.body.read_text(_text(self._max_bytes, self.body.types))
        if self.body is not None:
            return self.body.read(_json(self._max_bytes))
        if self.query is not None:
            return self.query.read(request.args.to_dict())
        return {}


def control_endpoint(
    *,
    body: ControlSchema | None = None,
    query: ControlSchema | None = None,
    max_bytes: int = limits.MAX_CONTROL_BODY_BYTES,
) -> Callable[[View], ControlView]:
    """Make a view of a function. It gets the tenant of the path's `user_id`; by keyword, the other
    parameters of the path, and the properties of the JSON `body` or of the `query`. Exceptions
    listed above become error responses.
    """
    return lambda view: ControlView(view, body, query, max_bytes)


def simulator() -> Simulator:
    """The simulator that this application serves."""
    return current_app.extensions["simulator"]  # type: ignore[no-any-return]  # ours


def long_polls() -> LongPolls:
    """The open long polls of this application."""
    return current_app.extensions["long_polls"]  # type: ignore[no-any-return]  # ours


def error_response(status: int, code: str, message: str, **more: Any) -> Response:
    """An error of the control API, with members of its own."""
    return problem_response(status, code, advice_in("http", message), **more)


def status_and_code(error: Exception) -> tuple[int, str]:
    """The status and code of ERRORS or of the API; 400 for any other exception of arguments."""
    if isinstance(error, CatapultError):
        return status_of(error), error.code
    kind = next((kind for kind in type(error).__mro__ if kind in ERRORS), ValueError)
    return ERRORS[kind]


def unrouted(error: HTTPException) -> Response:
    """404 for an unknown control route, 405 for a method that the route does not have."""
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(set(error.valid_methods or ()) - {"OPTIONS"}))
        response = error_response(405, "method-not-allowed", f"{request.path} takes {allowed}")
        response.headers.append(("Allow", allowed))
        return response
    known = f"no control route {request.path}; {CONTROL_PREFIX}/docs/control lists them"
    return error_response(404, "no-such-route", known)


def render_context(tenant: Tenant) -> RenderContext:
    """Rules of the tenant, and links on the host that the client used."""
    return RenderContext(Links(origin(), tenant.user_id), tenant.rules)


def origin() -> str:
    """Scheme and host that the client used."""
    return origin_of(request.environ)


def _require_last_part() -> None:
    """Refuse to delete everything for who meant one thing, and has a blank id."""
    if request.method == "DELETE" and request.path.endswith("/"):
        whole = request.path.rstrip("/")
        raise ValueError(
            f"the id at the end of DELETE {request.path} is blank; give one, or send DELETE {whole}"
        )


def _json(maximum: int) -> Any:
    data = _body(maximum)
    type_ = content_type(request.environ)
    if data and type_ != "application/json":
        raise NotJson(f"content type {type_!r}; send Content-Type: application/json")
    return load(data).content


def _text(maximum: int, types: Sequence[str]) -> str:
    data, type_ = _body(maximum), content_type(request.environ)
    if type_ not in types:
        raise NotJson(f"content type {type_!r}; send Content-Type: {' or '.join(types)}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"body: byte {error.start + 1} is no UTF-8") from None


def _body(maximum: int) -> bytes:
    data = read_body(request.environ, maximum)
    if len(data) > maximum:
        raise BodyTooLarge(f"a control request has at most {maximum} bytes; this body has more")
    return data


def message_of(error: Exception) -> str:
    """The sentence of a refusal: of a schema, all that is wrong, each with its property."""
    if not isinstance(error, ValidationError):
        return str(error)
    return "; ".join(_flatten(error.messages_dict))


def _flatten(messages: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Flatten nested messages into `path: message`, such as `media.1.name: …`."""
    if isinstance(messages, Mapping):
        for name, nested in messages.items():
            yield from _flatten(nested, (*path, str(name)))
    else:
        texts = messages if isinstance(messages, list) else [messages]
        yield f"{'.'.join(path)}: {' '.join(map(str, texts))}"
