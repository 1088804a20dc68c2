"""Connecting an app: an application with its URL, and a number, in one call."""

from typing import get_args

from marshmallow import fields, validate

from catapult_simulator.control.control_schema import ControlSchema, one_of
from catapult_simulator.control.endpoint import control_endpoint, routes
from catapult_simulator.core.callbacks import Method
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.response import Response, json_response


class ConnectSchema(ControlSchema):
    url = fields.String(
        required=True,
        validate=validate.Length(1, 4096),
        metadata={"description": "The URL at which the app takes incoming messages."},
    )
    number = fields.String(
        load_default=None,
        validate=validate.Length(1, 64),
        metadata={"description": "A number of the tenant, or one to order; else the next one."},
    )
    method = fields.String(load_default="POST", validate=one_of(get_args(Method)))


@routes.post("/tenants/<user_id>/connect")
@control_endpoint(body=ConnectSchema())
def connect(tenant: Tenant, url: str, number: str | None, method: Method) -> Response:
    """Give an app a number: an application that calls `url`, bound to a number. One that the tenant
    has is bound to it from now on; another one is ordered. Nothing is left of a failure."""
    connected = tenant.connect(url, number=number, method=method)
    application_id = connected.application.id
    return json_response(
        201,
        {
            "number": connected.number,
            "url": connected.url,
            "method": method,
            "applicationId": application_id,
        },
    )
