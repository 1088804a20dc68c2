"""Mutant: a module of the package with one change."""

import ast
import random
from pathlib import Path
from typing import NamedTuple

from mutants.sites import Site, sites, variants

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "simulator" / "catapult_simulator"
# The behaviour of the API. Control API, pages, setups and pytest have tests of their own.
_BEHAVIOUR = (
    "rest/v1/*.py", "core/catalogue/*.py", "core/messages/*.py", "core/numbers/*.py",
    "core/account.py", "core/applications.py", "core/callback_fields.py",
    "core/callback_request.py", "core/credentials.py", "core/delivery.py", "core/errors.py",
    "core/links.py", "core/media.py", "core/rate_limits.py", "core/rules.py", "core/smil.py",
)  # fmt: skip
# Reached by control API and Python only.
_NOT_BEHAVIOUR = {
    "core/messages/callbacks_on_demand.py", "core/messages/triggers.py",
    "core/messages/one_time_codes.py", "core/numbers/first_free.py", "rest/v1/request_journal.py",
}  # fmt: skip
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
        place = f"{self.path}:{self.line} {self.function}".rstrip()
        return f"{place}: {_short(self.before)} → {_short(self.after)}"

    @property
    def key(self) -> str:
        """The same while other lines of the module change."""
        return f"{self.path} {self.function}: {self.before} → {self.after}"


def modules() -> list[str]:
    """The modules that have the behaviour of the API."""
    found = {
        str(path.relative_to(PACKAGE)) for pattern in _BEHAVIOUR for path in PACKAGE.glob(pattern)
    }
    return sorted(found - _NOT_BEHAVIOUR)


def sample(seed: int, count: int | None) -> list[Mutant]:
    """So many mutants, at most one of a place: always the same of a seed; None for all."""
    places = [(path, at) for path in modules() for at in _changeable(path)]
    chosen = random.Random(seed).sample(places, len(places) if count is None else count)
    return [made(path, at, seed) for path, at in chosen]


def _tree(path: str) -> ast.Module:
    return ast.parse((PACKAGE / path).read_text(encoding="utf-8"))


def _changeable(path: str) -> list[int]:
    return [at for at, site in enumerate(sites(_tree(path))) if variants(site)]


def made(path: str, at: int, seed: int) -> Mutant:
    """The mutant of the place number `at`; where it can become several, one by `seed`."""
    tree = _tree(path)
    site: Site = list(sites(tree))[at]
    choices = variants(site)
    changed = choices[seed % len(choices)]
    before, line = ast.unparse(site.node), _line(site)
    site.put(ast.copy_location(changed, site.node))
    source = ast.unparse(ast.fix_missing_locations(tree))
    return Mutant(path, line, site.function, before, ast.unparse(changed), source)


def _line(site: Site) -> int:
    return getattr(site.node, "lineno", getattr(site.parent, "lineno", 0))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
