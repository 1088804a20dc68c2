"""Replaying: the callback about a message is sent once more, perhaps elsewhere, or changed.

It is a callback of the simulator's user, not of the service: no state of the message changes.
"""

from collections.abc import Mapping

from catapult_simulator.core.callback_fields import CALLBACK_FIELDS
from catapult_simulator.core.callbacks import Callback, Delivery
from catapult_simulator.core.checks import check_text, check_type, check_url
from catapult_simulator.core.messages.inbox import Inbox, Received
from catapult_simulator.core.messages.lifecycle import MessageLifecycle
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.people.no_line import NoLine
from catapult_simulator.core.world import World, synchronized

Edit = Mapping[str, str]
_TEXTS = [row.name for row in CALLBACK_FIELDS if row.name not in ("media", "segmentCount")]


class MessageReplays:
    """The part of `Messages` that sends callbacks again."""

    _world: World
    _inbox: Inbox
    _lifecycle: MessageLifecycle

    @synchronized
    def replay(
        self, message_id: str, *, url: str | None = None, edit: Edit | None = None
    ) -> Received:
        """Make the callback about a message due once more. `edit` changes fields of it.

        Raises `message-not-found`, NoLine where no app would be told, ValueError for a field that
        callbacks do not have.
        """
        message = self.get(message_id)
        edit = _checked(edit or {})
        if url is not None:
            check_url("url", url)
        callback = self._callback(message, url)
        delivery = Delivery(callback._replace(payload={**callback.payload, **edit}))
        self._world.schedule_delivery(delivery)
        return Received(message, delivery)

    def get(self, message_id: str) -> Message:
        """Raises `message-not-found`."""
        raise NotImplementedError

    def _callback(self, message: Message, url: str | None) -> Callback:
        source = self._inbox if message.direction == "in" else self._lifecycle
        callback = source.callback_of(message, url)
        if callback is None:
            raise NoLine(f"{_NOBODY[message.direction].format(message)}; give a URL")
        return callback if url is None else callback._replace(url=url, fallback_url=None)


_NOBODY = {
    "in": "no app is told of message {0.id}: {0.to} has none",
    "out": "no app is told of message {0.id}: it was sent without callbackUrl",
}


def _checked(edit: Edit) -> Edit:
    check_type("edit", edit, Mapping)
    for name, value in edit.items():
        if name not in _TEXTS:
            raise ValueError(f"edit has {name!r}; a callback has {', '.join(_TEXTS)}")
        check_text(f"edit[{name!r}]", value)
    return edit
