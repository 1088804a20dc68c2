"""The person with the other phone: texting a number, and looking at what was said."""

from typing import Any, NoReturn

from catapult_simulator.control.frame import body, controlled, query, routes, scene, simulator
from catapult_simulator.control.schemas import INBOUND, MESSAGE_WISH
from catapult_simulator.core.delivery import told
from catapult_simulator.core.e164 import normalize
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.messages import RESOURCE as MESSAGE


@routes.post("/messages")
@controlled
def receive_anywhere() -> Reply:
    """Somebody texts a number that one tenant only owns."""
    wanted = body(INBOUND)
    number = normalize(wanted["to"])
    owners = simulator().owners(number)
    if len(owners) != 1:
        _refuse_owners(number, owners)
    return _receive(owners[0], wanted)


@routes.post("/tenants/<user_id>/messages")
@controlled
def receive(tenant: Tenant) -> Reply:
    return _receive(tenant, body(INBOUND))


@routes.get("/tenants/<user_id>/messages")
@controlled
def messages(tenant: Tenant) -> Reply:
    wanted = query(MESSAGE_WISH)
    found = tenant.messages.find(**wanted)
    here = scene(tenant)
    return json_reply(200, [MESSAGE.show(message, here) for message in found])


def _receive(tenant: Tenant, wanted: dict[str, Any]) -> Reply:
    inbound = tenant.receive_message(**wanted)
    return json_reply(
        201,
        {
            "message": MESSAGE.show(inbound.message, scene(tenant)),
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
