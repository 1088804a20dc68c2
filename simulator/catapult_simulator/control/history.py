"""Time and what happened in it: advance, settle, reset, the journal, and what is to go wrong."""

from typing import Any

from flask import request

from catapult_simulator.control.endpoint import body, control_endpoint, query, routes
from catapult_simulator.control.schemas import (
    ADVANCE,
    FAULT,
    JOURNAL_QUERY,
    NOTHING,
    fault_of,
    show_fault,
)
from catapult_simulator.core.journal import Entry
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.web.response import Response, json_response
from catapult_simulator.web.server_extensions import long_poll


@routes.get("/tenants/<user_id>/journal")
@control_endpoint
def journal(tenant: Tenant) -> Response:
    """Entries after a number; with `wait`, the answer is held back until there is one."""
    wish = query(JOURNAL_QUERY)
    after, history = wish["after"], tenant.journal
    newest = history.next_number - 1  # first of all: what is written meanwhile is told next time
    entries = history.entries(after, wish["kind"])[: wish["limit"]]
    if not entries and wish["wait"]:
        long_poll(request.environ, wish["wait"], lambda wake: history.subscribe(wake, after))
    upto = entries[-1].number if len(entries) == wish["limit"] else newest
    return json_response(
        200,
        {
            "entries": [show_entry(entry) for entry in entries],
            "next": max([upto, after, *(entry.number for entry in entries[-1:])]),
            "missed": history.missed(after),
        },
    )


@routes.post("/tenants/<user_id>/advance")
@control_endpoint
def advance(tenant: Tenant) -> Response:
    fired = tenant.advance(body(ADVANCE)["seconds"])
    return json_response(200, {"now": tenant.now, "fired": fired})


@routes.post("/tenants/<user_id>/settle")
@control_endpoint
def settle(tenant: Tenant) -> Response:
    body(NOTHING)
    fired = tenant.settle()
    return json_response(200, {"now": tenant.now, "fired": fired})


@routes.post("/tenants/<user_id>/reset")
@control_endpoint
def reset(tenant: Tenant) -> Response:
    body(NOTHING)
    tenant.reset()
    return Response(204, [])


@routes.get("/tenants/<user_id>/faults")
@control_endpoint
def faults(tenant: Tenant) -> Response:
    return json_response(200, [show_fault(fault) for fault in tenant.faults.all()])


@routes.post("/tenants/<user_id>/faults")
@control_endpoint
def add_fault(tenant: Tenant) -> Response:
    fault = tenant.faults.add(fault_of(body(FAULT)))
    return json_response(201, show_fault(fault))


@routes.delete("/tenants/<user_id>/faults")
@control_endpoint
def clear_faults(tenant: Tenant) -> Response:
    tenant.faults.clear()
    return Response(204, [])


def show_entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "at": wire_time(entry.at_ms),
        "kind": entry.kind,
        "summary": entry.summary,
        "detail": dict(entry.detail),
    }
