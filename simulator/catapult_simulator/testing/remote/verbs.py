"""RemoteVerbs: the verbs of an account elsewhere that call its app."""

from collections.abc import Mapping, Sequence

from catapult_simulator.core.messages.inbox import Attachment, Inbound
from catapult_simulator.testing.remote.calls import Calls


class RemoteVerbs:
    """A part of `RemoteTenant`."""

    _calls: Calls

    def receive_message(
        self, *, from_: str, to: str, text: str = "", media: Sequence[str | Attachment] = ()
    ) -> Inbound:
        """Receive a message from a phone. Its callback has been sent when this returns."""
        message = {"from_": from_, "to": to, "text": text, "media": media}
        return self._calls("receive_message", (), message)  # type: ignore[no-any-return]

    def replay(
        self, message_id: str, *, url: str | None = None, edit: Mapping[str, str] | None = None
    ) -> Inbound:
        """Send the callback about a message once more, perhaps to `url`, or with other fields."""
        changes = {"url": url, "edit": None if edit is None else dict(edit)}
        return self._calls("replay", (message_id,), changes)  # type: ignore[no-any-return]
