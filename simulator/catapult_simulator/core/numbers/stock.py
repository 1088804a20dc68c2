"""The stock of numbers: the town of each exchange, and the exchanges of each town.

Numbers are not stored. A number is an area code, an exchange and a line; the stock has every line
of every exchange. This module does not know tenants, searches or prices.

Source: `stock.txt.gz`, built by `tools/build_stock.py`; sources in `stock-sources.md`.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).parent / "stock.txt.gz"
_LETTER_0 = 33  # the code point that the file writes for 0
TOLL_FREE_CODES = ("800", "833", "844", "855", "866", "877", "888")

_ALL = tuple(map(str, range(200, 1000)))
# Not in stock: N11 service codes, 555 (magic numbers and fiction), and the exchanges that NANPA
# reserves for information, tests and pay-per-call services (950, 958, 959, 976).
EXCHANGES = tuple(n for n in _ALL if n[1:] != "11" and n not in {"555", "950", "958", "959", "976"})

_ABBREVIATED = {"SAINT": "ST", "FORT": "FT", "MOUNT": "MT", "HTS": "HEIGHTS", "HSE": "HOUSE"}

Region = tuple[tuple[str, tuple[str, ...]], ...]
"""Area codes, each with its exchanges in the region."""

TOLL_FREE: Region = tuple((code, EXCHANGES) for code in TOLL_FREE_CODES)


class Place(NamedTuple):
    """The place of an exchange. Names are in upper case; `lata` is None if unknown."""

    city: str
    rate_center: str
    state: str
    lata: str | None


class AreaCode(NamedTuple):
    """A geographic area code. The exchanges from `starts[n]` to the next start are in `runs[n]`."""

    code: str
    state: str
    starts: list[str]
    runs: list[Place]

    def place(self, exchange: str) -> Place:
        """The place of an exchange."""
        return self.runs[bisect_right(self.starts, exchange) - 1]

    def exchanges_in(self, city: str) -> tuple[str, ...]:
        """The exchanges of the city that are in stock."""
        return tuple(exchange for exchange in EXCHANGES if self.place(exchange).city == city)


class Stock:
    """The records of the file, each parsed when first needed and kept. All tenants share it.

    Threads that race to parse a record get equal results.
    """

    def __init__(self, text: str) -> None:
        self._records: dict[tuple[str, str], str] = {}
        self._codes: dict[str, list[str]] = defaultdict(list)
        self._read: dict[str, AreaCode | None] = {}
        self._towns_of: dict[str, list[str]] = {}
        for line in text.removesuffix("\n").split("\n"):
            kind, name, rest = line.split(" ", 2)
            self._records[kind, name] = rest
            if kind == "code":
                self._codes[rest[:2]].append(name)
            elif kind == "overlay":
                self._codes[self._records["code", rest[:3]][:2]].append(name)

    def area_code(self, code: str) -> AreaCode | None:
        """The geographic area code; None if unassigned, toll-free or outside the United States."""
        if code not in self._read:
            self._read[code] = self._read_area_code(code)
        return self._read[code]

    def in_code(self, code: str) -> Region:
        return ((code, EXCHANGES),) if self._base(code) else ()

    def in_state(self, state: str) -> Region:
        return tuple((code, EXCHANGES) for code in self._codes.get(state.upper(), ()))

    def in_city(self, city: str, state: str) -> Region | None:
        """The exchanges of the city, in all its area codes. None for an unknown city."""
        name = self._city(town_key(city), state.upper())
        return None if name is None else self._in_town(name, state.upper())

    def in_zip(self, zip_code: str) -> Region | None:
        """The exchanges of the ZIP code's town. None for an unknown ZIP code."""
        if re.fullmatch("[0-9]{5}", zip_code) is None:
            return None
        end = chr(_LETTER_0 + int(zip_code[3:]))
        for state in self._codes:
            towns, *ends = self._records.get(("zip", f"{zip_code[:3]}{state}"), "").split(" ")
            for at, ends_there in zip(accumulate(_numbers(towns)), ends, strict=True):
                if end in ends_there:
                    return self._in_town(self._towns(state)[at], state)
        return None

    def around(self, code: str) -> Region:
        """The area code and its overlays: all area codes with the same towns."""
        base = self._base(code)
        state = self.in_state(base[1]) if base else ()
        return tuple(part for part in state if self._base(part[0]) == base)

    def _in_town(self, city: str, state: str) -> Region:
        at = self._towns(state).index(city)
        mentioned = (code for code in self._codes[state] if self._mentions(code, at))
        codes = filter(None, map(self.area_code, mentioned))
        parts = ((code.code, code.exchanges_in(city)) for code in codes)
        return tuple((code, exchanges) for code, exchanges in parts if exchanges)

    def _mentions(self, code: str, town: int) -> bool:
        """Whether the record of the area code has the town. Saves parsing the other records."""
        base = self._base(code)
        if base is None:
            return False
        return chr(_LETTER_0 + town) in self._records["code", base[0]].rpartition(" ")[2]

    def _city(self, key: str, state: str) -> str | None:
        for name in self._towns(state):
            if town_key(name) == key:
                return name
        names, _, towns = self._records.get(("near", state), "").partition("=")
        at = dict(zip(names.split(";"), _numbers(towns), strict=False)).get(key)
        return None if at is None else self._towns(state)[at]

    def _towns(self, state: str) -> list[str]:
        if state not in self._towns_of:
            record = self._records.get(("state", state))
            self._towns_of[state] = record.split(";") if record else []
        return self._towns_of[state]

    def _base(self, code: str) -> tuple[str, str] | None:
        """The area code whose record `code` uses (mostly its own), and its state."""
        shared = self._records.get(("overlay", code), code)[:3]
        record = self._records.get(("code", shared))
        return (shared, record[:2]) if record else None

    def _read_area_code(self, code: str) -> AreaCode | None:
        base = self._base(code)
        if base is None:
            return None
        state, lata, steps, runs = self._records["code", base[0]].split(" ")
        if code != base[0]:
            lata = self._records["overlay", code][4:]
        towns, lata = self._towns(state), lata.strip("-")
        starts = [EXCHANGES[at] for at in accumulate(_numbers(steps))]
        cities = [towns[at] for at in _numbers(runs)]
        places = [Place(city, rate_center_of(city), state, lata or None) for city in cities]
        return AreaCode(code, state, starts, places)


@cache
def stock() -> Stock:
    """The stock of the package, loaded on first use."""
    import gzip  # here, because most programs never search and start faster without

    return Stock(gzip.decompress(_FILE.read_bytes()).decode())


def town_key(name: str) -> str:
    """The form in which names are compared: `St. Louis`, `SAINT LOUIS`, `st louis` are equal."""
    words = re.sub(r"[^A-Z0-9]+", " ", name.upper().replace(".", "").replace("'", "")).split()
    return " ".join(_ABBREVIATED.get(word, word) for word in words)


def rate_center_of(city: str) -> str:
    """The name of a town's rate centre: the town's name in at most ten letters.

    Observed: `CARY`, `FT COLLINS`, `JERSEYCITY`. Each town has its own (assumption D32).
    """
    short = city
    if "FORT" in city or "SAINT" in city:
        short = re.sub(r"\bFORT\b", "FT", re.sub(r"\bSAINT\b", "ST", city))
    return short if len(short) <= 10 else short.replace(" ", "")[:10]


def _numbers(letters: str) -> Iterator[int]:
    """The numbers that the file writes as letters."""
    return (ord(letter) - _LETTER_0 for letter in letters)
