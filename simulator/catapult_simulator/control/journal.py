"""Journal of a tenant: requests, callbacks, transitions, faults and control calls."""

from typing import Any

from flask import request

from catapult_simulator.control.endpoint import control_endpoint, long_polls, routes
from catapult_simulator.control.schemas import JOURNAL_QUERY
from catapult_simulator.core.journal import Entry, Kind
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.web.response import Response, json_response
from catapult_simulator.web.server_extensions import Subscribe, can_long_poll, long_poll


@routes.get("/tenants/<user_id>/journal")
@control_endpoint(query=JOURNAL_QUERY)
def journal(tenant: Tenant, after: int, kind: Kind | None, limit: int, wait: float) -> Response:
    """Read the journal. With `wait`, in seconds, the response is held back until there is an
    entry, or the tenant is reset or closed. `next` is the `after` of the following request. An
    `after` beyond the newest entry, perhaps of an earlier run, counts as 0; `rewound` says so.
    `began` is the number of the account's first entry: a reset raises it."""
    history = tenant.journal
    # Read first: an entry that is written from here on belongs to the next response.
    newest = history.next_number - 1
    rewound = after > newest
    after = 0 if rewound else after
    entries = history.entries(after, kind)[:limit]
    if wait and not entries and not rewound:
        _hold(tenant, wait, lambda wake: history.subscribe(wake, after, kind))
    return json_response(
        200,
        {
            "entries": [render_entry(entry) for entry in entries],
            "next": _next(entries, newest, limit),
            "missed": history.missed(after),
            "rewound": rewound,
            "began": history.first_number,
        },
    )


def _hold(tenant: Tenant, seconds: float, subscribe: Subscribe) -> None:
    """Hold the response back. Raises TooManyLongPolls."""
    if can_long_poll(request.environ):
        long_polls().require_room(tenant.user_id)
        counted = long_polls().counted(tenant.user_id, subscribe)
        long_poll(request.environ, seconds, counted)


def _next(entries: list[Entry], newest: int, limit: int) -> int:
    """The last entry of a full page; else the newest one, of whatever kind."""
    if len(entries) == limit:
        return entries[-1].number
    return max([newest, *(entry.number for entry in entries[-1:])])


def render_entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "at": wire_time(entry.at_ms),
        "kind": entry.kind,
        "summary": entry.summary,
        "detail": dict(entry.detail),
    }
