"""A callback as HttpSender gets it."""

from typing import Any

from catapult_simulator.core.callbacks import Callback

PAYLOAD: dict[str, Any] = {
    "messageId": "m-1", "from": "+19195550001", "eventType": "sms", "text": "café & co 😀",
    "time": "2019-05-01T12:00:00Z", "to": "+19195551212", "state": "received",
    "messageUri": "https://api.test/v1/users/u-1/messages/m-1", "applicationId": "a-1",
    "direction": "in",
}  # fmt: skip


def callback(**changes: Any) -> Callback:
    return Callback(**({"message_id": "m-1", "url": "", "payload": PAYLOAD} | changes))
