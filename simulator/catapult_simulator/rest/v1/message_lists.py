"""Lists of messages: filters, and paging by sort key. Source: methods/messages/getMessages.md."""

import re

from catapult_simulator.core.catalogue import BAD_PARAMETERS
from catapult_simulator.core.evidence import assumed, documented, sdk
from catapult_simulator.core.messages.filters import (
    MESSAGE_FILTERS,
    FilterValue,
    MessageFilter,
)
from catapult_simulator.core.messages.message import Message
from catapult_simulator.web.paging import filters_of, link
from catapult_simulator.web.parameters import Parameter
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.resource import ResourceView
from catapult_simulator.web.response import Response, json_response

_ORDERS = ("asc", "desc")
_LIST = documented("methods/messages/getMessages.md")
_UPWARDS = assumed("assumption B16")
_LEGACY = sdk("Java, PHP and Ruby count pages; in the documents until 2017")
PARAMETERS = (
    *(
        Parameter(
            row.parameter,
            "integer" if row.kind == "integer" else "string",
            row.evidence,
            row.description,
            row.choices,
        )
        for row in MESSAGE_FILTERS
    ),
    Parameter(
        "fromDateTime", "string", _LIST, "Not older: `yyyy-MM-dd HH:mm:ss.SSS`, cut short at will."
    ),
    Parameter("toDateTime", "string", _LIST, "Not newer, in the same form."),
    Parameter("sortOrder", "string", _LIST, "Newest first unless `asc`.", _ORDERS),
    Parameter("size", "integer", _LIST, "How many at once: 25, at most 1000."),
    Parameter("sortKeyLT", "integer", _LIST, "Older than this one: out of a `Link`."),
    Parameter("sortKeyGT", "integer", _UPWARDS, "Newer than this one: out of a `Link`, for `asc`."),
    Parameter("page", "integer", _LEGACY, "Which page, from 0 on; only without a sort key."),
)
_SORT_KEY = re.compile(r"[0-9]{1,19}")


def list_messages(request: ApiRequest, url: str, view: ResourceView[Message]) -> Response:
    """One page and a link to the next; newest first unless `sortOrder=asc`.

    `page` counts only without a cursor (assumption B19).
    """
    page, size = request.page()
    before_key, after_key = _sort_key(request, "sortKeyLT"), _sort_key(request, "sortKeyGT")
    ascending = request.word("sortOrder", _ORDERS) == "asc"
    found = request.tenant.messages.page(
        _filters(request),
        from_ms=request.time_ms("fromDateTime"),
        to_ms=request.time_ms("toDateTime"),
        before_key=before_key,
        after_key=after_key,
        ascending=ascending,
        skip=page * size if before_key is None and after_key is None else 0,
        size=size,
    )
    headers = []
    if found.next_key is not None:
        cursor = ("sortKeyGT" if ascending else "sortKeyLT", found.next_key)
        headers.append(("Link", link(url, "next", [cursor, ("size", size), *filters_of(request)])))
    return json_response(
        200, [view.render(message, request.context) for message in found.messages], *headers
    )


def _filters(request: ApiRequest) -> dict[str, FilterValue | None]:
    return {row.field: _value(request, row) for row in MESSAGE_FILTERS}


def _value(request: ApiRequest, row: MessageFilter) -> FilterValue | None:
    if row.kind == "choice":
        return request.word(row.parameter, row.choices)
    if row.kind == "integer":
        return request.integer(row.parameter, None, minimum=0)
    return request.args.get(row.parameter)


def _sort_key(request: ApiRequest, name: str) -> int | None:
    value = request.args.get(name)
    if value is None:
        return None
    if not _SORT_KEY.fullmatch(value):
        raise BAD_PARAMETERS.error()
    return int(value)
