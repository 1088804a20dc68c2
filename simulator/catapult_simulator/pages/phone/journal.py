"""The journal as a page: a filter by kind, a search, and news as they come."""

from typing import get_args
from urllib.parse import urlencode

from catapult_simulator.core.journal import KINDS, Kind
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone import same
from catapult_simulator.pages.phone.feed import hold, reload, was_reset
from catapult_simulator.pages.phone.frame import frame
from catapult_simulator.pages.phone.journal_rows import SHOWN, Search, rows
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import PageRequest, number_of, url_of
from catapult_simulator.web.response import Response


def journal(request: PageRequest, tenant: Tenant) -> Response:
    """Show the newest entries that fit, or those before a number."""
    search, before = _search(request), number_of(request.query, "before")
    newest = tenant.journal.next_number - 1
    found = rows(tenant, search, before=before)
    shown = found[:SHOWN]
    earlier = None
    if len(found) > SHOWN:
        earlier = _url(tenant, "journal", search, before=shown[-1].number)
    text = render(
        "journal.html",
        **frame(request, tenant, "journal"),
        rows=shown,
        search=search,
        kinds=KINDS,
        earlier=earlier,
        newest=_url(tenant, "journal", search) if before else None,
        missed=tenant.journal.missed(0),
        feed_url=None if before else _feed_url(tenant, search, newest),
        same=same.journal(request.address, tenant, search.kind),
    )
    return html_response(request.environ, text)


def journal_feed(request: PageRequest, tenant: Tenant) -> Response:
    """The entries since the page was shown, or the poll is held."""
    if was_reset(request, tenant):
        return reload(request)
    search, after = _search(request), number_of(request.query, "after") or 0
    newest = tenant.journal.next_number - 1
    if after == newest:
        hold(request, tenant, after)
    found = rows(tenant, search, after=after if after <= newest else 0)[:SHOWN]
    url = _feed_url(tenant, search, newest)
    text = render("journal_feed.html", tenant=tenant, rows=found, feed_url=url)
    return html_response(request.environ, text)


def _search(request: PageRequest) -> Search:
    asked = request.query.get("kind")
    kind: Kind | None = next((each for each in get_args(Kind) if each == asked), None)
    return Search(kind, request.query.get("find", "").strip())


def _feed_url(tenant: Tenant, search: Search, after: int) -> str:
    return _url(tenant, "journal-feed", search, after=after, began=tenant.journal.first_number)


def _url(tenant: Tenant, page: str, search: Search, **more: int) -> str:
    asked = {"kind": search.kind or "", "find": search.words, **more}
    query = urlencode({name: value for name, value in asked.items() if value != ""})
    return f"{url_of(tenant, page)}?{query}"
