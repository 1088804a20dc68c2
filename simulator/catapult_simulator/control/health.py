"""Health: the simulator answers, and how it was started."""

import catapult_simulator
from catapult_simulator.control.endpoint import control_endpoint, routes, simulator
from catapult_simulator.web.response import Response, json_response


@routes.get("/health")
@control_endpoint()
def health() -> Response:
    """Get version, clock and number of tenants."""
    return json_response(
        200,
        {
            "status": "ok",
            "version": catapult_simulator.__version__,
            "clock": simulator().clock,
            "tenants": len(simulator().tenants()),
        },
    )
