"""Tenants: open, list, change and close accounts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask import request

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.control.endpoint import control_endpoint, origin, routes, simulator
from catapult_simulator.control.rules_schema import RULES
from catapult_simulator.control.schemas import TENANT, TENANT_CHANGE
from catapult_simulator.core.account import DOLLAR
from catapult_simulator.core.rules import PROFILES, ProfileName, Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.response import Response, json_response

# The header of a balancer, which knows accounts by their names: see deploy/haproxy.cfg.
ACCOUNT_NAME = "X-Account-Name"


@routes.get("/tenants")
@control_endpoint()
def tenants() -> Response:
    """List open tenants with their credentials."""
    return json_response(200, [render_tenant(tenant) for tenant in simulator().tenants()])


@routes.post("/tenants")
@control_endpoint(body=TENANT)
def open_tenant(profile: ProfileName | None = None, **settings: Any) -> Response:
    """Open a tenant. Credentials that are left out are generated, the same ones in every run. With
    a `seed`, such as the name of a test, they and all ids depend on it alone. `now` is the start of
    its virtual time, and again after a reset; 409 on a wall clock. `clock` is that of the simulator
    unless it is given. With a header `X-Account-Name: NAME`, which a balancer sends, the userId is
    `u-NAME` and the token `t-NAME`; others are refused."""
    tenant = opened(simulator(), profile, **settings)
    location = f"{origin()}{CONTROL_PREFIX}/tenants/{tenant.user_id}"
    return json_response(201, render_tenant(tenant), ("Location", location))


@routes.get("/tenants/<user_id>")
@control_endpoint()
def get_tenant(tenant: Tenant) -> Response:
    """Get a tenant with its rules."""
    return json_response(200, _with_rules(tenant))


@routes.patch("/tenants/<user_id>")
@control_endpoint(body=TENANT_CHANGE)
def change_tenant(tenant: Tenant, balance: Decimal | None = None, **changes: Any) -> Response:
    """Change rules or the balance of a tenant. Properties that are left out stay as they are."""
    change(tenant, balance, **changes)
    return json_response(200, _with_rules(tenant))


@routes.delete("/tenants/<user_id>")
@control_endpoint()
def close_tenant(tenant: Tenant) -> Response:
    """Close a tenant and delete everything that it has."""
    simulator().close_tenant(tenant.user_id)
    return Response(204, [])


def opened(of: Simulator, profile: ProfileName | None = None, **settings: Any) -> Tenant:
    """A new tenant with what a TENANT has. Raises as `Simulator.open_tenant` does."""
    if name := request.headers.get(ACCOUNT_NAME):
        settings |= _ids_of(name, settings)
    rules = of.rules if profile is None else of.rules.but(profile=PROFILES[profile])
    return of.open_tenant(**settings, rules=rules)


def _ids_of(name: str, settings: Mapping[str, object]) -> dict[str, str]:
    """The ids of this name. Other ones would be looked for on another process: the balancer reads
    the body otherwise where a key is in it twice."""
    ids = {"user_id": f"u-{name}", "token": f"t-{name}"}
    for key, fitting in ids.items():
        if (given := settings.get(key, fitting)) != fitting:
            raise ValueError(
                f"{given!r} does not fit {ACCOUNT_NAME}: {name}; send userId {ids['user_id']} and "
                f"token {ids['token']}, or neither"
            )
    return ids


def change(tenant: Tenant, balance: Decimal | None = None, **changes: Any) -> None:
    """Change what a TENANT_CHANGE has."""
    if "profile" in changes:
        changes["profile"] = PROFILES[changes["profile"]]
    tenant.rules = tenant.rules.but(**changes)
    if balance is not None:
        tenant.account.set_balance(int(balance * DOLLAR))


def render_tenant(tenant: Tenant) -> dict[str, Any]:
    """A tenant with its credentials: whoever reaches the control API controls the simulator."""
    return {
        "userId": tenant.user_id,
        "token": tenant.credentials.token,
        "secret": tenant.credentials.secret,
        "profile": tenant.rules.profile.name,
        "clock": "virtual" if tenant.can_advance else "wall",
        "now": tenant.now_text,
    }


def _with_rules(tenant: Tenant) -> dict[str, Any]:
    return render_tenant(tenant) | {"rules": render_rules(tenant.rules)}


def render_rules(rules: Rules) -> dict[str, Any]:
    """Rules under the names by which they are changed; the dashboard password is not shown."""
    values = {
        field.data_key or name: getattr(rules, name)
        for name, field in RULES.declared_fields.items()
        if name not in ("profile", "dashboard_password")
    }
    return {"profile": rules.profile.name, **values}
