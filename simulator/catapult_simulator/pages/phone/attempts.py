"""CallbackLog: the attempts to tell the app of each message, as the journal has them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from catapult_simulator.core.journal import Entry
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.tenant import Tenant

# Told by the raw detail, which is not masked yet and therefore quick to read.
_Raw = Mapping[str, Any]
_LOST = "callback lost"  # the effect of such a fault


class CallbackLog(NamedTuple):
    """The callbacks of an account by message, oldest first; what is due, in words."""

    entries: Mapping[str, list[Entry]]
    due: tuple[str, ...]
    received: frozenset[str]  # ids of messages whose arrival is among the entries
    began_ms: int | None  # the time of the oldest entry
    losses: tuple[Entry, ...]  # faults that lost a callback

    @classmethod
    def of(cls, tenant: Tenant) -> "CallbackLog":
        """Everything that the journal still has."""
        found: defaultdict[str, list[Entry]] = defaultdict(list)
        losses: list[Entry] = []
        received, entries = set(), tenant.journal.entries()
        for entry in entries:
            if entry.kind == "callback":
                found[str(raw(entry).get("messageId"))].append(entry)
            elif entry.kind == "control":
                received.add(str(raw(entry).get("messageId")))
            elif entry.kind == "fault" and raw(entry).get("effect") == _LOST:
                losses.append(entry)
        due = tuple(str(each) for each in tenant.pending())
        began_ms = entries[0].at_ms if entries else None
        return cls(found, due, frozenset(received), began_ms, tuple(losses))

    def waits(self, message_id: str) -> str | None:
        """The next thing that is due for a message, in words."""
        return next((each for each in self.due if message_id in each), None)

    def last(self, message_id: str) -> _Raw | None:
        """The detail of the newest attempt, as it was recorded."""
        entries = self.entries.get(message_id)
        return raw(entries[-1]) if entries else None

    def has_lost(self, message: Message) -> bool:
        """Whether the journal may know nothing of a message any more: it has dropped its beginning,
        or the message comes from a snapshot."""
        if message.id in self.received or message.id in self.entries:
            return False
        return self.began_ms is None or message.time_ms <= self.began_ms

    def fault_lost(self, message: Message) -> bool:
        """Whether a fault lost a callback about a text of this person to this number since."""
        about = {"from": message.from_, "to": message.to}
        return any(
            entry.at_ms >= message.time_ms and about.items() <= raw(entry).items()
            for entry in self.losses
        )


def raw(entry: Entry) -> _Raw:
    """The detail of a callback, with its secrets: for comparing only."""
    known = entry.lazy_detail
    return known() if callable(known) else known
