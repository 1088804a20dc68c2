"""Configuration: how the simulator was started."""

from flask import current_app

from catapult_simulator.control.endpoint import control_endpoint, routes
from catapult_simulator.core.configuration import Setting
from catapult_simulator.web.response import Response, json_response


@routes.get("/config")
@control_endpoint()
def config() -> Response:
    """List the settings of `serve`, each with where its value came from: an option, a variable, or
    the default. Secrets are not shown. A server that a test started has none: its arguments stand
    in the test."""
    settings: list[Setting] = current_app.extensions.get("configuration", [])
    return json_response(200, [setting._asdict() for setting in settings])
