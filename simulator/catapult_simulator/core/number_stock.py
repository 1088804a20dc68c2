"""The stock of numbers: which town an exchange belongs to, and which exchanges a town has.

No number is stored. A number is an area code, an exchange and a line; every line of every exchange
named here is in stock. Knows nothing of tenants, searches or prices.

Source: `data/stock.txt.gz`, built by `tools/build_stock.py`; origins in `data/stock-sources.md`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

TOLL_FREE_CODES = ("800", "833", "844", "855", "866", "877", "888")

_ALL = tuple(map(str, range(200, 1000)))
# Never handed out: N11 service codes, 555 (magic destinations and fiction), and what NANPA keeps
# for information, testing and pay-per-call services (950, 958, 959, 976).
EXCHANGES = tuple(n for n in _ALL if n[1:] != "11" and n not in {"555", "950", "958", "959", "976"})

_ABBREVIATED = {"SAINT": "ST", "FORT": "FT", "MOUNT": "MT", "HTS": "HEIGHTS", "HSE": "HOUSE"}

Region = tuple[tuple[str, tuple[str, ...]], ...]
"""Area codes, each with those of its exchanges that belong to the region."""

TOLL_FREE: Region = tuple((code, EXCHANGES) for code in TOLL_FREE_CODES)


class Place(NamedTuple):
    """Where an exchange is. Names are upper-case; `lata` is missing where nobody says it."""

    city: str
    rate_center: str
    state: str
    lata: str | None


class AreaCode(NamedTuple):
    """A geographic area code: each of its exchanges has a place."""

    code: str
    state: str
    places: dict[str, Place]
    exchanges: dict[str, tuple[str, ...]]  # city -> those that are handed out


class Stock:
    """The file, read record by record when one is asked for. Shared by all tenants; only reads.

    What was read is kept: threads that race for a record find the same.
    """

    def __init__(self, text: str) -> None:
        self._records: dict[tuple[str, str], str] = {}
        self._codes: dict[str, list[str]] = defaultdict(list)
        self._read: dict[str, AreaCode | None] = {}
        for line in text.splitlines():
            kind, name, rest = line.split(" ", 2)
            self._records[kind, name] = rest
            if kind == "code":
                self._codes[rest[:2]].append(name)
            elif kind == "overlay":
                self._codes[self._records["code", rest[:3]][:2]].append(name)

    def area_code(self, code: str) -> AreaCode | None:
        """The geographic area code, or None: not assigned, toll-free, or outside the States."""
        if code not in self._read:
            self._read[code] = self._read_area_code(code)
        return self._read[code]

    def in_code(self, code: str) -> Region:
        return ((code, EXCHANGES),) if self._base(code) else ()

    def in_state(self, state: str) -> Region:
        return tuple((code, EXCHANGES) for code in self._codes.get(state.upper(), ()))

    def in_city(self, city: str, state: str) -> Region | None:
        """The city's exchanges, in all its area codes. None for a city that nobody knows."""
        name = self._city(town_key(city), state.upper())
        return None if name is None else self._in_town(name, state.upper())

    def in_zip(self, zip_code: str) -> Region | None:
        """The exchanges of the town to which the ZIP code belongs. None for an unknown one."""
        for state in self._codes:
            record = self._records.get(("zip", f"{zip_code[:3]}{state}"), "")
            for at, ends in _pairs(record):
                if zip_code[3:] in re.findall("..", ends):
                    return self._in_town(self._towns(state)[int(at)], state)
        return None

    def around(self, code: str) -> Region:
        """All area codes that serve the same towns: an area code and its overlays."""
        base = self._base(code)
        state = self.in_state(base[1]) if base else ()
        return tuple(part for part in state if self._base(part[0]) == base)

    def _in_town(self, city: str, state: str) -> Region:
        codes = filter(None, map(self.area_code, self._codes[state]))
        return tuple((code.code, code.exchanges[city]) for code in codes if city in code.exchanges)

    def _city(self, key: str, state: str) -> str | None:
        for name in self._towns(state):
            if town_key(name) == key:
                return name
        at = dict(_pairs(self._records.get(("near", state), ""))).get(key)
        return None if at is None else self._towns(state)[int(at)]

    def _towns(self, state: str) -> list[str]:
        record = self._records.get(("state", state))
        return record.split(";") if record else []

    def _base(self, code: str) -> tuple[str, str] | None:
        """The area code whose exchanges `code` shares (mostly itself), and the state."""
        shared = self._records.get(("overlay", code), code)[:3]
        record = self._records.get(("code", shared))
        return (shared, record[:2]) if record else None

    def _read_area_code(self, code: str) -> AreaCode | None:
        base = self._base(code)
        if base is None:
            return None
        state, lata, runs = self._records["code", base[0]].split(" ")
        if code != base[0]:
            lata = self._records["overlay", code][4:]
        places = dict(self._places(state, lata.strip("-") or None, runs))
        return AreaCode(code, state, places, _exchanges_by_city(places))

    def _places(self, state: str, lata: str | None, runs: str) -> Iterator[tuple[str, Place]]:
        towns, starts = self._towns(state), dict(_pairs(runs))
        place = Place("", "", state, lata)
        for exchange in _ALL:
            if exchange in starts:
                city = towns[int(starts[exchange])]
                place = Place(city, rate_center_of(city), state, lata)
            yield exchange, place


def _exchanges_by_city(places: Mapping[str, Place]) -> dict[str, tuple[str, ...]]:
    cities: dict[str, list[str]] = defaultdict(list)
    for exchange in EXCHANGES:
        cities[places[exchange].city].append(exchange)
    return {city: tuple(exchanges) for city, exchanges in cities.items()}


@cache
def stock() -> Stock:
    """The stock that comes with the package; read on first use."""
    import gzip  # here, with the next: most programs never search, and start sooner without
    from importlib.resources import files

    packed = files("catapult_simulator").joinpath("data", "stock.txt.gz").read_bytes()
    return Stock(gzip.decompress(packed).decode())


def town_key(name: str) -> str:
    """How names of towns are compared: `St. Louis`, `SAINT LOUIS` and `st louis` are the same."""
    words = re.sub(r"[^A-Z0-9]+", " ", name.upper().replace(".", "").replace("'", "")).split()
    return " ".join(_ABBREVIATED.get(word, word) for word in words)


def rate_center_of(city: str) -> str:
    """A rate centre named after its town in at most ten letters.

    Observed: `CARY`, `FT COLLINS`, `JERSEYCITY`. Assumed: that every town has one of its own.
    """
    short = re.sub(r"\bFORT\b", "FT", re.sub(r"\bSAINT\b", "ST", city))
    return short if len(short) <= 10 else short.replace(" ", "")[:10]


def _pairs(record: str) -> list[tuple[str, str]]:
    """`a=1;b=2` as pairs; no record, no pairs."""
    pairs = (pair.partition("=") for pair in record.split(";") if pair)
    return [(left, right) for left, _, right in pairs]
