"""Replays: the callback about a message is sent once more."""

from flask import request
from marshmallow import fields, validate

from catapult_simulator.control.control_schema import ControlSchema
from catapult_simulator.control.endpoint import control_endpoint, routes
from catapult_simulator.control.messages import inbound_response, when_delivered
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.response import Response
from catapult_simulator.web.server_extensions import can_long_poll


class ReplaySchema(ControlSchema):
    url = fields.String(load_default=None, validate=validate.Length(1, 4096))
    edit = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        load_default=None,
        validate=validate.Length(max=20),
    )


@routes.post("/tenants/<user_id>/messages/<message_id>/replay")
@control_endpoint(body=ReplaySchema())
def replay(
    tenant: Tenant, message_id: str, url: str | None, edit: dict[str, str] | None
) -> Response:
    """Send the callback about a message once more, as its application says now, or to `url`.
    `edit` changes fields of it, such as `text`. The message stays as it is. The app has been called
    when this is answered."""
    if tenant.can_advance or not can_long_poll(request.environ):
        return inbound_response(tenant, tenant.replay(message_id, url=url, edit=edit))
    replayed = tenant.start_replaying(message_id, url=url, edit=edit)
    return when_delivered(replayed, lambda inbound: inbound_response(tenant, inbound))
