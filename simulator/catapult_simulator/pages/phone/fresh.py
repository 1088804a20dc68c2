"""Fresh parts: a part of a page that asks for itself again, and is answered when something happens.

A poll is held for a short time only: some changes, such as a new fault, are in no journal.
"""

from urllib.parse import urlencode

from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone.feed import hold, was_reset
from catapult_simulator.pages.phone.request import PageRequest, number_of, url_of

_HELD_SECONDS = 3.0


def fresh_url(request: PageRequest, tenant: Tenant, page: str) -> str:
    """Where a part of the page is asked for next. Call it first: what comes from here on is news.

    Where the request is such a poll and nothing has happened, it is held.
    """
    journal = tenant.journal
    newest = journal.next_number - 1
    if number_of(request.query, "after") == newest and not was_reset(request, tenant):
        hold(request, tenant, newest, _HELD_SECONDS)
    cursor = {"began": journal.first_number, "after": newest}
    return f"{url_of(tenant, page)}?{urlencode(cursor)}"
