"""Caller names (CNAM). Source: methods/numberInfo/getNumberInfo.md.

A test can set the name of a number. Other names are generated: the same for a number in every run.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import NamedTuple

from catapult_simulator.core import limits
from catapult_simulator.core.account import Account
from catapult_simulator.core.catalogue import CNAM_NOT_FOUND, INVALID_CNAM_SEARCH
from catapult_simulator.core.checks import check_length, check_text
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.rules import DAY_MS
from catapult_simulator.core.world import World, synchronized

# Up to 15 capitals, family name first, as caller names are.
_FAMILIES = ("SMITH", "JOHNSON", "WILLIAMS", "BROWN", "JONES", "GARCIA", "MILLER", "DAVIS", "LOPEZ")
_GIVEN = ("MARY", "JAMES", "LINDA", "JOHN", "ANNA", "DAVID", "SUSAN", "CARLOS", "KAREN", "PAUL")


class NumberInfo(NamedTuple):
    """The name of a number's owner; first and last lookup in ms."""

    number: str
    name: str
    created_ms: int
    updated_ms: int


class NumberInfos:
    """The caller names that one tenant has looked up."""

    def __init__(self, world: World, account: Account) -> None:
        self._world = world
        self._account = account
        self._known: dict[str, NumberInfo] = {}
        self._names: dict[str, str] = {}

    @synchronized
    def name(self, number: str, name: str) -> None:
        """Set the name of `number`, in any notation; an empty name makes it unknown."""
        check_text("number", number, blank=False)
        check_text("name", name)
        check_length("name", name, limits.MAX_NAME)
        number = e164.normalize(number)
        if number not in self._names:
            limits.require_room(len(self._names) + 1, limits.MAX_CALLER_NAMES, "caller names")
        self._names[number] = name

    @property
    def names(self) -> dict[str, str]:
        """The names that were set, by number."""
        return dict(self._names)

    @property
    def looked_up(self) -> list[NumberInfo]:
        """The answers so far, oldest first."""
        return list(self._known.values())

    def restore(self, names: Mapping[str, str], looked_up: Iterable[NumberInfo]) -> None:
        """Have these names and answers."""
        self._names.update(names)
        self._known.update((each.number, each) for each in looked_up)

    @synchronized
    def look_up(self, number: str) -> NumberInfo:
        """Look up the name of `number` and charge the account.

        Raises `invalid-cnam-search` for a number that is not E.164, `cnam-not-found` for a number
        outside North America (assumption D23) or without a name.
        """
        if not e164.is_e164(number):
            raise INVALID_CNAM_SEARCH.error(number=number)
        self._account.require("cnam-search")
        name = self._names.get(number, _generated_name(number))
        if not name:
            raise CNAM_NOT_FOUND.error(number=number)
        if number not in self._known:
            limits.require_room(len(self._known) + 1, limits.MAX_CALLER_NAMES, "caller names")
        self._account.charge("cnam-search", number)
        self._known[number] = self._refreshed(number, name)
        return self._known[number]

    def _refreshed(self, number: str, name: str) -> NumberInfo:
        """`created` is the first query, `updated` changes once a day (assumption D16)."""
        now_ms = self._world.clock.now_ms()
        info = self._known.get(number, NumberInfo(number, name, now_ms, now_ms))
        if info.name != name or now_ms - info.updated_ms >= DAY_MS:
            return info._replace(name=name, updated_ms=now_ms)
        return info


def _generated_name(number: str) -> str:
    if not e164.is_north_american(number):
        return ""
    chosen = int.from_bytes(blake2b(number.encode(), digest_size=4).digest(), "big")
    family = _FAMILIES[chosen % len(_FAMILIES)]
    return f"{family} {_GIVEN[chosen // len(_FAMILIES) % len(_GIVEN)]}"[:15]
