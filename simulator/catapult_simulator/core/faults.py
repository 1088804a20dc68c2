"""What is told to go wrong: faults are data, consulted in three named places.

`rest` before a request is looked at, `carrier` when a message is handed over, `callback` when the
app is called. A fault says what it matches, what happens, and how many times.
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

# What a scripted error says where the request itself gives no value for its sentence.
_SAMPLE_VALUES: dict[str, object] = {
    "limit": 1, "per": 1, "window": 10, "rate": "1.1", "balance": "0.00000", "amount": "0.00500",
    "mediaType": "application/octet-stream", "count": 51,
    "id": "n-unknown",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to go wrong: `Fault("carrier", to="+19195550009", delivery_code=770)`.

    Conditions (None matches all): `method`, `path` (its end, such as `messages`), `to`, `from_`,
    `tag`. Outcomes at `rest`: `error` (a catalogue code), `delay_ms` (real time), `sabotage`.
    Outcomes at `carrier`: `delivery_code`, `state="error"`, `silent` (no receipt ever),
    `delay_ms`, `reply` (what the person answers once the message is delivered).
    Outcomes at `callback`: `lost` (never sent), `twice` (at-least-once delivery, as in life).
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
    sabotage: ConnectionFault | None = None
    times: int | None = None

    def __post_init__(self) -> None:
        if self.at not in PLACES:
            raise ValueError(f"no place {self.at!r} for a fault; there are {', '.join(PLACES)}")
        if self.error is not None and self.error not in by_name():
            raise ValueError(f"no error {self.error!r}; the catalogue has {', '.join(by_name())}")
        if self.times is not None and self.times < 1:
            raise ValueError(f"times={self.times}; a fault happens at least once")
        if self.delivery_code not in (None, *DELIVERY_CODES):
            known = ", ".join(map(str, DELIVERY_CODES))
            raise ValueError(f"delivery_code={self.delivery_code}; there are {known}")

    def matches(self, facts: dict[str, str | None]) -> bool:
        """Whether every condition of this fault holds for `facts`."""
        path = facts.get("path") or ""
        return all(
            wanted is None or wanted == found
            for wanted, found in (
                (self.method, facts.get("method")),
                (self.to, facts.get("to")),
                (self.from_, facts.get("from")),
                (self.tag, facts.get("tag")),
            )
        ) and (self.path is None or path.rstrip("/").endswith(self.path))

    def raised(self, facts: dict[str, str | None]) -> CatapultError | None:
        """The error that this fault scripts, worded with what the request says."""
        if self.error is None:
            return None
        row = by_name()[self.error]
        values = _SAMPLE_VALUES | facts
        return row.error(**{name: _known(values.get(name), name) for name in _names(row)})


class Faults:
    """The faults of one tenant, oldest first; the first that matches happens."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = Lock()

    def add(self, fault: Fault) -> Fault:
        """Let `fault` happen from now on."""
        with self._lock:
            self._faults.append(fault)
        return fault

    def all(self) -> list[Fault]:
        """What is still told to go wrong."""
        return list(self._faults)

    def any(self) -> bool:
        """Whether anything at all is told to go wrong."""
        return bool(self._faults)

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        with self._lock:
            self._faults.clear()

    def take(self, place: Place, facts: dict[str, str | None]) -> Fault | None:
        """The fault that happens to this, counted down; None where all goes well."""
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
    """What the sentence and the details of `row` are made of."""
    return {name for _, name, _, _ in Formatter().parse(row.template) if name} | set(row.details)


def _known(value: object, name: str) -> object:
    """A value that nobody knows is named instead of failing."""
    return f"<{name}>" if value is None else value
