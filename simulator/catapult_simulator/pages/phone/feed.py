"""The feed: an element of the page that asks for news, is answered when there are some, and asks
again. A poll holds no thread. It brings those regions of the page that have changed."""

from collections.abc import Iterator, Mapping
from itertools import count
from threading import Lock
from typing import NamedTuple
from urllib.parse import urlencode
from zlib import crc32

from catapult_simulator.control.long_polls import TooManyLongPolls
from catapult_simulator.core.journal import Journal
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone.rendering import html_response, render, render_macro
from catapult_simulator.pages.phone.request import PageRequest, number_of, url_of
from catapult_simulator.pages.phone.screen import Choice, Screen, screen
from catapult_simulator.web.response import Response
from catapult_simulator.web.server_extensions import can_long_poll, long_poll

HELD_SECONDS = 20.0
# A poll that finds so many new entries comes too often: the next one waits for so many ms.
_WAITS = ((200, 8000), (40, 3000))
_STAGGER_MS = 40  # by so much later asks each further page that looks at the same
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


_KEPT = 64  # views
_VIEWS = Views()


def feed(request: PageRequest, tenant: Tenant) -> Response:
    """The regions that have changed since the page was shown, or the poll is held."""
    query = request.query
    after = number_of(query, "after") or 0
    newest = tenant.journal.next_number - 1
    if after == newest and not was_reset(request, tenant):
        hold(request, tenant, after)
    choice = Choice(query.get("person"), query.get("message"), query.get("before"))
    view = _VIEWS.of(request, tenant, choice, after)
    shown, texts = view.shown, view.texts
    seen = dict(each.partition(".")[::2] for each in query.get("seen", "").split("-"))
    if not seen.keys() >= set(shown_regions(shown)):
        return reload(request)
    changed = [text for name, text in texts.items() if seen.get(name) != mark_of(text)]
    behind = shown.cursor - after
    wait_ms = next((ms for entries, ms in _WAITS if behind > entries), 0)
    wait_ms = max(wait_ms, next(view.others) * _STAGGER_MS)
    news = _news(shown, after, newest)
    answer = render(
        "feed.html",
        url=feed_url(shown, texts, asked=choice),
        wait_ms=wait_ms,
        news=news,
        regions=[out_of_band(text) for text in changed],
    )
    return html_response(request.environ, answer)


def regions(shown: Screen) -> dict[str, str]:
    """The parts of the page that change by themselves, as HTML."""
    names = shown_regions(shown)
    return {name: render_macro("regions.html", name, shown).strip() for name in names}


def shown_regions(shown: Screen) -> tuple[str, ...]:
    """The names of the regions that the page has."""
    return (*_ALWAYS, *_OF_PEOPLE) if shown.is_in_use else _ALWAYS


def feed_url(shown: Screen, texts: Mapping[str, str], *, asked: Choice) -> str:
    """Where the next news are: it says what the page has."""
    seen = "-".join(f"{name}.{mark_of(text)}" for name, text in texts.items())
    cursor = {"began": str(shown.began), "after": str(shown.cursor)}
    query = {**cursor, "seen": seen, **asked.as_query()}
    return f"{url_of(shown.tenant, 'feed')}?{urlencode(query)}"


def mark_of(text: str) -> str:
    """A mark that changes with the text of a region."""
    return f"{crc32(text.encode('utf-8', 'replace')):x}"


def out_of_band(text: str) -> str:
    """The region, to be put in the place of the one with its id."""
    return text.replace(" id=", ' hx-swap-oob="true" id=', 1)


def was_reset(request: PageRequest, tenant: Tenant) -> bool:
    """Whether the account was reset since the page was shown: that leaves the cursor as it was."""
    return number_of(request.query, "began") not in (None, tenant.journal.first_number)


def reload(request: PageRequest) -> Response:
    """The page has become another one: an app was connected elsewhere, or the account reset."""
    response = html_response(request.environ, "")
    response.headers.append(("HX-Refresh", "true"))
    return response


def hold(request: PageRequest, tenant: Tenant, after: int, seconds: float | None = None) -> None:
    """Hold the poll until the journal has a new entry. Where there are too many polls, this one is
    answered at once, and the page asks again after a while."""
    if not can_long_poll(request.environ):
        return
    try:
        request.polls.require_room(tenant.user_id)
    except TooManyLongPolls:
        return
    journal = tenant.journal
    counted = request.polls.counted(tenant.user_id, lambda wake: journal.subscribe(wake, after))
    long_poll(request.environ, seconds or HELD_SECONDS, counted)


def _news(shown: Screen, after: int, newest: int) -> str:
    """A sentence for those who cannot see: the newest reply, if it came since."""
    replies = [each for each in shown.thread.bubbles if each.is_from_app]
    if not replies or after >= newest:
        return ""
    for entry in shown.tenant.journal.entries(after, "request"):
        if entry.summary.startswith("POST ") and "/messages -> 20" in entry.summary:
            return f"Your app wrote: {replies[-1].message.text or 'a picture'}"
    return ""
