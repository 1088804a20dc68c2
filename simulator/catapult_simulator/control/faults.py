"""Faults of a tenant: refused requests, undelivered messages, lost callbacks."""

from typing import Any

from catapult_simulator.control.endpoint import control_endpoint, routes
from catapult_simulator.control.schemas import FAULT
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.response import Response, json_response


@routes.get("/tenants/<user_id>/faults")
@control_endpoint()
def faults(tenant: Tenant) -> Response:
    """List the faults that are set."""
    return json_response(200, [render_fault(fault) for fault in tenant.faults.all()])


@routes.post("/tenants/<user_id>/faults")
@control_endpoint(body=FAULT)
def add_fault(tenant: Tenant, **properties: Any) -> Response:
    """Set a fault. It applies to whatever matches all of its conditions; the oldest fault that
    matches wins."""
    fault = tenant.faults.add(Fault(**properties))
    return json_response(201, render_fault(fault))


@routes.delete("/tenants/<user_id>/faults")
@control_endpoint()
def clear_faults(tenant: Tenant) -> Response:
    """Remove all faults."""
    tenant.faults.clear()
    return Response(204, [])


_UNSET = {name: getattr(Fault("rest"), name) for name in FAULT.declared_fields} | {"at": None}


def render_fault(fault: Fault) -> dict[str, Any]:
    """The properties of a fault that are set."""
    values = {name: getattr(fault, name) for name in FAULT.declared_fields}
    return {
        FAULT.declared_fields[name].data_key or name: value
        for name, value in values.items()
        if value != _UNSET[name]
    }
