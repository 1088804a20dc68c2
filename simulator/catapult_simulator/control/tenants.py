"""Tenants: opening, changing and closing accounts; magic numbers and callers' names."""

from typing import Any

import catapult_simulator
from catapult_simulator.control.endpoint import (
    PREFIX,
    body,
    control_endpoint,
    origin,
    routes,
    simulator,
)
from catapult_simulator.control.schemas import (
    CALLER_NAME,
    TENANT,
    TENANT_CHANGE,
    show_rules,
)
from catapult_simulator.core.account import DOLLAR
from catapult_simulator.core.messages.magic import scenarios
from catapult_simulator.core.numbers.e164 import normalize
from catapult_simulator.core.rules import PROFILES
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.response import Response, json_response


@routes.get("/health")
@control_endpoint
def health() -> Response:
    return json_response(
        200,
        {
            "status": "ok",
            "version": catapult_simulator.__version__,
            "clock": simulator().clock,
            "tenants": len(simulator().tenants()),
        },
    )


@routes.get("/tenants")
@control_endpoint
def tenants() -> Response:
    return json_response(200, [show_tenant(tenant) for tenant in simulator().tenants()])


@routes.post("/tenants")
@control_endpoint
def open_tenant() -> Response:
    wanted = body(TENANT)
    rules = simulator().rules
    if "profile" in wanted:
        rules = rules.but(profile=PROFILES[wanted.pop("profile")])
    tenant = simulator().open_tenant(**wanted, rules=rules)
    location = f"{origin()}{PREFIX}/tenants/{tenant.user_id}"
    return json_response(201, show_tenant(tenant), ("Location", location))


@routes.get("/tenants/<user_id>")
@control_endpoint
def get_tenant(tenant: Tenant) -> Response:
    return json_response(200, show_tenant(tenant) | {"rules": show_rules(tenant.rules)})


@routes.patch("/tenants/<user_id>")
@control_endpoint
def change_tenant(tenant: Tenant) -> Response:
    """Change rules or the balance of a running tenant."""
    changes = body(TENANT_CHANGE)
    balance = changes.pop("balance", None)
    if "profile" in changes:
        changes["profile"] = PROFILES[changes["profile"]]
    tenant.rules = tenant.rules.but(**changes)
    if balance is not None:
        tenant.account.set_balance(int(balance * DOLLAR))
    return json_response(200, show_tenant(tenant) | {"rules": show_rules(tenant.rules)})


@routes.delete("/tenants/<user_id>")
@control_endpoint
def close_tenant(tenant: Tenant) -> Response:
    simulator().close_tenant(tenant.user_id)
    return Response(204, [])


@routes.post("/tenants/<user_id>/numberInfo")
@control_endpoint
def name_number(tenant: Tenant) -> Response:
    """Say who has a number; an empty name makes it unknown."""
    told = body(CALLER_NAME)
    tenant.number_info.name(normalize(told["number"]), told["name"])
    return Response(204, [])


@routes.get("/magic")
@control_endpoint
def magic() -> Response:
    return json_response(200, [scenario.as_dict() for scenario in scenarios()])


def show_tenant(tenant: Tenant) -> dict[str, Any]:
    """Credentials included: whoever can ask here runs the simulator."""
    return {
        "userId": tenant.user_id,
        "token": tenant.credentials.token,
        "secret": tenant.credentials.secret,
        "profile": tenant.rules.profile.name,
        "clock": simulator().clock,
        "now": tenant.now,
    }
