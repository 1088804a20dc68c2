"""`/v1/users/{userId}/errors`: read-only. Source: methods/errors/*.md."""

from typing import Any

from flask import Blueprint

from catapult_simulator.core.errors import ErrorRecord
from catapult_simulator.core.moments import wire_time
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest import bodies
from catapult_simulator.rest.entrance import entrance, links
from catapult_simulator.rest.paging import page_reply

routes = Blueprint("errors", __name__, url_prefix="/v1/users/<user_id>/errors")


@routes.get("")
@entrance
def find(tenant: Tenant) -> Reply:
    return page_reply(f"{links().user}/errors", bodies.page_wish(), tenant.errors.find(), show)


@routes.get("/<error_id>")
@entrance
def get(tenant: Tenant, error_id: str) -> Reply:
    return json_reply(200, show(tenant.errors.get(error_id)))


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
