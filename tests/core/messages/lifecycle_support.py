"""Messages with a callback URL, and the events that it receives."""

from typing import Any

from builders import EVENTS_URL, draft
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.tenant import Tenant


def send(tenant: Tenant, **changes: Any) -> Message:
    return tenant.messages.send(draft(callback_url=EVENTS_URL, **changes))


def events(sender: RecordingSender) -> list[tuple[str, str | None, str | None]]:
    """State, delivery state and code of every event sent to the message's callback URL."""
    payloads = [callback.payload for url, callback in sender.delivered if url == EVENTS_URL]
    return [
        (said["state"], said.get("deliveryState"), said.get("deliveryCode")) for said in payloads
    ]
