"""Requests that no account owns: wrong credentials, paths outside of the API, what is no HTTP."""

from typing import Any

from catapult_simulator.control.endpoint import control_endpoint, routes, simulator
from catapult_simulator.control.schemas import REQUEST_QUERY
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.core.unmatched_requests import UnmatchedRequest
from catapult_simulator.web.response import Response, json_response


@routes.get("/requests")
@control_endpoint(query=REQUEST_QUERY)
def requests(unmatched: bool, after: int) -> Response:
    """List the requests that no account owns, each with a reason. The newest 1,000 are kept; those
    of an account are in its journal."""
    kept = simulator().unmatched_requests.entries(after) if unmatched else []
    return json_response(200, [render_request(request) for request in kept])


def render_request(request: UnmatchedRequest) -> dict[str, Any]:
    return {
        "number": request.number,
        "at": wire_time(request.at_ms),
        "method": request.method,
        "path": request.path,
        "status": request.status,
        "reason": request.reason,
    }
