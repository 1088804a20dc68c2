"""The person with the other phone: texting a number, and looking at what was said."""

from typing import Any, NoReturn

from catapult_simulator.control.endpoint import (
    body,
    control_endpoint,
    query,
    render_context,
    routes,
    simulator,
)
from catapult_simulator.control.schemas import INBOUND, MESSAGE_QUERY
from catapult_simulator.core.delivery import told
from catapult_simulator.core.numbers.e164 import normalize
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.rest.v1.messages import MESSAGE
from catapult_simulator.web.response import Response, json_response


@routes.post("/messages")
@control_endpoint
def receive_anywhere() -> Response:
    """Somebody texts a number that one tenant only owns."""
    wanted = body(INBOUND)
    number = normalize(wanted["to"])
    owners = simulator().owners(number)
    if len(owners) != 1:
        _refuse_owners(number, owners)
    return _receive(owners[0], wanted)


@routes.post("/tenants/<user_id>/messages")
@control_endpoint
def receive(tenant: Tenant) -> Response:
    return _receive(tenant, body(INBOUND))


@routes.get("/tenants/<user_id>/messages")
@control_endpoint
def messages(tenant: Tenant) -> Response:
    wanted = query(MESSAGE_QUERY)
    found = tenant.messages.find(**wanted)
    here = render_context(tenant)
    return json_response(200, [MESSAGE.render(message, here) for message in found])


def _receive(tenant: Tenant, wanted: dict[str, Any]) -> Response:
    inbound = tenant.receive_message(**wanted)
    return json_response(
        201,
        {
            "message": MESSAGE.render(inbound.message, render_context(tenant)),
            "callbacks": [
                {"method": inbound.method} | told(attempt) for attempt in inbound.attempts
            ],
        },
    )


def _refuse_owners(number: str, owners: list[Tenant]) -> NoReturn:
    if not owners:
        raise ValueError(f"no tenant owns {number}; order or import it first, then text it")
    names = ", ".join(tenant.user_id for tenant in owners)
    raise ValueError(f"{len(owners)} tenants own {number}; say which: {names}")
