"""Faults: scripted failures. Each is data: where, on which condition, what happens, how often.

`rest` faults happen before a request is validated, `carrier` faults when a message is handed to the
carrier, `callback` faults when a callback is sent. `fault_effects` says what each place has,
`fault_list` keeps those of an account.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

from catapult_simulator.core.catalogue import CatapultError, by_name
from catapult_simulator.core.checks import (
    check_flag,
    check_length,
    check_one_of,
    check_optional_text,
    check_whole,
)
from catapult_simulator.core.fault_effects import CONDITIONS, EFFECTS, PLACES, Place, misfit
from catapult_simulator.core.limits import MAX_FAULT_TEXT
from catapult_simulator.core.messages.message import DELIVERY_CODES, DeliveryCode
from catapult_simulator.core.near_words import nearest
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.scripted_errors import scripted_error

ConnectionFault = Literal["reset", "truncate", "garbage", "close"]
CONNECTION_FAULTS: tuple[ConnectionFault, ...] = ("reset", "truncate", "garbage", "close")
HttpMethod = Literal["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
METHODS: tuple[HttpMethod, ...] = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
CallbackOutcome = Literal["lost", "twice"]
CALLBACK_OUTCOMES: tuple[CallbackOutcome, ...] = ("lost", "twice")
MAX_TIMES = 1_000_000
MAX_DELAY_MS = 3600 * 1000
Facts = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One scripted failure: `Fault("carrier", to="+19195550009", delivery_code=770)`.

    Conditions (None matches all): `method`, `path` (its end, such as `messages`), `to`, `from_`
    (numbers in any notation), `tag`.
    At `rest`: `error` (a catalogue code), `delay_ms` (real time), `connection_fault`.
    At `carrier`: `delivery_code`, `state="error"`, `silent` (no receipt), `delay_ms`, `reply`.
    At `callback`: `outcome="lost"` (never sent) or `"twice"` (sent again).
    `times`: how often it happens; None means until it is removed. `Faults.add` gives it an `id`;
    `struck` counts how often it has happened.

    Raises ValueError for a property that does not fit the place, and for a fault without effect.
    """

    at: Place
    method: HttpMethod | None = None
    path: str | None = None
    to: str | None = None
    from_: str | None = None
    tag: str | None = None
    error: str | None = None
    delivery_code: DeliveryCode | None = None
    state: Literal["error"] | None = None
    silent: bool = False
    reply: str | None = None
    outcome: CallbackOutcome | None = None
    delay_ms: int = 0
    connection_fault: ConnectionFault | None = None
    times: int | None = None
    id: str = field(default="", compare=False)
    struck: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        check_one_of("at", self.at, PLACES)
        _check_values(self)
        if problem := misfit(self.at, self._given(), {}):
            raise ValueError(problem.sentence)

    @property
    def used_up(self) -> bool:
        """Whether it has happened as often as it may."""
        return self.times is not None and self.struck >= self.times

    @property
    def effect(self) -> str:
        """The effects in words: `delivery code 770, delay of 50 ms`."""
        effects = [row for row in EFFECTS if row.name in self._given()]
        return ", ".join(row.words.format(getattr(self, row.name)) for row in effects)

    def matches(self, facts: Facts) -> bool:
        """Whether all conditions of this fault hold for `facts`."""
        return (
            (self.method is None or self.method == facts.get("method"))
            and (self.to is None or _same_number(self.to, facts.get("to")))
            and (self.from_ is None or _same_number(self.from_, facts.get("from")))
            and (self.tag is None or self.tag == facts.get("tag"))
            and (self.path is None or _ends_with(facts.get("path"), self.path))
        )

    def raised(self, facts: Facts) -> CatapultError | None:
        """The scripted error, its message filled with values of the request."""
        return None if self.error is None else scripted_error(self.error, facts)

    def _given(self) -> set[str]:
        return given({name: getattr(self, name) for name in _DEFAULTS})


_DEFAULTS = {each.name: each.default for each in fields(Fault)}


def given(properties: Mapping[str, object]) -> set[str]:
    """The names of effects and conditions that have a value in `properties`."""
    defaults = ((row.name, _DEFAULTS[row.name]) for row in (*EFFECTS, *CONDITIONS))
    return {name for name, unset in defaults if properties.get(name, unset) != unset}


def _unknown_error(code: str) -> str:
    """Names the nearest code; all of them, where none is near."""
    if near := nearest(code, by_name()):
        return f"no error {code!r}; did you mean {near!r}?"
    return f"no error {code!r}; the catalogue has {', '.join(by_name())}"


def _check_values(fault: Fault) -> None:
    for name in ("path", "to", "from_", "tag", "reply"):
        check_optional_text(name, getattr(fault, name), blank=False)
        check_length(name, getattr(fault, name), MAX_FAULT_TEXT)
    if fault.error is not None and fault.error not in by_name():
        raise ValueError(_unknown_error(fault.error))
    check_one_of("method", fault.method, (None, *METHODS))
    check_one_of("connection_fault", fault.connection_fault, (None, *CONNECTION_FAULTS))
    check_one_of("delivery_code", fault.delivery_code, (None, *DELIVERY_CODES))
    check_one_of("state", fault.state, (None, "error"))
    check_one_of("outcome", fault.outcome, (None, *CALLBACK_OUTCOMES))
    check_flag("silent", fault.silent)
    check_whole("delay_ms", fault.delay_ms, 0, MAX_DELAY_MS)
    if fault.times is not None:
        check_whole("times", fault.times, 1, MAX_TIMES)


def _ends_with(path: str | None, end: str) -> bool:
    return path is not None and path.rstrip("/").endswith(end.rstrip("/"))


def _same_number(condition: str, fact: str | None) -> bool:
    return fact is not None and e164.normalize(condition) == e164.normalize(fact)
