"""create_app: the Flask application of one simulator: `/v1` and `/_simulator`."""

import logging
from typing import Any, cast

import flask
from flask import Flask, request
from flask.sessions import SessionInterface
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import MapAdapter, Rule

from catapult_simulator import control
from catapult_simulator.core import catalogue
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.pages import api_reference
from catapult_simulator.rest.v1 import (
    account,
    applications,
    available_numbers,
    errors,
    media,
    messages,
    number_info,
    phone_numbers,
)
from catapult_simulator.rest.v1.endpoint import Authenticator, dispatch, refuse
from catapult_simulator.web.errors import call_of, render
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.response import Response

log = logging.getLogger("catapult_simulator")
RESOURCES = (
    account,
    applications,
    available_numbers,
    errors,
    media,
    messages,
    number_info,
    phone_numbers,
)


class _NoSessions(SessionInterface):
    """The API has none; opening one would cost every request."""

    def open_session(self, app: Flask, request: Any) -> None:
        return None

    def is_null_session(self, obj: object) -> bool:
        return True


class _Rule(Rule):
    def _compile_builder(self, append_unknown: bool = True) -> Any:
        """No URL is ever built from a rule: `Links` does that. Compiling what would build them
        takes most of the time in which the application starts."""
        return _never_built


def _never_built(*_: object) -> Any:
    raise NotImplementedError("URLs are made by core.links")


class _App(Flask):
    """Flask without what the API has no use for; each of these costs every request."""

    url_rule_class = _Rule

    def ensure_sync(self, func: Any) -> Any:
        return func  # no view is asynchronous

    def create_url_adapter(self, request: Any) -> MapAdapter:
        """Routes depend on neither host, scheme nor mount point."""
        if request is None:
            return self.url_map.bind("")
        return self.url_map.bind("", path_info=request.path, default_method=request.method)


def create_app(simulator: Simulator) -> Flask:
    """A WSGI application that answers for `simulator`. Sockets are none of its business."""
    app = _App("catapult_simulator", static_folder=None)
    app.response_class = cast(type[flask.Response], Response)
    app.session_interface = _NoSessions()
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False  # 405, in the envelope, as for other verbs
    app.url_map.strict_slashes = False  # observed: a trailing slash is routed like none
    app.url_map.merge_slashes = False  # observed: an empty segment is no route
    app.extensions["simulator"] = simulator
    app.extensions["authenticator"] = Authenticator(simulator)
    for resource in RESOURCES:
        app.register_blueprint(resource.routes)
    app.register_blueprint(control.routes)
    app.register_blueprint(api_reference.routes)
    app.register_error_handler(HTTPException, _no_route)
    app.register_error_handler(Exception, _defect)
    return app


def _no_route(error: HTTPException) -> Any:
    """No such path, or no such method on it; below `/v1` credentials come first."""
    if request.path.startswith(control.PREFIX):
        return control.refuse_route(error)
    if request.path == "/" and request.method in ("GET", "HEAD"):
        return api_reference.welcome()
    if not request.path.startswith("/v1/"):
        return render(catalogue.RESOURCE_NOT_FOUND.error(), call_of(request.environ))
    parts = request.path.split("/")
    user_id = parts[3] if parts[2] == "users" and len(parts) > 3 else None
    return dispatch(lambda request: _refusal(error, request), user_id)


def _refusal(error: HTTPException, request: ApiRequest) -> Response:
    if not isinstance(error, MethodNotAllowed):
        raise catalogue.RESOURCE_NOT_FOUND.error()
    response = refuse(request, catalogue.METHOD_NOT_ALLOWED.error())
    allowed = sorted(set(error.valid_methods or ()) - {"OPTIONS"})
    response.headers.append(("Allow", ", ".join(allowed)))
    return response


def _defect(error: Exception) -> Response:
    """A bug of ours. The client gets the envelope, the log gets the traceback."""
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return render(catalogue.INTERNAL_ERROR.error(), call_of(request.environ), status=500)
