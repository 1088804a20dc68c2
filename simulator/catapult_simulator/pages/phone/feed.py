"""The feed: an element of the page that asks for news, is answered when there are some, and asks
again. A poll holds no thread. It brings those regions of the page that have changed."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from flask import current_app

from catapult_simulator.control.long_polls import TooManyLongPolls
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import PageRequest, number_of, url_of
from catapult_simulator.pages.phone.screen import Choice, Screen
from catapult_simulator.pages.phone.views import View, Views, checksum, shown_regions
from catapult_simulator.web.response import Response
from catapult_simulator.web.server_extensions import can_long_poll, long_poll

HELD_SECONDS = 20.0
# A poll that finds so many new entries comes too often: the next one waits for so many ms.
_WAITS = ((200, 8000), (40, 3000))
_STAGGER_MS = 40  # by so much later asks each further page that looks at the same


def feed(request: PageRequest, tenant: Tenant) -> Response:
    """The regions that have changed since the page was shown, or the poll is held."""
    after = number_of(request.query, "after") or 0
    newest = tenant.journal.next_number - 1
    if after == newest and not was_reset(request, tenant):
        hold(request, tenant, after)
    choice, seen = _choice(request), _seen(request)
    try:
        view = _views().of(request, tenant, choice, after)
    except CatapultError:  # the message went with a reset, or with the run before
        return leave(request, url_of(tenant))
    if seen.keys() != set(shown_regions(view.shown)):
        return reload(request)
    answer = render(
        "feed.html",
        url=feed_url(view.shown, view.texts, asked=choice),
        wait_ms=_wait_ms(view, after),
        news=_news(view.shown, after, newest),
        regions=list(_changed(view, seen)),
    )
    return html_response(request.environ, answer)


def _views() -> Views:
    """The views that the pages of this application share."""
    views: Views = current_app.extensions.setdefault("phone_views", Views())
    return views


def _choice(request: PageRequest) -> Choice:
    query = request.query
    return Choice(query.get("person"), query.get("message"), query.get("before"))


def _seen(request: PageRequest) -> dict[str, str]:
    """The regions that the page has, each with the checksum of its text."""
    seen = request.query.get("seen", "")
    return dict(each.partition(".")[::2] for each in seen.split("-"))


def _changed(view: View, seen: Mapping[str, str]) -> Iterator[str]:
    for name, text in view.texts.items():
        if seen.get(name) != checksum(text):
            yield out_of_band(text)


def _wait_ms(view: View, after: int) -> int:
    """How long the page waits before it asks again."""
    behind = view.shown.cursor - after
    wait_ms = next((ms for entries, ms in _WAITS if behind > entries), 0)
    return max(wait_ms, next(view.others) * _STAGGER_MS)


def feed_url(shown: Screen, texts: Mapping[str, str], *, asked: Choice) -> str:
    """Where the next news are: it says what the page has."""
    seen = "-".join(f"{name}.{checksum(text)}" for name, text in texts.items())
    cursor = {"began": str(shown.began), "after": str(shown.cursor)}
    query = {**cursor, "seen": seen, **asked.as_query()}
    return f"{url_of(shown.tenant, 'feed')}?{urlencode(query)}"


def out_of_band(text: str) -> str:
    """The region, to be put in the place of the one with its id."""
    return text.replace(" id=", ' hx-swap-oob="true" id=', 1)


def was_reset(request: PageRequest, tenant: Tenant) -> bool:
    """Whether the account was reset since the page was shown: that leaves the cursor as it was."""
    return number_of(request.query, "began") not in (None, tenant.journal.first_number)


def reload(request: PageRequest) -> Response:
    """The page has become another one: an app was connected elsewhere, the account was reset, or
    the simulator was started anew."""
    response = html_response(request.environ, "")
    response.headers.append(("HX-Refresh", "true"))
    return response


def leave(request: PageRequest, url: str) -> Response:
    """Go to another page: this one shows what is no more."""
    response = html_response(request.environ, "")
    response.headers.append(("HX-Redirect", url))
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
