"""Lists of messages: filters, and paging by sort key. Source: methods/messages/getMessages.md."""

import re
from collections.abc import Callable
from typing import Any

from flask import request

from catapult_simulator.core import e164
from catapult_simulator.core.catalogue import BAD_PARAMETERS
from catapult_simulator.core.message import DELIVERY_STATES, DIRECTIONS, STATES, Message
from catapult_simulator.core.moments import parse_time
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.bodies import page_wish
from catapult_simulator.rest.paging import link

_ENUMS = {
    "direction": ("direction", DIRECTIONS),
    "state": ("state", STATES),
    "deliveryState": ("delivery_state", DELIVERY_STATES),
}
_SORT_KEY = re.compile(r"[0-9]{1,19}")


def reply(tenant: Tenant, url: str, show: Callable[[Message], dict[str, Any]]) -> Reply:
    """One page, newest first unless `sortOrder=asc`, and the way to the next one.

    Assumed: the documents give `asc` as the default and "newest first" on the same page; a cursor
    called sortKeyLT walks downwards. `page` (until 2017, and clients still send it) counts only
    without a cursor.
    """
    wish = page_wish()
    cursors = {"before_key": _sort_key("sortKeyLT"), "after_key": _sort_key("sortKeyGT")}
    ascending = _one_of("sortOrder", ("asc", "desc")) == "asc"
    page = tenant.messages.page(
        _filters(),
        from_ms=_moment("fromDateTime"),
        to_ms=_moment("toDateTime"),
        **cursors,
        ascending=ascending,
        skip=wish.start if not any(cursors.values()) else 0,
        size=wish.size,
    )
    headers = []
    if page.next_key is not None:
        cursor = ("sortKeyGT" if ascending else "sortKeyLT", page.next_key)
        headers.append(("Link", link(url, "next", cursor, ("size", wish.size))))
    return json_reply(200, [show(message) for message in page.messages], *headers)


def _filters() -> dict[str, str]:
    numbers = {"from_": request.args.get("from"), "to": request.args.get("to")}
    wanted = {name: e164.normalize(number) for name, number in numbers.items() if number}
    for key, (name, words) in _ENUMS.items():
        word = _one_of(key, words)
        if word is not None:
            wanted[name] = word
    return wanted


def _one_of(key: str, words: tuple[str, ...]) -> str | None:
    """The word meant, in any case and without hyphens as C# writes it (observed)."""
    written = request.args.get(key)
    if not written:
        return None
    for word in words:
        if word.replace("-", "") == written.lower().replace("-", ""):
            return word
    raise BAD_PARAMETERS.error()


def _moment(key: str) -> int | None:
    written = request.args.get(key)
    if not written:
        return None
    try:
        return parse_time(written)
    except (ValueError, OverflowError):
        raise BAD_PARAMETERS.error() from None


def _sort_key(key: str) -> int | None:
    written = request.args.get(key)
    if not written:
        return None
    if not _SORT_KEY.fullmatch(written):
        raise BAD_PARAMETERS.error()
    return int(written)
