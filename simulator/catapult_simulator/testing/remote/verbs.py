"""RemoteVerbs: the verbs of an account elsewhere that call its app."""

from collections.abc import Mapping, Sequence

from catapult_simulator.core.callbacks import Method
from catapult_simulator.core.messages.callbacks_on_demand import PERSON
from catapult_simulator.core.messages.inbox import Attachment, CallbackResult, Inbound
from catapult_simulator.core.messages.message import DeliveryCode
from catapult_simulator.core.messages.triggers import TriggerName
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
        self,
        message_id: str,
        *,
        url: str | None = None,
        edit: Mapping[str, object] | None = None,
        method: Method | None = None,
    ) -> CallbackResult:
        """Make the callback of a message again. It has been sent when this returns."""
        changes = {"url": url, "edit": edit, "method": method}
        return self._calls("replay", (message_id,), changes)  # type: ignore[no-any-return]

    def trigger(
        self,
        name: TriggerName,
        *,
        to: str | None = None,
        url: str | None = None,
        method: Method | None = None,
        person: str = PERSON,
        text: str | None = None,
        code: DeliveryCode | None = None,
        tag: str | None = None,
    ) -> CallbackResult:
        """Make one of the callbacks that the API has, by name. It has been sent when this
        returns."""
        wanted: dict[str, object] = {"to": to, "url": url, "method": method, "person": person}
        wanted |= {"text": text, "code": code, "tag": tag}
        return self._calls("trigger", (name,), wanted)  # type: ignore[no-any-return]
