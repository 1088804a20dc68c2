"""`/v1/users/{userId}/errors`: read-only. Source: methods/errors/*.md."""

from typing import Any

from flask import Blueprint

from catapult_simulator.core.errors import ErrorRecord
from catapult_simulator.core.moments import wire_time
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.entrance import entrance
from catapult_simulator.rest.paging import page_reply
from catapult_simulator.rest.visit import Visit

routes = Blueprint("errors", __name__, url_prefix="/v1/users/<user_id>/errors")


@routes.get("")
@entrance
def find(visit: Visit) -> Reply:
    return page_reply(visit, f"{visit.links.user}/errors", visit.tenant.errors.find(), show)


@routes.get("/<error_id>")
@entrance
def get(visit: Visit, error_id: str) -> Reply:
    return json_reply(200, show(visit.tenant.errors.get(error_id)))


def show(record: ErrorRecord) -> dict[str, Any]:
    """The list's clean shape for both: the documents' single sample is an internal dump."""
    fields = {
        "time": wire_time(record.time_ms),
        "category": record.category,
        "id": record.id,
        "details": [
            {"id": detail.id, "name": detail.name, "value": detail.value}
            for detail in record.details
        ],
        "message": record.message,
        "code": record.code,
    }
    return {name: value for name, value in fields.items() if value}
