"""`/_simulator`: tenants, inbound messages, virtual time, faults and the journal over HTTP.

Each view gets a tenant, calls one method of it and renders the result. Bodies must be
`application/json`, no CORS header is sent, and foreign hosts and origins are refused
(`web/trusted_hosts.py`), so that another website cannot drive the simulator from a browser.
"""

from catapult_simulator.control import (
    configuration,
    connecting,
    faults,
    health,
    index,
    journal,
    media,
    messages,
    methods,
    numbers,
    people,
    problem_list,
    replays,
    requests,
    setups,
    tenants,
    time,
    triggers,
)
from catapult_simulator.control.endpoint import error_response, routes, unrouted
from catapult_simulator.control.long_polls import LongPolls

VIEWS = (
    configuration,
    connecting,
    faults,
    health,
    index,
    journal,
    media,
    messages,
    methods,
    numbers,
    people,
    problem_list,
    replays,
    requests,
    setups,
    tenants,
    time,
    triggers,
)

__all__ = ["VIEWS", "LongPolls", "error_response", "routes", "unrouted"]
