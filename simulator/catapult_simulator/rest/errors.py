"""`/v1/users/{userId}/errors`: read-only. Source: methods/errors/*.md."""

from flask import Blueprint

from catapult_simulator.core.errors import ErrorRecord
from catapult_simulator.core.moments import wire_time
from catapult_simulator.evidence import documented, sdk
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.entrance import entrance
from catapult_simulator.rest.paging import page_reply
from catapult_simulator.rest.parameters import paging
from catapult_simulator.rest.resource import Field, Resource
from catapult_simulator.rest.visit import Visit

routes = Blueprint("errors", __name__, url_prefix="/v1/users/<user_id>/errors")

_LIST = documented("methods/errors/getErrors.md")

# The list's clean shape for both: the documents' single sample is an internal dump, and breaks
# clients (sdk: Python 1.x, C#).
RESOURCE = Resource[ErrorRecord](
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
@entrance(_LIST, paging(_LIST))
def find(visit: Visit) -> Reply:
    """List the latest errors."""
    return page_reply(visit, f"{visit.links.user}/errors", visit.tenant.errors.find(), RESOURCE)


@routes.get("/<error_id>")
@entrance(documented("methods/errors/getErrorsErrorId.md"))
def get(visit: Visit, error_id: str) -> Reply:
    """Fetch an error."""
    return json_reply(200, RESOURCE.show(visit.tenant.errors.get(error_id), visit.scene))


def _details(record: ErrorRecord) -> list[dict[str, str]]:
    return [
        {"id": detail.id, "name": detail.name, "value": detail.value} for detail in record.details
    ]
