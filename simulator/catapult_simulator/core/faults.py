"""Faults: scripted failures. Each is data: where, on which condition, what happens, how often.

`rest` faults happen before a request is validated, `carrier` faults when a message is handed to the
carrier, `callback` faults when a callback is sent.
"""

from dataclasses import dataclass, replace
from string import Formatter
from threading import Lock
from typing import Literal

from catapult_simulator.core.catalogue import CatapultError, ErrorKind, by_name
from catapult_simulator.core.messages.message import DELIVERY_CODES

Place = Literal["rest", "carrier", "callback"]
ConnectionFault = Literal["reset", "truncate", "garbage", "close"]
PLACES: tuple[Place, ...] = ("rest", "carrier", "callback")
CONNECTION_FAULTS: tuple[ConnectionFault, ...] = ("reset", "truncate", "garbage", "close")

# Values for the message of a scripted error, where the request has none.
_SAMPLE_VALUES: dict[str, object] = {
    "limit": 1, "per": 1, "window": 10, "rate": "1.1", "balance": "0.00000", "amount": "0.00500",
    "mediaType": "application/octet-stream", "count": 51,
    "id": "n-unknown",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One scripted failure: `Fault("carrier", to="+19195550009", delivery_code=770)`.

    Conditions (None matches all): `method`, `path` (its end, such as `messages`), `to`, `from_`,
    `tag`.
    At `rest`: `error` (a catalogue code), `delay_ms` (real time), `connection_fault`.
    At `carrier`: `delivery_code`, `state="error"`, `silent` (no receipt), `delay_ms`, `reply` (a
    text from the recipient after delivery).
    At `callback`: `outcome="lost"` (never sent) or `"twice"` (sent again, as at-least-once delivery
    does).
    `times`: how often it happens; None means until reset.
    """

    at: Place
    method: str | None = None
    path: str | None = None
    to: str | None = None
    from_: str | None = None
    tag: str | None = None
    error: str | None = None
    delivery_code: int | None = None
    state: Literal["error"] | None = None
    silent: bool = False
    reply: str | None = None
    outcome: Literal["lost", "twice"] | None = None
    delay_ms: int = 0
    connection_fault: ConnectionFault | None = None
    times: int | None = None

    def __post_init__(self) -> None:
        if self.at not in PLACES:
            raise ValueError(f"no place {self.at!r} for a fault; choose one of {', '.join(PLACES)}")
        if self.error is not None and self.error not in by_name():
            raise ValueError(f"no error {self.error!r}; the catalogue has {', '.join(by_name())}")
        if self.times is not None and self.times < 1:
            raise ValueError(f"times={self.times}; use 1 or more, or None for always")
        if self.delivery_code not in (None, *DELIVERY_CODES):
            known = ", ".join(map(str, DELIVERY_CODES))
            raise ValueError(f"delivery_code={self.delivery_code}; choose one of {known}")

    def matches(self, facts: dict[str, str | None]) -> bool:
        """Whether all conditions of this fault hold for `facts`."""
        path = facts.get("path") or ""
        return all(
            condition is None or condition == fact
            for condition, fact in (
                (self.method, facts.get("method")),
                (self.to, facts.get("to")),
                (self.from_, facts.get("from")),
                (self.tag, facts.get("tag")),
            )
        ) and (self.path is None or path.rstrip("/").endswith(self.path))

    def raised(self, facts: dict[str, str | None]) -> CatapultError | None:
        """The scripted error, its message filled with values of the request."""
        if self.error is None:
            return None
        row = by_name()[self.error]
        values = _SAMPLE_VALUES | facts
        return row.error(**{name: _known(values.get(name), name) for name in _names(row)})


class Faults:
    """The faults of one tenant, oldest first. Of those that match, the first one happens."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = Lock()

    def add(self, fault: Fault) -> Fault:
        """Add `fault`; it happens from now on."""
        with self._lock:
            self._faults.append(fault)
        return fault

    def all(self) -> list[Fault]:
        """The faults that can still happen."""
        return list(self._faults)

    def any(self) -> bool:
        """Whether there are faults."""
        return bool(self._faults)

    def clear(self) -> None:
        """Remove all faults."""
        with self._lock:
            self._faults.clear()

    def take(self, place: Place, facts: dict[str, str | None]) -> Fault | None:
        """Return the fault that happens here, None if none matches. Uses up one of its `times`."""
        if not self._faults:
            return None
        with self._lock:
            for position, fault in enumerate(self._faults):
                if fault.at == place and fault.matches(facts):
                    self._count_down(position, fault)
                    return fault
        return None

    def _count_down(self, position: int, fault: Fault) -> None:
        if fault.times == 1:
            del self._faults[position]
        elif fault.times is not None:
            self._faults[position] = replace(fault, times=fault.times - 1)


def _names(row: ErrorKind) -> set[str]:
    """The names of the values in the message and the details of `row`."""
    return {name for _, name, _, _ in Formatter().parse(row.template) if name} | set(row.details)


def _known(value: object, name: str) -> object:
    """The value, or its name in angle brackets where it is missing."""
    return f"<{name}>" if value is None else value
