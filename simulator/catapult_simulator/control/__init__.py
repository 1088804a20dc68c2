"""`/_simulator`: tenants, inbound messages, virtual time, faults and the journal over HTTP.

Each view gets a tenant, calls one method of it and renders the result. Bodies must be
`application/json` and no CORS header is sent, so that another website cannot drive the simulator
from a browser.
"""

from catapult_simulator.control import faults, health, journal, messages, numbers, tenants, time
from catapult_simulator.control.endpoint import routes, unrouted

VIEWS = (faults, health, journal, messages, numbers, tenants, time)

__all__ = ["VIEWS", "routes", "unrouted"]
