"""`/v1/users/{userId}/errors`: read-only. Source: methods/errors/*.md."""

from flask import Blueprint

from catapult_simulator.core.errors import ErrorRecord
from catapult_simulator.core.evidence import documented, sdk
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.rest.v1.endpoint import endpoint
from catapult_simulator.web.paging import item_response, page_response
from catapult_simulator.web.parameters import paging
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.resource import Field, ResourceView
from catapult_simulator.web.response import Response

routes = Blueprint("errors", __name__, url_prefix="/v1/users/<user_id>/errors")

_LIST = documented("methods/errors/getErrors.md")

# Both routes show the form of the list: the documents' sample of a single error is an internal
# dump, which breaks clients (sdk: Python 1.x, C#).
USER_ERROR = ResourceView[ErrorRecord](
    "UserError",
    _LIST,
    (
        Field("time", lambda e, _: wire_time(e.time_ms), "date-time"),
        Field("category", lambda e, _: e.category),
        Field("id", lambda e, _: e.id),
        Field("details", lambda e, _: _details(e) or None, "details"),
        Field("message", lambda e, _: e.message or None),
        Field("code", lambda e, _: e.code),
    ),
)


_CLIENT = sdk("Python 1.x fails on a fourth key, or on a missing one")
DETAIL = {"id": _CLIENT, "name": _CLIENT, "value": _CLIENT}


@routes.get("")
@endpoint(_LIST, paging(_LIST))
def find(request: ApiRequest) -> Response:
    """List the latest errors."""
    return page_response(
        request, f"{request.links.user}/errors", request.tenant.errors.find(), USER_ERROR
    )


@routes.get("/<error_id>")
@endpoint(documented("methods/errors/getErrorsErrorId.md"))
def get(request: ApiRequest, error_id: str) -> Response:
    """Fetch an error."""
    return item_response(request, request.tenant.errors.get(error_id), USER_ERROR)


def _details(record: ErrorRecord) -> list[dict[str, str]]:
    return [
        {"id": detail.id, "name": detail.name, "value": detail.value} for detail in record.details
    ]
