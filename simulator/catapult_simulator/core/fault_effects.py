"""EFFECTS and CONDITIONS: what a fault can do, and on what it can depend, at each place.

A fault with a property that its place does not have could never happen as written, so it is
refused. `Fault`, the control API and the command line take places and properties from these rows.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

Place = Literal["rest", "carrier", "callback"]
PLACES: tuple[Place, ...] = ("rest", "carrier", "callback")


class Effect(NamedTuple):
    """One thing that a fault can do: the property that sets it, where, and its description."""

    name: str
    places: tuple[Place, ...]
    words: str


class Condition(NamedTuple):
    """One condition of a fault: the property that sets it, the fact it is compared with, where."""

    name: str
    fact: str
    places: tuple[Place, ...]


EFFECTS = (
    Effect("error", ("rest",), "error {}"),
    Effect("connection_fault", ("rest",), "connection fault {}"),
    Effect("delivery_code", ("carrier",), "delivery code {}"),
    Effect("state", ("carrier",), "state {}"),
    Effect("silent", ("carrier",), "no receipt"),
    Effect("reply", ("carrier",), "reply {!r}"),
    Effect("outcome", ("callback",), "callback {}"),
    Effect("delay_ms", ("rest", "carrier"), "delay of {} ms"),
)
CONDITIONS = (
    Condition("method", "method", ("rest",)),
    Condition("path", "path", ("rest", "callback")),
    Condition("to", "to", PLACES),
    Condition("from_", "from", PLACES),
    Condition("tag", "tag", PLACES),
)
# Pairs of which the second has no effect: a message in state error, or without a receipt, is
# never delivered, and only a delivered one is answered.
_CONTRADICTIONS = (("state", "silent"), ("state", "reply"), ("silent", "reply"))


class Misfit(NamedTuple):
    """A property that a fault cannot have, and the sentence that says why."""

    name: str
    sentence: str


def misfit(place: Place, given: Collection[str], names: Mapping[str, str]) -> Misfit | None:
    """Why a fault at `place` with the properties `given` cannot happen; None if it can.

    `names`: public names of the properties that have another one, such as `deliveryCode`.
    """
    return (
        _misplaced(place, given, names)
        or _without_effect(place, given, names)
        or _contradiction(given, names)
    )


def _misplaced(place: Place, given: Collection[str], names: Mapping[str, str]) -> Misfit | None:
    for row in (*EFFECTS, *CONDITIONS):
        if row.name in given and place not in row.places:
            name, fitting = names.get(row.name, row.name), _at(place, EFFECTS + CONDITIONS, names)
            sentence = f"{name} does not fit a fault at {place}; these do: {fitting}"
            return Misfit(row.name, sentence)
    return None


def _without_effect(
    place: Place, given: Collection[str], names: Mapping[str, str]
) -> Misfit | None:
    if any(row.name in given and place in row.places for row in EFFECTS):
        return None
    fitting = _at(place, EFFECTS, names)
    return Misfit("at", f"a fault at {place} needs an effect; set one of {fitting}")


def _contradiction(given: Collection[str], names: Mapping[str, str]) -> Misfit | None:
    for first, second in _CONTRADICTIONS:
        if first in given and second in given:
            one, other = names.get(first, first), names.get(second, second)
            return Misfit(second, f"{other} has no effect beside {one}; set one of the two")
    return None


def _at(place: Place, rows: Sequence[Effect | Condition], names: Mapping[str, str]) -> str:
    """The public names of the properties that fit `place`."""
    return ", ".join(names.get(row.name, row.name) for row in rows if place in row.places)
