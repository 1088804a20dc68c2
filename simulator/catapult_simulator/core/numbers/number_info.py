"""Caller names (CNAM). Source: methods/numberInfo/getNumberInfo.md.

The names are made up, the same for a number in every run, unless a test says who has it.
"""

from hashlib import blake2b
from typing import NamedTuple

from catapult_simulator.core.account import Account
from catapult_simulator.core.catalogue import CNAM_NOT_FOUND, INVALID_CNAM_SEARCH
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.rules import DAY_MS
from catapult_simulator.core.world import World, synchronized

# Up to 15 capitals, family name first, as caller names are.
_FAMILIES = ("SMITH", "JOHNSON", "WILLIAMS", "BROWN", "JONES", "GARCIA", "MILLER", "DAVIS", "LOPEZ")
_GIVEN = ("MARY", "JAMES", "LINDA", "JOHN", "ANNA", "DAVID", "SUSAN", "CARLOS", "KAREN", "PAUL")


class NumberInfo(NamedTuple):
    """Who has a number: since when it was looked up, and when that was last refreshed, in ms."""

    number: str
    name: str
    created_ms: int
    updated_ms: int


class NumberInfos:
    """What one tenant has looked up."""

    def __init__(self, world: World, account: Account) -> None:
        self._world = world
        self._account = account
        self._known: dict[str, NumberInfo] = {}
        self._told: dict[str, str] = {}

    @synchronized
    def name(self, number: str, name: str) -> None:
        """From now on `number` is known as `name`; an empty name makes it unknown."""
        self._told[number] = name

    @synchronized
    def look_up(self, number: str) -> NumberInfo:
        """Who has `number`; a charge of the account.

        Raises `invalid-cnam-search` for what is not E.164, `cnam-not-found` for a number outside
        of North America (assumed) or one that a test made unknown.
        """
        if not e164.is_e164(number):
            raise INVALID_CNAM_SEARCH.error(number=number)
        self._account.require("cnam-search")
        name = self._told.get(number, _made_up(number))
        if not name:
            raise CNAM_NOT_FOUND.error(number=number)
        self._account.charge("cnam-search", number)
        self._known[number] = self._refreshed(number, name)
        return self._known[number]

    def _refreshed(self, number: str, name: str) -> NumberInfo:
        """`created` is the first query, `updated` moves on once a day (assumed)."""
        now_ms = self._world.clock.now_ms()
        info = self._known.get(number, NumberInfo(number, name, now_ms, now_ms))
        if info.name != name or now_ms - info.updated_ms >= DAY_MS:
            return info._replace(name=name, updated_ms=now_ms)
        return info


def _made_up(number: str) -> str:
    if not e164.is_north_american(number):
        return ""
    chosen = int.from_bytes(blake2b(number.encode(), digest_size=4).digest(), "big")
    family = _FAMILIES[chosen % len(_FAMILIES)]
    return f"{family} {_GIVEN[chosen // len(_FAMILIES) % len(_GIVEN)]}"[:15]
