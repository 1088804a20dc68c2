"""Tenants: opening, changing and closing accounts; magic numbers and callers' names."""

from typing import Any

import catapult_simulator
from catapult_simulator.control.frame import (
    PREFIX,
    body,
    controlled,
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
from catapult_simulator.core.e164 import normalize
from catapult_simulator.core.magic import scenarios
from catapult_simulator.core.rules import PROFILES
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.reply import Reply, json_reply


@routes.get("/health")
@controlled
def health() -> Reply:
    return json_reply(
        200,
        {
            "status": "ok",
            "version": catapult_simulator.__version__,
            "clock": simulator().clock,
            "tenants": len(simulator().tenants()),
        },
    )


@routes.get("/tenants")
@controlled
def tenants() -> Reply:
    return json_reply(200, [show_tenant(tenant) for tenant in simulator().tenants()])


@routes.post("/tenants")
@controlled
def open_tenant() -> Reply:
    wanted = body(TENANT)
    rules = simulator().rules
    if "profile" in wanted:
        rules = rules.but(profile=PROFILES[wanted.pop("profile")])
    tenant = simulator().open_tenant(**wanted, rules=rules)
    location = f"{origin()}{PREFIX}/tenants/{tenant.user_id}"
    return json_reply(201, show_tenant(tenant), ("Location", location))


@routes.get("/tenants/<user_id>")
@controlled
def get_tenant(tenant: Tenant) -> Reply:
    return json_reply(200, show_tenant(tenant) | {"rules": show_rules(tenant.rules)})


@routes.patch("/tenants/<user_id>")
@controlled
def change_tenant(tenant: Tenant) -> Reply:
    """Change rules or the balance of a running tenant."""
    changes = body(TENANT_CHANGE)
    balance = changes.pop("balance", None)
    if "profile" in changes:
        changes["profile"] = PROFILES[changes["profile"]]
    tenant.rules = tenant.rules.but(**changes)
    if balance is not None:
        tenant.account.set_balance(int(balance * DOLLAR))
    return json_reply(200, show_tenant(tenant) | {"rules": show_rules(tenant.rules)})


@routes.delete("/tenants/<user_id>")
@controlled
def close_tenant(tenant: Tenant) -> Reply:
    simulator().close_tenant(tenant.user_id)
    return Reply(204, [])


@routes.post("/tenants/<user_id>/numberInfo")
@controlled
def name_number(tenant: Tenant) -> Reply:
    """Say who has a number; an empty name makes it unknown."""
    told = body(CALLER_NAME)
    tenant.number_info.name(normalize(told["number"]), told["name"])
    return Reply(204, [])


@routes.get("/magic")
@controlled
def magic() -> Reply:
    return json_reply(200, [scenario.told() for scenario in scenarios()])


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
