"""`/_simulator`: what the real API does not have. Tenants, inbound messages, time, faults, journal.

Every route finds the tenant, makes one call on the facade, and dumps. Only `application/json` is
taken and no CORS header is given, so that a web page elsewhere cannot drive it.
"""

from catapult_simulator.control import history, messages, tenants
from catapult_simulator.control.endpoint import PREFIX, refuse_route, routes

__all__ = ["PREFIX", "history", "messages", "refuse_route", "routes", "tenants"]
