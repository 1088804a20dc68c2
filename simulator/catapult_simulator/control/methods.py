"""Methods of the Python class of an account, called over HTTP: for a test suite elsewhere."""

from typing import Any

from catapult_simulator.control.endpoint import control_endpoint, routes
from catapult_simulator.control.messages import waits_without_thread, when_delivered
from catapult_simulator.control.problems import with_problem
from catapult_simulator.control.schemas import CALL
from catapult_simulator.core import limits
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.response import Response, json_response

# Method -> the one that does not wait for the app, so that no thread is held meanwhile.
_STARTED = {
    "receive_message": "start_receiving",
    "replay": "start_replaying",
    "trigger": "start_triggering",
}


@routes.post("/tenants/<user_id>/methods/<method>")
@control_endpoint(body=CALL, max_bytes=limits.MAX_CALL_BODY_BYTES)
@with_problem
def call_method(
    tenant: Tenant, method: str, arguments: list[Any], keywords: dict[str, Any]
) -> Response:
    """Call a method of the account's Python class, such as `messages.find`. The Python package
    does so for a test suite with `--catapult-url`; for other clients there are the other routes.
    A value that JSON lacks is an object whose `$` names its kind. An error has the exception as
    its `problem`."""
    from catapult_simulator.core.remote.methods import perform  # most servers need none of it
    from catapult_simulator.core.remote.values import from_json

    given, named = from_json(arguments), from_json(keywords)
    if method in _STARTED and waits_without_thread(tenant):
        return when_delivered(getattr(tenant, _STARTED[method])(*given, **named), _result)
    return _result(perform(tenant, method, given, named))


def _result(value: object) -> Response:
    from catapult_simulator.core.remote.values import to_json

    return json_response(200, {"result": to_json(value)})
