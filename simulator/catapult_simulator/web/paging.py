"""Responses with one resource or a page of them, and the `Link` header.

Clients split the header at commas and semicolons and follow its URLs unchanged (observed): both
characters are escaped in URLs, and `rel` is the only parameter.
"""

from collections.abc import Sequence
from urllib.parse import urlencode

from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.resource import Record, ResourceView
from catapult_simulator.web.response import Response, json_response

_PLACE = ("page", "size", "sortKeyLT", "sortKeyGT")


def item_response(request: ApiRequest, item: Record, resource: ResourceView[Record]) -> Response:
    """200 with one item."""
    return json_response(200, resource.render(item, request.context))


def page_response(
    request: ApiRequest, url: str, items: Sequence[Record], resource: ResourceView[Record]
) -> Response:
    """One page of `items` with links to the first, the previous and the next page."""
    page, size = request.page()
    return part_response(request, url, items[page * size : (page + 1) * size + 1], resource)


def part_response(
    request: ApiRequest, url: str, part: Sequence[Record], resource: ResourceView[Record]
) -> Response:
    """The page `part`, with one item more than its size if another page follows."""
    page, size = request.page()
    pages = {"first": 0}
    if page > 0:
        pages["previous"] = page - 1
    if len(part) > size:
        pages["next"] = page + 1
    links = [
        link(url, rel, [*filters_of(request), ("page", number), ("size", size)])
        for rel, number in pages.items()
    ]
    shown = [resource.render(item, request.context) for item in part[:size]]
    return json_response(200, shown, ("Link", ",".join(links)))


def link(url: str, rel: str, query: Sequence[tuple[str, object]]) -> str:
    """One link of the header."""
    return f'<{url}?{urlencode(query)}>; rel="{rel}"'


def filters_of(request: ApiRequest) -> list[tuple[str, str]]:
    """The query of this request without its page, which links repeat (assumption A33)."""
    return [(name, value) for name, value in request.query if name not in _PLACE]
