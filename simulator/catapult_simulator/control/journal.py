"""Journal of a tenant: requests, callbacks, transitions, faults and control calls."""

from typing import Any

from flask import request

from catapult_simulator.control.endpoint import control_endpoint, routes
from catapult_simulator.control.schemas import JOURNAL_QUERY
from catapult_simulator.core.journal import Entry, Kind
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.web.response import Response, json_response
from catapult_simulator.web.server_extensions import long_poll


@routes.get("/tenants/<user_id>/journal")
@control_endpoint(query=JOURNAL_QUERY)
def journal(tenant: Tenant, after: int, kind: Kind | None, limit: int, wait: float) -> Response:
    """Read the journal. With `wait`, in seconds, the response is held back until there is an
    entry. `next` is the `after` of the following request."""
    # Read first: an entry that is written from here on belongs to the next response.
    newest = tenant.journal.next_number - 1
    entries = tenant.journal.entries(after, kind)[:limit]
    if not entries and wait:
        long_poll(request.environ, wait, lambda wake: tenant.journal.subscribe(wake, after))
    upto = entries[-1].number if len(entries) == limit else newest
    return json_response(
        200,
        {
            "entries": [render_entry(entry) for entry in entries],
            "next": max([upto, after, *(entry.number for entry in entries[-1:])]),
            "missed": tenant.journal.missed(after),
        },
    )


def render_entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "at": wire_time(entry.at_ms),
        "kind": entry.kind,
        "summary": entry.summary,
        "detail": dict(entry.detail),
    }
