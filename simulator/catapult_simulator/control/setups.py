"""Setups: accounts that a JSON or TOML text declares, and accounts as such a text."""

from typing import TYPE_CHECKING

from catapult_simulator.control.endpoint import control_endpoint, routes, simulator
from catapult_simulator.control.problems import with_problem
from catapult_simulator.control.setup_body import SETUP
from catapult_simulator.control.tenants import render_tenant
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.response import Response, json_response

if TYPE_CHECKING:
    from catapult_simulator.core.setups.setup import Setup


@routes.get("/setup")
@control_endpoint()
def get_setup() -> Response:
    """Get all accounts as a setup: with messages, files and what is still due. Sent back, it gives
    them back as they are now."""
    return json_response(200, simulator().snapshot().content)


@routes.post("/setup")
@control_endpoint(body=SETUP, max_bytes=SETUP.max_bytes)
def apply_setup(setup: "Setup") -> Response:
    """Open the accounts of a setup. One that is open already starts anew from it. The body is the
    setup, in JSON or TOML. 409 where an account has another token or secret."""
    tenants = simulator().apply_setup(setup)
    return json_response(200, [render_tenant(tenant) for tenant in tenants])


@routes.get("/tenants/<user_id>/setup")
@control_endpoint()
@with_problem
def get_setup_of_tenant(tenant: Tenant) -> Response:
    """Get a tenant as a setup: with messages, files and what is still due. Sent back, to this
    tenant or to another simulator, it gives it back as it is now. 409 for more than a setup can
    hold."""
    return json_response(200, tenant.snapshot().content)


@routes.put("/tenants/<user_id>/setup")
@control_endpoint(body=SETUP, max_bytes=SETUP.max_bytes)
@with_problem
def apply_setup_to_tenant(tenant: Tenant, setup: "Setup") -> Response:
    """Let a tenant start anew with what a setup declares, and again after each reset. Its
    credentials stay. The body is the setup of one account, in JSON or TOML."""
    tenant.apply_setup(setup)
    return Response(204, [])
