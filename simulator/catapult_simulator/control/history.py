"""Time and what happened in it: advance, settle, reset, the journal, and what is to go wrong."""

from typing import Any

from flask import request

from catapult_simulator.control.frame import body, controlled, query, routes
from catapult_simulator.control.schemas import (
    ADVANCE,
    FAULT,
    JOURNAL_WISH,
    NOTHING,
    fault_of,
    show_fault,
)
from catapult_simulator.core.journal import Entry, Journal
from catapult_simulator.core.moments import wire_time
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.listening.wsgi import CAN_WAIT, WAIT, WAITED, Wait
from catapult_simulator.reply import Reply, json_reply


@routes.get("/tenants/<user_id>/journal")
@controlled
def journal(tenant: Tenant) -> Reply:
    """Entries after a number; with `wait`, the answer is held back until there is one."""
    wish = query(JOURNAL_WISH)
    after, history = wish["after"], tenant.journal
    newest = history.next_number - 1  # first of all: what is written meanwhile is told next time
    entries = history.entries(after, wish["kind"])[: wish["limit"]]
    if not entries and wish["wait"]:
        _hold_until_more(history, after, wish["wait"])
    upto = entries[-1].number if len(entries) == wish["limit"] else newest
    return json_reply(
        200,
        {
            "entries": [show_entry(entry) for entry in entries],
            "next": max([upto, after, *(entry.number for entry in entries[-1:])]),
            "missed": history.missed(after),
        },
    )


@routes.post("/tenants/<user_id>/advance")
@controlled
def advance(tenant: Tenant) -> Reply:
    fired = tenant.advance(body(ADVANCE)["seconds"])
    return json_reply(200, {"now": tenant.now, "fired": fired})


@routes.post("/tenants/<user_id>/settle")
@controlled
def settle(tenant: Tenant) -> Reply:
    body(NOTHING)
    fired = tenant.settle()
    return json_reply(200, {"now": tenant.now, "fired": fired})


@routes.post("/tenants/<user_id>/reset")
@controlled
def reset(tenant: Tenant) -> Reply:
    body(NOTHING)
    tenant.reset()
    return Reply(204, [])


@routes.get("/tenants/<user_id>/faults")
@controlled
def faults(tenant: Tenant) -> Reply:
    return json_reply(200, [show_fault(fault) for fault in tenant.faults.all()])


@routes.post("/tenants/<user_id>/faults")
@controlled
def add_fault(tenant: Tenant) -> Reply:
    fault = tenant.faults.add(fault_of(body(FAULT)))
    return json_reply(201, show_fault(fault))


@routes.delete("/tenants/<user_id>/faults")
@controlled
def clear_faults(tenant: Tenant) -> Reply:
    tenant.faults.clear()
    return Reply(204, [])


def show_entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "at": wire_time(entry.at_ms),
        "kind": entry.kind,
        "summary": entry.summary,
        "detail": dict(entry.detail),
    }


def _hold_until_more(history: Journal, after: int, seconds: float) -> None:
    """Ask the server to hold the answer back, without a thread, until there is an entry."""
    environ = request.environ
    if environ.get(CAN_WAIT) and not environ.get(WAITED):
        environ[WAIT] = Wait(seconds, lambda wake: history.subscribe(wake, after))
