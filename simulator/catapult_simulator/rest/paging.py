"""Lists: one page of them, and the `Link` header.

Clients split the header at commas and semicolons and follow it word for word (observed), so that
neither may stand in a URL unescaped, and `rel` is the only parameter.
"""

from collections.abc import Sequence
from urllib.parse import urlencode

from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.resource import Record, Resource
from catapult_simulator.rest.visit import Visit


def page_reply(
    visit: Visit, url: str, items: Sequence[Record], resource: Resource[Record]
) -> Reply:
    """One page of `items` with links to the first, the previous and the next page."""
    page, size = visit.page()
    return part_reply(visit, url, items[page * size : (page + 1) * size + 1], resource)


def part_reply(visit: Visit, url: str, part: Sequence[Record], resource: Resource[Record]) -> Reply:
    """The page asked for, cut out already: one item more than its size says that more follow."""
    page, size = visit.page()
    pages = {"first": 0}
    if page > 0:
        pages["previous"] = page - 1
    if len(part) > size:
        pages["next"] = page + 1
    links = [
        link(visit, url, rel, ("page", number), ("size", size)) for rel, number in pages.items()
    ]
    shown = [resource.show(item, visit.scene) for item in part[:size]]
    return json_reply(200, shown, ("Link", ",".join(links)))


def link(visit: Visit, url: str, rel: str, *query: tuple[str, object]) -> str:
    """`<url?query>; rel="next"`: the query given, then the filters of this request."""
    own = {"page", "sortKeyLT", "sortKeyGT", *(name for name, _ in query)}
    filters = [(name, value) for name, value in visit.query if name not in own]
    return f'<{url}?{urlencode([*query, *filters])}>; rel="{rel}"'
