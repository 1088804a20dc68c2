"""The routes of the API reference: OpenAPI documents, and pages that show them without JavaScript.

The pages themselves, in `reference/`, are loaded with the first request.
"""

from flask import Blueprint, current_app, request

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.openapi import document
from catapult_simulator.web.origin import origin_of
from catapult_simulator.web.response import Response, json_response

routes = Blueprint("page", __name__, url_prefix=CONTROL_PREFIX)


@routes.get("/openapi.json")
def control_document() -> Response:
    """Get the OpenAPI document of the control API."""
    return _openapi("control")


@routes.get("/openapi-v1.json")
def v1_document() -> Response:
    """Get the OpenAPI document of the simulated API."""
    return _openapi("v1")


@routes.get("/docs")
def v1() -> Response:
    """Show the API reference of the simulated API."""
    from catapult_simulator.pages.reference.views import operations

    return operations(request.environ, "v1")


@routes.get("/docs/control")
def control() -> Response:
    """Show the API reference of the control API."""
    from catapult_simulator.pages.reference.views import operations

    return operations(request.environ, "control")


@routes.get("/docs/<api>/<operation>")
def operation(api: str, operation: str) -> Response:
    """Show an operation, with a form to try it."""
    from catapult_simulator.pages.reference import views

    return views.operation(request.environ, api, operation)


@routes.post("/docs/<api>/<operation>")
def trial(api: str, operation: str) -> Response:
    """Try an operation. The body is the form of its page; the response is that page again."""
    from catapult_simulator.pages.reference import views

    return views.trial(request.environ, api, operation)


def _openapi(api: str) -> Response:
    return json_response(200, document(current_app, api, origin_of(request.environ)))
