"""The search: people by their number, and messages by their text."""

from itertools import islice

from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone.frame import frame
from catapult_simulator.pages.phone.people import other_side
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import PageRequest
from catapult_simulator.web.response import Response

SHOWN = 50
_LOOKED_AT = 20_000  # of the newest messages
_PEOPLE = 1_000


def search(request: PageRequest, tenant: Tenant) -> Response:
    """Show the people and messages that have the words."""
    words = request.query.get("find", "").strip()
    text = render(
        "search.html",
        **frame(request, tenant, "search"),
        words=words,
        people=found_people(tenant, words),
        messages=found_messages(tenant, words),
    )
    return html_response(request.environ, text)


def found_people(tenant: Tenant, words: str) -> list[str]:
    """Numbers with these digits, the one that wrote last first."""
    digits = "".join(filter(str.isdigit, words))
    if not digits or any(map(str.isalpha, words)):
        return []
    known = (other_side(each) for each in tenant.messages.latest_by_person(_PEOPLE))
    return list(islice((number for number in known if digits in number), SHOWN))


def found_messages(tenant: Tenant, words: str) -> list[Message]:
    """Messages whose text or id has the words, in any case, newest first."""
    if not words:
        return []
    folded = words.casefold()
    newest = tenant.messages.find(size=_LOOKED_AT)
    fits = (each for each in newest if each.id == words or folded in (each.text or "").casefold())
    return list(islice(fits, SHOWN))
