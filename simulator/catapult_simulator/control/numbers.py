"""Numbers outside of every tenant's own: callers' names, and magic destinations."""

from catapult_simulator.control.endpoint import control_endpoint, routes
from catapult_simulator.control.schemas import CALLER_NAME
from catapult_simulator.core.messages.magic import scenarios
from catapult_simulator.core.numbers.e164 import number_with_name
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.response import Response, json_response


@routes.post("/tenants/<user_id>/numberInfo")
@control_endpoint(body=CALLER_NAME)
def name_number(tenant: Tenant, number: str, name: str) -> Response:
    """Set the caller name of a number. An empty `name` removes it."""
    tenant.number_info.name(number_with_name(number), name)
    return Response(204, [])


@routes.get("/magic")
@control_endpoint()
def magic() -> Response:
    """List the magic numbers. Every message to one of them ends in the same, documented way."""
    return json_response(200, [scenario.as_dict() for scenario in scenarios()])
