"""Messages of a tenant: receive one, list them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import request

from catapult_simulator.control.endpoint import (
    control_endpoint,
    render_context,
    routes,
    simulator,
)
from catapult_simulator.control.message_query import MESSAGE_QUERY
from catapult_simulator.control.schemas import INBOUND
from catapult_simulator.core.messages.filters import FilterValue
from catapult_simulator.core.messages.inbound import require_sendable
from catapult_simulator.core.messages.inbox import CallbackResult, Received
from catapult_simulator.core.numbers.e164 import normalize
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.tenant_callbacks import DELIVERY_TIMEOUT_SECONDS, result_of
from catapult_simulator.core.text_patterns import TextPattern
from catapult_simulator.rest.v1.messages import MESSAGE
from catapult_simulator.web.response import Response, json_response
from catapult_simulator.web.server_extensions import can_long_poll, long_poll


@routes.post("/messages")
@control_endpoint(body=INBOUND)
def receive_anywhere(**inbound: Any) -> Response:
    """Receive a message for the one tenant that owns the number."""
    require_sendable(**inbound)
    tenant = _owner_of(normalize(inbound["to"]))
    return _receive(tenant, inbound)


@routes.post("/tenants/<user_id>/messages")
@control_endpoint(body=INBOUND)
def receive(tenant: Tenant, **inbound: Any) -> Response:
    """Receive a message, as if a person had texted one of the tenant's numbers. The app has been
    called back when this is answered."""
    require_sendable(**inbound)
    return _receive(tenant, inbound)


@routes.get("/tenants/<user_id>/messages")
@control_endpoint(query=MESSAGE_QUERY)
def messages(
    tenant: Tenant,
    whole_text: str | None,
    text_pattern: TextPattern | None,
    wait: float | None,
    count: int | None,
    size: int,
    **filters: FilterValue | None,
) -> Response:
    """List messages in both directions, newest first. With `wait`, the response is held back until
    there are as many as `count` says. If they do not come in time, a 404 shows the nearest others,
    field by field, and what is still due. Waiting lets no virtual time pass."""
    from catapult_simulator.control.message_search import MessageSearch  # not at start-up

    asked = whole_text if text_pattern is None else text_pattern
    search = MessageSearch(tenant, filters, text=asked, size=size, count=count or 1)
    if wait is None and count is None:
        return search.response()
    return search.response_within(wait or 0)


def _receive(tenant: Tenant, properties: dict[str, Any]) -> Response:
    at_once, started = tenant.receive_message, tenant.start_receiving
    return after_callback(tenant, partial(at_once, **properties), partial(started, **properties))


def after_callback(
    tenant: Tenant, at_once: Callable[[], CallbackResult], started: Callable[[], Received]
) -> Response:
    """The response of a verb that calls the app, once that has answered. `started` does the same as
    `at_once`, and does not wait."""
    if not waits_without_thread(tenant):
        return callback_response(tenant, at_once())
    return when_delivered(started(), lambda result: callback_response(tenant, result))


def waits_without_thread(tenant: Tenant) -> bool:
    """Whether the callback is made by another thread meanwhile: on a wall clock, in a server."""
    return not tenant.can_advance and can_long_poll(request.environ)


def when_delivered(received: Received, respond: Callable[[CallbackResult], Response]) -> Response:
    """The response about a message, held back until its callback has been delivered."""
    if received.delivery is None:
        return respond(result_of(received))
    long_poll(
        request.environ,
        DELIVERY_TIMEOUT_SECONDS,
        received.delivery.subscribe,
        resume=lambda: respond(result_of(received)),
    )
    return Response(202, [])  # the server discards it, and asks for the other one later


def callback_response(tenant: Tenant, result: CallbackResult) -> Response:
    """A message, and the attempts to call the app about it; without any, the reason."""
    callbacks = [{"method": result.method} | attempt.as_dict() for attempt in result.attempts]
    message = MESSAGE.render(result.message, render_context(tenant))
    content = {"message": message, "callbacks": callbacks}
    if result.reason is not None:
        cause, explanation, advice = result.reason
        content["reason"] = {"cause": cause, "explanation": explanation, "advice": advice}
    return json_response(201, content)


def _owner_of(number: str) -> Tenant:
    owners = simulator().owners(number)
    if not owners:
        raise ValueError(
            f"no tenant owns {number}; order or import it first, then send the message"
        )
    if len(owners) > 1:
        names = ", ".join(tenant.user_id for tenant in owners)
        raise ValueError(f"{len(owners)} tenants own {number}; name one of them: {names}")
    return owners[0]
