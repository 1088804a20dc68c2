"""Views: screens with their regions as HTML, which pages that look at the same share."""

from collections.abc import Iterator
from itertools import count
from threading import Lock
from typing import NamedTuple
from zlib import crc32

from catapult_simulator.core.journal import Journal
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone.rendering import render_macro
from catapult_simulator.pages.phone.request import PageRequest
from catapult_simulator.pages.phone.screen import Choice, Screen, screen

_KEPT = 64  # views
_ALWAYS = ("status", "unmatched")
_OF_PEOPLE = ("people", "thread", "report")  # once there is somebody to talk to


class View(NamedTuple):
    """A screen with its regions as HTML: pages that look at the same share it."""

    journal: Journal
    shown: Screen
    texts: dict[str, str]
    others: Iterator[int]

    @property
    def is_over(self) -> bool:
        """Whether the account was closed or reset since: nobody is shown this again."""
        return self.shown.tenant.is_closed or self.shown.tenant.journal is not self.journal


class Views:
    """The newest view of each account and choice; of the latest ones only."""

    def __init__(self) -> None:
        self._views: dict[object, View] = {}
        self._lock = Lock()

    def of(self, request: PageRequest, tenant: Tenant, choice: Choice, after: int) -> View:
        """A view that has news for a page that knows all entries up to `after`: that which another
        page has just been shown, else a new one."""
        key = (tenant.user_id, choice, request.address)
        known, journal = self._views.get(key), tenant.journal
        if known is not None and known.journal is journal and known.shown.cursor > after:
            return known
        shown = screen(tenant, request.simulator.unmatched_requests, choice, request.address)
        view = View(journal, shown, regions(shown), count())
        with self._lock:
            kept = {each: old for each, old in self._views.items() if not old.is_over}
            self._views = {key: view} if len(kept) >= _KEPT else kept | {key: view}
        return view


def regions(shown: Screen) -> dict[str, str]:
    """The parts of the page that change by themselves, as HTML."""
    names = shown_regions(shown)
    return {name: render_macro("regions.html", name, shown).strip() for name in names}


def shown_regions(shown: Screen) -> tuple[str, ...]:
    """The names of the regions that the page has."""
    return (*_ALWAYS, *_OF_PEOPLE) if shown.is_in_use else _ALWAYS


def checksum(text: str) -> str:
    """A few characters that change with the text of a region."""
    return f"{crc32(text.encode('utf-8', 'replace')):x}"
