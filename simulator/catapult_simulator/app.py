"""create_app: the WSGI application of one simulator: `/v1` and `/_simulator`."""

import logging
from typing import Any, cast

import flask
from flask import Flask, current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import Map, MapAdapter, Rule

from catapult_simulator import CONTROL_PREFIX, control
from catapult_simulator.core import catalogue
from catapult_simulator.core.masking import masked_text
from catapult_simulator.core.printable import printable
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.pages import api_reference, front
from catapult_simulator.rest.v1.authentication import Authenticator
from catapult_simulator.rest.v1.endpoint import dispatch, refuse
from catapult_simulator.rest.v1.resources import RESOURCES
from catapult_simulator.web.control_access import ControlAccess
from catapult_simulator.web.errors import call_of, render
from catapult_simulator.web.page_paths import is_page
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.response import Response
from catapult_simulator.web.trusted_hosts import TrustedHosts
from catapult_simulator.web.unmatched import path_of, reason_of_path, record_unmatched

log = logging.getLogger("catapult_simulator")


class _Rule(Rule):
    def _compile_builder(self, append_unknown: bool = True) -> Any:
        """Skip the URL builders: `Links` makes all URLs. create_app takes 1.6 ms so, else 61."""
        return _no_builder


def _no_builder(*_: object) -> Any:
    raise NotImplementedError("URLs are made by core.links")


class _Map(Map):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Observed: a trailing slash is routed like none, and an empty segment is no route."""
        options |= {"strict_slashes": False, "merge_slashes": False}
        super().__init__(*arguments, **options)


class _App(Flask):
    """Flask without its OPTIONS, and without two steps of each request that nothing here uses."""

    url_rule_class = _Rule
    url_map_class = _Map

    def ensure_sync(self, func: Any) -> Any:
        return func  # no view is asynchronous

    def add_url_rule(self, rule: str, *arguments: Any, **options: Any) -> None:
        """Without Flask's OPTIONS: 405 in the envelope, as for other methods."""
        options["provide_automatic_options"] = False
        super().add_url_rule(rule, *arguments, **options)

    def create_url_adapter(self, request: Any) -> MapAdapter:
        """Routes depend on neither host, scheme nor mount point.

        Werkzeug strips the slashes that a path begins with; an empty segment is no route.
        """
        if request is None:
            return self.url_map.bind("")
        if request.environ["PATH_INFO"].startswith("//"):
            raise NotFound
        return self.url_map.bind("", path_info=request.path, default_method=request.method)


def create_app(
    simulator: Simulator,
    trusted_hosts: TrustedHosts | None = None,
    access: ControlAccess | None = None,
) -> Flask:
    """The WSGI application of `simulator`. It opens no socket.

    `trusted_hosts` and `access` decide who may call the control API and the pages; `/v1` answers on
    every host.
    """
    app = _App("catapult_simulator", static_folder=None)
    app.response_class = cast(type[flask.Response], Response)
    app.extensions["simulator"] = simulator
    app.extensions["authenticator"] = Authenticator(simulator)
    app.extensions["long_polls"] = control.LongPolls()
    app.extensions["trusted_hosts"] = trusted_hosts or TrustedHosts()
    app.extensions["control_access"] = access or ControlAccess()
    for resource in RESOURCES:
        app.register_blueprint(resource.routes)
    app.register_blueprint(control.routes)
    app.register_blueprint(api_reference.routes)
    app.register_blueprint(front.routes)
    for guarded in (control.routes, api_reference.routes, front.routes):
        app.before_request_funcs[guarded.name] = [_refuse_stranger]
    app.register_error_handler(HTTPException, _refuse_route)
    app.register_error_handler(Exception, _internal_error)
    return app


def _refuse_stranger() -> Response | None:
    """403 for a host or a web page that may not control the simulator, 401 without its token."""
    refusal = current_app.extensions["trusted_hosts"].refusal(request.environ)
    if refusal is not None:
        return control.error_response(403, "foreign-host", refusal)
    access: ControlAccess = current_app.extensions["control_access"]
    return access.refusal(request.environ)


def _refuse_route(error: HTTPException) -> Any:
    """404 or 405; below `/v1`, 401 comes first."""
    path = request.environ["PATH_INFO"]
    if path.startswith(CONTROL_PREFIX):
        return _refuse_stranger() or control.unrouted(error)
    if is_page(path) and (refusal := _refuse_stranger()):
        return refusal
    if is_page(path) and path != "/":
        return front.unrouted(error)
    if not path.startswith("/v1/"):
        reason = reason_of_path(path_of(request.environ))
        record_unmatched(current_app.extensions["simulator"], request.environ, 404, reason)
        return render(catalogue.RESOURCE_NOT_FOUND.error(), call_of(request.environ))
    parts = path.split("/")
    user_id = parts[3] if parts[2] == "users" and len(parts) > 3 else None
    return dispatch(lambda request: _no_route(error, request), user_id)


def _no_route(error: HTTPException, request: ApiRequest) -> Response:
    if not isinstance(error, MethodNotAllowed):
        raise catalogue.RESOURCE_NOT_FOUND.error()
    response = refuse(request, catalogue.METHOD_NOT_ALLOWED.error())
    allowed = sorted(set(error.valid_methods or ()) - {"OPTIONS"})
    response.headers.append(("Allow", ", ".join(allowed)))
    return response


def _internal_error(error: Exception) -> Response:
    """A defect of the simulator: the envelope for the client, the traceback for the log."""
    path = printable(masked_text(request.path))
    log.error("%s %s failed", request.method, path, exc_info=error)
    if request.path.startswith(f"{CONTROL_PREFIX}/"):
        message = catalogue.INTERNAL_ERROR.error().message
        return control.error_response(500, "internal-error", message)
    return render(catalogue.INTERNAL_ERROR.error(), call_of(request.environ), status=500)
