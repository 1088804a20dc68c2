"""Lists: one page of them, and the `Link` header.

Clients split the header at commas and semicolons and follow it word for word (observed), so that
neither may stand in a URL unescaped, and `rel` is the only parameter.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import request

from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.bodies import PageWish

T = TypeVar("T")


def page_reply(
    url: str, wish: PageWish, items: Sequence[T], show: Callable[[T], dict[str, Any]]
) -> Reply:
    """One page of `items` with links to the first, the previous and the next page."""
    shown = [show(item) for item in items[wish.start : wish.start + wish.size]]
    pages = {"first": 0}
    if wish.page > 0:
        pages["previous"] = wish.page - 1
    if wish.start + wish.size < len(items):
        pages["next"] = wish.page + 1
    return json_reply(
        200,
        shown,
        ("Link", ",".join(_page_link(url, rel, page, wish) for rel, page in pages.items())),
    )


def link(url: str, rel: str, *query: tuple[str, object]) -> str:
    """`<url?query>; rel="next"`: the query given, then the filters of this request."""
    own = {"page", "sortKeyLT", "sortKeyGT", *(name for name, _ in query)}
    filters = [(name, value) for name, value in request.args.items(multi=True) if name not in own]
    return f'<{url}?{urlencode([*query, *filters])}>; rel="{rel}"'


def _page_link(url: str, rel: str, page: int, wish: PageWish) -> str:
    return link(url, rel, ("page", page), ("size", wish.size))
