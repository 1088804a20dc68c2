"""Triggers: each callback that the API has, by name, made on demand."""

from functools import partial
from typing import Any

from marshmallow import fields, validate

from catapult_simulator.control.control_schema import one_of
from catapult_simulator.control.endpoint import control_endpoint, routes
from catapult_simulator.control.messages import after_callback
from catapult_simulator.control.replays import TargetSchema
from catapult_simulator.core.messages.callbacks_on_demand import PERSON
from catapult_simulator.core.messages.message import DELIVERY_CODES
from catapult_simulator.core.messages.triggers import TRIGGERS
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.response import Response, json_response

_NUMBER = validate.Length(1, 64)


class TriggerRequestSchema(TargetSchema):
    name = fields.String(required=True, validate=one_of(TRIGGERS))
    to = fields.String(
        load_default=None,
        validate=_NUMBER,
        metadata={"description": "A number of the tenant: its application is called."},
    )
    person = fields.String(load_default=PERSON, validate=_NUMBER)
    text = fields.String(load_default=None, validate=validate.Length(max=2048))
    code = fields.Integer(
        load_default=None,
        validate=one_of(code for code in DELIVERY_CODES if code),
        metadata={"description": "The delivery code of `receipt-failed`."},
    )
    tag = fields.String(load_default=None, validate=validate.Length(max=2048))


@routes.post("/tenants/<user_id>/trigger")
@control_endpoint(body=TriggerRequestSchema())
def trigger(tenant: Tenant, name: Any, **wanted: Any) -> Response:
    """Make one of the callbacks that the API has, about a new message: to the application of a
    number, or to `url`. `GET /_simulator/triggers` lists the names. The app has been called when
    this is answered; without a callback, `reason` says why. 409 for a tenant without a number."""
    return after_callback(
        tenant,
        partial(tenant.trigger, name, **wanted),
        partial(tenant.start_triggering, name, **wanted),
    )


@routes.get("/triggers")
@control_endpoint()
def triggers() -> Response:
    """List the callbacks that can be triggered. Voice is not simulated: calls have none."""
    return json_response(200, [row.as_dict() for row in TRIGGERS.values()])
