"""Mutant: a module of the package with one change."""

import ast
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from mutants.sites import Site, sites, variants

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "simulator" / "catapult_simulator"
# They have the behaviour of the API. Commands, pages, setups and pytest have tests of their own.
_FOLDERS = ("callbacks", "core", "rest", "web")
_SHOWN = 70  # characters


class Mutant(NamedTuple):
    """The change of one place in the module `path`, below the package."""

    path: str
    line: int
    function: str
    before: str
    after: str
    source: str

    def __str__(self) -> str:
        return f"{self.place}: {_short(self.before)} → {_short(self.after)}"

    @property
    def place(self) -> str:
        """Module, line and function."""
        return f"{self.path}:{self.line} {self.function}".rstrip()

    @property
    def key(self) -> str:
        """The same while other lines of the module change."""
        return _key(self.path, self.function, self.before, self.after)


def listed(name: str) -> set[str]:
    """The entries of a list beside this module: lines of `entry # reason`."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    lines = (f" {line}".partition(" # ")[0].strip() for line in text.splitlines())
    return {line for line in lines if line}


def modules() -> list[str]:
    """The modules that have the behaviour of the API: all that `elsewhere.txt` does not list."""
    elsewhere = tuple(each for each in listed("elsewhere.txt") if " " not in each)
    found = (str(path.relative_to(PACKAGE)) for each in _FOLDERS for path in _modules_below(each))
    return sorted(path for path in found if not path.startswith(elsewhere))


def _modules_below(folder: str) -> Iterator[Path]:
    return (PACKAGE / folder).rglob("*.py")


def sample(seed: int, count: int | None) -> list[Mutant]:
    """So many mutants, at most one of a place: always the same of a seed; None for all.

    A change of the code changes no other mutants of a sample than its own. Those of
    `equivalent.txt`, which behave like the original, are passed over.
    """
    equivalent = listed("equivalent.txt")
    places = [
        (keys[seed % len(keys)], path, at) for path in modules() for at, keys in _places(path)
    ]
    mixed = sorted(places, key=lambda place: sha256(f"{seed} {place[0]}".encode()).digest())
    chosen = (made(path, at, seed) for key, path, at in mixed if key not in equivalent)
    return list(islice(chosen, count))


def _tree(path: str) -> ast.Module:
    return ast.parse((PACKAGE / path).read_text(encoding="utf-8"))


@cache
def _places(path: str) -> list[tuple[int, list[str]]]:
    """The number of each place that is behaviour of the API, and the keys of its mutants."""
    elsewhere = listed("elsewhere.txt")
    return [
        (at, _keys(path, site))
        for at, site in enumerate(sites(_tree(path)))
        if f"{path} {site.function}" not in elsewhere and variants(site)
    ]


def made(path: str, at: int, seed: int) -> Mutant:
    """The mutant of the place number `at`; where it can become several, one by `seed`."""
    tree = _tree(path)
    site: Site = list(sites(tree))[at]
    choices = variants(site)
    changed = choices[seed % len(choices)]
    before, line = _text(site, site.node), _line(site)
    site.put(ast.copy_location(changed, site.node))
    source = ast.unparse(ast.fix_missing_locations(tree))
    return Mutant(path, line, site.function, before, _text(site, changed), source)


def keys(path: str) -> set[str]:
    """The keys of all mutants of a module."""
    return {key for site in sites(_tree(path)) for key in _keys(path, site)}


def _keys(path: str, site: Site) -> list[str]:
    before, function = _text(site, site.node), site.function
    return [_key(path, function, before, _text(site, after)) for after in variants(site)]


def _text(site: Site, node: ast.AST) -> str:
    """The node in Python; as an argument, with its name."""
    name = site.parent.arg if isinstance(site.parent, ast.keyword) else None
    return f"{name}={ast.unparse(node)}" if name else ast.unparse(node)


def _key(path: str, function: str, before: str, after: str) -> str:
    return " ".join(f"{path} {function}: {before} → {after}".split())


def _line(site: Site) -> int:
    return getattr(site.node, "lineno", getattr(site.parent, "lineno", 0))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
