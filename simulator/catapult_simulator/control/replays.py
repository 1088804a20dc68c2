"""Replays: the callback about a message is sent once more."""

from functools import partial
from typing import Any, get_args

from marshmallow import ValidationError, fields, validate

from catapult_simulator.control.control_schema import ControlSchema, one_of
from catapult_simulator.control.endpoint import control_endpoint, routes
from catapult_simulator.control.messages import after_callback
from catapult_simulator.core.callbacks import Method
from catapult_simulator.core.messages.callback_edits import check_edit
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.response import Response


class TargetSchema(ControlSchema):
    url = fields.String(
        load_default=None,
        validate=validate.Length(1, 4096),
        metadata={"description": "Where the callback goes instead."},
    )
    method = fields.String(load_default=None, validate=one_of(get_args(Method)))


class Edit(fields.Raw):
    """Other values of fields of the callback; null leaves one out."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        try:
            check_edit(value)
        except (TypeError, ValueError) as error:
            raise ValidationError(str(error).removeprefix("edit: ")) from None
        return value


class ReplaySchema(TargetSchema):
    edit = Edit(metadata={"type": "object", "description": Edit.__doc__})


@routes.post("/tenants/<user_id>/messages/<path:message_id>/replay")
@control_endpoint(body=ReplaySchema())
def replay(tenant: Tenant, message_id: str, **changes: Any) -> Response:
    """Send the callback about a message once more: of an inbound one to its application, of an
    outbound one its latest event, or either to `url`. `edit` has other values of its fields, such
    as `text`. The message stays as it is. The app has been called when this is answered; without a
    callback, `reason` says why. 409 for a message that has not been sent yet."""
    return after_callback(
        tenant,
        partial(tenant.replay, message_id, **changes),
        partial(tenant.start_replaying, message_id, **changes),
    )
