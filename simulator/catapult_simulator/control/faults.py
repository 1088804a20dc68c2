"""Faults of a tenant: refused requests, undelivered messages, lost callbacks."""

import dataclasses
from typing import Any

from catapult_simulator.control.endpoint import control_endpoint, routes
from catapult_simulator.control.schemas import FAULT
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.response import Response, json_response


@routes.get("/tenants/<user_id>/faults")
@control_endpoint()
def faults(tenant: Tenant) -> Response:
    """List the faults. One that is used up stays listed until it is removed."""
    return json_response(200, [render_fault(fault) for fault in tenant.faults.all()])


@routes.post("/tenants/<user_id>/faults")
@control_endpoint(body=FAULT)
def add_fault(tenant: Tenant, **properties: Any) -> Response:
    """Set a fault. It applies to whatever matches all of its conditions; the oldest fault that
    matches wins. A fault that could not happen, or would do nothing, is refused. 409 if as many are
    set as a tenant may have."""
    fault = tenant.faults.add(Fault(**properties))
    return json_response(201, render_fault(fault))


@routes.get("/tenants/<user_id>/faults/<path:fault_id>")
@control_endpoint()
def get_fault(tenant: Tenant, fault_id: str) -> Response:
    """Get one fault, with how often it has struck."""
    return json_response(200, render_fault(tenant.faults.get(fault_id)))


@routes.delete("/tenants/<user_id>/faults")
@control_endpoint()
def clear_faults(tenant: Tenant) -> Response:
    """Remove all faults."""
    tenant.faults.clear()
    return Response(204, [])


@routes.delete("/tenants/<user_id>/faults/<path:fault_id>")
@control_endpoint()
def remove_fault(tenant: Tenant, fault_id: str) -> Response:
    """Remove one fault."""
    tenant.faults.remove(fault_id)
    return Response(204, [])


_ALWAYS = ("at", "id", "struck", "used_up")
_UNSET = {each.name: each.default for each in dataclasses.fields(Fault)}


def render_fault(fault: Fault) -> dict[str, Any]:
    """The properties of a fault that are set, and how often it has happened."""
    return {
        field.data_key or name: getattr(fault, name)
        for name, field in FAULT.declared_fields.items()
        if name in _ALWAYS or getattr(fault, name) != _UNSET[name]
    }
