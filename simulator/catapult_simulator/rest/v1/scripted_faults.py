"""Faults at `rest`: an error, a delay or a broken connection that a test has scripted."""

from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.server_extensions import break_connection, delay_response

Facts = dict[str, str | None]


def apply_fault(request: ApiRequest) -> None:
    """Apply the first fault that matches `request`. Raises the CatapultError that it scripts."""
    facts = _facts(request)
    fault = request.tenant.faults.take("rest", facts)
    if fault is None:
        return
    if fault.delay_ms:
        delay_response(request.environ, fault.delay_ms / 1000)
    if fault.connection_fault is not None:
        break_connection(request.environ, fault.connection_fault)
    if (error := fault.raised(facts)) is not None:
        raise error


def _facts(request: ApiRequest) -> Facts:
    """The facts that a fault matches, and that word its error."""
    facts: Facts = {
        "method": request.call.method,
        "path": request.call.path,
        "userId": request.tenant.user_id,
        "rateLimitResetTime": str(request.tenant.now_ms + 1000),
    }
    if request.call.method in ("POST", "PATCH"):
        facts |= _properties(request)
        facts.setdefault("number", facts.get("from"))
    return facts


def _properties(request: ApiRequest) -> Facts:
    """The texts of a JSON body; of a batch, those of its first item."""
    body = request.parsed
    if isinstance(body, CatapultError):
        return {}
    content = body.content
    first = content[0] if isinstance(content, list) and content else content
    if not isinstance(first, dict):
        return {}
    return {key: value for key, value in first.items() if isinstance(value, str)}
