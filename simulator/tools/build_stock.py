"""Builds `core/numbers/stock.txt.gz`: the town of each exchange and each ZIP code.

    python -m venv build && build/bin/pip install "phonenumbers==9.0.43" "zipcodes==3.0.0" zopfli
    build/bin/python simulator/tools/build_stock.py

Sources, also listed in `stock-sources.md`:

- `phonenumbers` (PyPI, Apache-2.0), Google's libphonenumber: area codes of the numbering plan, and
  the town of an exchange (`geodata`).
- `zipcodes` (PyPI, MIT): ZIP code, its post town and state (facts of the US Postal Service), and
  the coordinates (GeoNames, CC BY 4.0) that find the nearest telephone town. Its area codes are
  not used.
- `OVERLAYS`: NANPA's public list of area codes (`npa_report.csv`, column PARENT_NPA_ID) and its
  planning letters; `LATAS`: see there.

The file, one record a line. Where a number is written as a letter (LETTER_0 for 0), the file is a
sixth smaller, and no slower to read:

    state NC CARY;RALEIGH;…             towns of a state; their position is their number
    near NC MORRISVILLE;…=LETTERS       post towns without an exchange, and the town next to each
    code 919 NC 426 LETTERS LETTERS     LATA or -; exchanges at which the town changes, as steps in
                                        EXCHANGES; the town from each of them on
    overlay 984 919 -                   has the same towns at the same exchanges; its LATA or -
    zip 275NC LETTERS LETTERS …         towns, as steps from the one before; of each, the last two
                                        digits of its ZIP codes
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

OUTPUT = Path(__file__).parents[1] / "catapult_simulator" / "core" / "numbers" / "stock.txt.gz"
EXCHANGES = [
    f"{n}" for n in range(200, 1000) if n % 100 != 11 and n not in (555, 950, 958, 959, 976)
]
LETTER_0 = 33  # as in stock.py: the letter after the space
STATES = {
    "California": "CA", "Chicago, IL": "IL", "Connecticut": "CT", "Los Angeles, CA": "CA",
    "New York": "NY", "New York, NY": "NY", "San Antonio, TX": "TX", "Texas": "TX",
    "Washington D.C.": "DC",
}  # fmt: skip
ONE_TOWN = {
    "202": ("WASHINGTON", "DC"), "210": ("SAN ANTONIO", "TX"), "212": ("NEW YORK", "NY"),
    "213": ("LOS ANGELES", "CA"), "312": ("CHICAGO", "IL"), "773": ("CHICAGO", "IL"),
    "917": ("NEW YORK", "NY"),
}  # fmt: skip
# Overlay area code -> the area code whose towns it also serves.
_OVERLAYS = (
    "220=740 223=717 227=301 235=573 272=570 274=920 279=916 283=513 324=904 326=937 327=870 "
    "329=845 331=630 332=212 339=781 341=510 346=713 350=209 351=978 353=608 363=516 364=270 "
    "369=707 380=614 385=801 424=310 430=903 442=760 445=215 447=217 448=850 458=541 463=317 "
    "464=708 470=404 472=910 475=203 531=402 534=715 539=918 551=201 557=314 564=360 567=419 "
    "572=405 582=814 628=415 629=615 640=609 645=305 656=813 657=714 667=410 669=408 680=315 "
    "681=304 686=804 689=407 725=702 726=210 728=561 730=618 737=512 738=213 743=336 747=818 "
    "748=970 754=954 762=706 771=202 820=805 821=864 826=540 835=610 838=518 839=803 840=909 "
    "848=732 854=843 872=312 878=724 929=718 930=812 934=631 938=256 943=404 945=214 947=248 "
    "948=757 959=860 975=816 984=919 986=208"
)
OVERLAYS = {pair[:3]: pair[4:] for pair in _OVERLAYS.split()}
# LATA of an area code. Numbers of other area codes have none, as some in the documents.
# Documented: 426 (methods/availableNumbers), 224, 656, 730 (the vendor's SDK samples: Jersey City,
# Fort Collins, Lomita and Agoura), 722 (TELECOM Digest: all of these codes). 132 and 722 also in
# public samples of other carriers. The whole area code has the sample's: assumption D33.
LATAS = {
    code: lata
    for lata, codes in {
        "132": "212 332 718 917 929",
        "224": "201 551",
        "426": "919 984",
        "656": "970 748",
        "722": "341 408 415 510 628 650 669 925",
        "730": "310 424 747 818",
    }.items()
    for code in codes.split()
}
_KEY = {"SAINT": "ST", "FORT": "FT", "MOUNT": "MT", "HTS": "HEIGHTS", "HSE": "HOUSE"}

Town = tuple[str, str]  # upper-case name, state
Point = tuple[float, float]


def main() -> None:
    lines = sorted(records(towns_of_codes()))
    # Zopfli writes gzip that is a twentieth smaller, and read as quickly.
    packed = import_module("zopfli.gzip").compress(("\n".join(lines) + "\n").encode())
    OUTPUT.write_bytes(packed)
    sys.stdout.write(f"{OUTPUT.name}: {len(lines)} records, {len(packed)} bytes\n")


def records(codes: Mapping[str, dict[str, Town]]) -> Iterator[str]:
    """The lines of the file; `codes` maps area code -> exchange -> town."""
    places: dict[str, list[str]] = defaultdict(list)
    for name, state in sorted({town for towns in codes.values() for town in towns.values()}):
        places[state].append(name)
    for state, names in places.items():
        yield f"state {state} {';'.join(names)}"
    for code, towns in codes.items():
        yield code_record(code, towns, places)
    yield from (f"overlay {new} {old} {LATAS.get(new, '-')}" for new, old in OVERLAYS.items())
    yield from postal_records(places)


def code_record(code: str, towns: Mapping[str, Town], places: Mapping[str, list[str]]) -> str:
    """The town of every exchange; one that is not listed: assumption D33."""
    starts: list[int] = []
    runs: list[int] = []
    current = towns[min(towns)]
    state = current[1]
    for position, exchange in enumerate(EXCHANGES):
        town = towns.get(exchange, current)
        if town != current or not runs:
            starts.append(position)
            runs.append(places[state].index(town[0]))
        current = town
    return f"code {code} {state} {LATAS.get(code, '-')} {letters(steps(starts))} {letters(runs)}"


def steps(numbers: Iterable[int]) -> list[int]:
    """The distance of each number from the one before; the first from 0."""
    ascending = [0, *numbers]
    return [later - earlier for earlier, later in pairwise(ascending)]


def letters(numbers: Iterable[int]) -> str:
    """A letter for each number."""
    return "".join(chr(LETTER_0 + number) for number in numbers)


def towns_of_codes() -> dict[str, dict[str, Town]]:
    """Area code -> exchange -> town, for the geographic codes of the states and DC."""
    geodata = read_geodata()
    codes = {}
    for code in geographic_codes():
        if code in OVERLAYS:
            continue
        state = state_of(code, geodata)
        listed = {
            exchange: town
            for exchange in EXCHANGES
            if (town := town_of(code + exchange, geodata)) and town[1] == state
        }
        codes[code] = listed or {EXCHANGES[0]: ONE_TOWN[code]}
    return codes


def read_geodata() -> dict[str, str]:
    """The English place name by the digits after the country code 1."""
    package = import_module("phonenumbers.geodata")
    found: dict[str, str] = {}
    for part in Path(package.__path__[0]).glob("data*.py"):
        for prefix, names in import_module(f"phonenumbers.geodata.{part.stem}").data.items():
            if prefix.startswith("1") and "en" in names:
                found[prefix[1:]] = names["en"]
    return found


def geographic_codes() -> list[str]:
    """The area codes of the United States that may have every exchange."""
    metadata: Any = import_module("phonenumbers.data.region_US").PHONE_METADATA_US
    fixed = re.compile(metadata.fixed_line.national_number_pattern)
    codes = map(str, range(200, 1000))
    return [c for c in codes if all(fixed.fullmatch(c + nxx + "0123") for nxx in EXCHANGES)]


def town_of(prefix: str, geodata: Mapping[str, str]) -> Town | None:
    """The town of area code and exchange: that of the longest known prefix, if it is a town."""
    known = next((geodata[prefix[:n]] for n in (6, 5, 4) if prefix[:n] in geodata), "")
    found = re.fullmatch(r"(?:.*, )?([^,]+), ([A-Z]{2})", known)
    return (found[1].upper().replace(".", ""), found[2]) if found else None


def state_of(code: str, geodata: Mapping[str, str]) -> str:
    """The state of most exchanges of the area code, two letters."""
    if code in ONE_TOWN:
        return ONE_TOWN[code][1]
    towns = (town_of(code + exchange, geodata) for exchange in EXCHANGES)
    states = [town[1] for town in towns if town]
    return max(sorted(set(states)), key=states.count)


def postal_records(places: Mapping[str, list[str]]) -> Iterator[str]:
    """`near` and `zip` lines."""
    zips = [z for z in all_zips() if z["state"] in places]
    points = mean_points(zips)
    near: dict[str, dict[str, int]] = defaultdict(dict)
    codes: dict[tuple[str, str], dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    index = {
        state: {key(name): i for i, name in enumerate(names)} for state, names in places.items()
    }
    for z in zips:
        state, town = z["state"], key(z["city"])
        if town not in index[state] and town not in near[state]:
            near[state][town] = nearest(points[town, state], state, index[state], points)
        place = index[state].get(town, near[state].get(town, 0))
        codes[z["zip_code"][:3], state][place].append(z["zip_code"][3:])
    delivered = {(key(z["city"]), z["state"]) for z in zips if z["zip_code_type"] == "STANDARD"}
    for state, found in near.items():
        names = {name: at for name, at in found.items() if (name, state) in delivered}
        listed = sorted(names.items())
        towns = letters(at for _, at in listed)
        yield f"near {state} {';'.join(name for name, _ in listed)}={towns}"
    for (prefix, state), by_place in codes.items():
        ends = (letters(sorted(map(int, by_place[at]))) for at in sorted(by_place))
        yield f"zip {prefix}{state} {letters(steps(sorted(by_place)))} {' '.join(ends)}"


def all_zips() -> list[Any]:
    """Civil ZIP codes."""
    return [z for z in import_module("zipcodes").list_all() if z["zip_code_type"] != "MILITARY"]


def mean_points(zips: list[Any]) -> dict[Town, Point]:
    """The coordinates of each post town: the mean of its ZIP codes."""
    points: dict[Town, list[Point]] = defaultdict(list)
    for z in zips:
        points[key(z["city"]), z["state"]].append((float(z["lat"]), float(z["long"])))
    return {
        town: (sum(x for x, _ in at) / len(at), sum(y for _, y in at) / len(at))
        for town, at in points.items()
    }


def nearest(at: Point, state: str, index: Mapping[str, int], points: Mapping[Town, Point]) -> int:
    """The telephone town of `state` nearest to `at`, in degrees."""
    known = [name for name in index if (name, state) in points]

    def distance(name: str) -> float:
        lat, long = points[name, state]
        return (lat - at[0]) ** 2 + ((long - at[1]) * 0.78) ** 2

    return index[min(known, key=distance)]


def key(name: str) -> str:
    """The form in which towns are compared; the same rule as `stock.town_key`."""
    words = re.sub(r"[^A-Z0-9]+", " ", name.upper().replace(".", "").replace("'", "")).split()
    return " ".join(_KEY.get(word, word) for word in words)


if __name__ == "__main__":
    main()
