"""Time of a tenant: advance, settle, reset."""

from datetime import datetime
from typing import Any

from catapult_simulator.control.endpoint import control_endpoint, routes
from catapult_simulator.control.schemas import ADVANCE, ADVANCE_TO, EMPTY
from catapult_simulator.core.account_protocol import Pending
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.web.response import Response, json_response

_LISTED = 1000  # of what is still due


@routes.post("/tenants/<user_id>/advance")
@control_endpoint(body=ADVANCE)
def advance(tenant: Tenant, seconds: float) -> Response:
    """Advance virtual time. Every timer due by then has run, callbacks included, when this is
    answered. 409 on a wall clock."""
    fired = tenant.advance(seconds)
    return json_response(200, {"now": tenant.now_text, "fired": fired})


@routes.post("/tenants/<user_id>/advance-to")
@control_endpoint(body=ADVANCE_TO)
def advance_to(tenant: Tenant, time: datetime) -> Response:
    """Advance virtual time to a time that has not passed, such as 2019-05-02T09:00:00Z. 409 on a
    wall clock."""
    fired = tenant.advance_to(time)
    return json_response(200, {"now": tenant.now_text, "fired": fired})


@routes.post("/tenants/<user_id>/settle")
@control_endpoint(body=EMPTY)
def settle(tenant: Tenant) -> Response:
    """Advance virtual time until no timer is due. 409 on a wall clock, and where timers are still
    due after one hour of virtual time, 50 s of real time or 100,000 timers, or two numbers answer
    each other without end."""
    fired = tenant.settle()
    return json_response(200, {"now": tenant.now_text, "fired": fired})


@routes.get("/tenants/<user_id>/pending")
@control_endpoint()
def pending(tenant: Tenant) -> Response:
    """List what is still due, soonest first: queued messages, receipts, callbacks that an app has
    not answered, answers of scripted people."""
    return json_response(200, [render_pending(each) for each in tenant.pending()[:_LISTED]])


def render_pending(pending: Pending) -> dict[str, Any]:
    return {"at": wire_time(pending.due_ms), "inMs": pending.in_ms, "what": pending.what}


@routes.post("/tenants/<user_id>/reset")
@control_endpoint(body=EMPTY)
def reset(tenant: Tenant) -> Response:
    """Delete everything that a tenant has. Its credentials and rules stay. On a wall clock, ids are
    new ones from now on, unless simulator or tenant have a seed."""
    tenant.reset()
    return Response(204, [])
