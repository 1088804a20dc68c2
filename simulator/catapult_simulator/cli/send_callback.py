"""One callback without a simulator: the core's payload, carried by the real sender."""

from collections.abc import Sequence
from secrets import token_hex
from typing import Any, Literal

from catapult_simulator.callbacks.http_sender import HttpSender
from catapult_simulator.cli.settings import DEFAULT_ACCOUNT, DEFAULT_URL
from catapult_simulator.core.callbacks import Attempt, Callback, sms_payload
from catapult_simulator.core.delivery import told, without_credentials
from catapult_simulator.core.ids import Ids
from catapult_simulator.core.links import Links
from catapult_simulator.core.messages.segments import count_segments
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.time.clock import WallClock

Method = Literal["GET", "POST"]


def fire(
    url: str,
    method: Literal["GET", "POST"],
    *,
    from_: str,
    to: str,
    text: str,
    media: Sequence[str],
) -> dict[str, Any]:
    """Tell `url` that `from_` has texted `to`: the payload, and what came of it, as one."""
    fields = {"from": from_, "to": to, "text": text, "media": list(media) or None}
    payload = _payload(fields, segments=1 if media else count_segments(text))
    callback = Callback(
        payload["messageId"], url, payload, method, user_agent=Rules().profile.user_agent
    )
    outcome = HttpSender().send(callback, url)
    return payload | {"method": method} | told(Attempt(without_credentials(url), False, outcome))


def _payload(fields: dict[str, Any], segments: int) -> dict[str, Any]:
    ids = Ids(token_hex(8))
    made = {
        "messageId": ids.next("m"),
        "applicationId": ids.next("a"),
        "time": WallClock().now_ms(),
        "state": "received",
        "direction": "in",
        "segmentCount": segments,
    }
    return sms_payload(Links(DEFAULT_URL, DEFAULT_ACCOUNT.user_id), fields | made)
