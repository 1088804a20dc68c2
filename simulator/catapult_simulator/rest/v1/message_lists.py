"""Lists of messages: filters, and paging by sort key. Source: methods/messages/getMessages.md."""

import re
from collections.abc import Mapping

from catapult_simulator.core.catalogue import BAD_PARAMETERS
from catapult_simulator.core.evidence import assumed, documented, sdk
from catapult_simulator.core.messages.message import DELIVERY_STATES, DIRECTIONS, STATES, Message
from catapult_simulator.core.numbers import e164
from catapult_simulator.web.paging import link
from catapult_simulator.web.parameters import Parameter
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.resource import ResourceView
from catapult_simulator.web.response import Response, json_response

Args = Mapping[str, str]

_ENUMS = {
    "direction": ("direction", DIRECTIONS),
    "state": ("state", STATES),
    "deliveryState": ("delivery_state", DELIVERY_STATES),
}
_LIST = documented("methods/messages/getMessages.md")
_UPWARDS = assumed("named after sortKeyLT, which walks downwards; no source names a way up")
_LEGACY = sdk("Java, PHP and Ruby count pages; in the documents until 2017")
PARAMETERS = (
    Parameter("from", "string", _LIST, "Sent from this number, however it is written."),
    Parameter("to", "string", _LIST, "Sent to this number, however it is written."),
    Parameter(
        "fromDateTime", "string", _LIST, "Not older: `yyyy-MM-dd HH:mm:ss.SSS`, cut short at will."
    ),
    Parameter("toDateTime", "string", _LIST, "Not newer, in the same form."),
    Parameter("direction", "string", _LIST, "Which way.", DIRECTIONS),
    Parameter("state", "string", _LIST, "In this state.", STATES),
    Parameter("deliveryState", "string", _LIST, "In this delivery state.", DELIVERY_STATES),
    Parameter("sortOrder", "string", _LIST, "Newest first unless `asc`.", ("asc", "desc")),
    Parameter("size", "integer", _LIST, "How many at once: 25, at most 1000."),
    Parameter("sortKeyLT", "integer", _LIST, "Older than this one: out of a `Link`."),
    Parameter("sortKeyGT", "integer", _UPWARDS, "Newer than this one: out of a `Link`, for `asc`."),
    Parameter("page", "integer", _LEGACY, "Which page, from 0 on; only without a sort key."),
)
_SORT_KEY = re.compile(r"[0-9]{1,19}")


def response(request: ApiRequest, url: str, resource: ResourceView[Message]) -> Response:
    """One page, newest first unless `sortOrder=asc`, and the way to the next one.

    Assumed: the documents give `asc` as the default and "newest first" on the same page; a cursor
    called sortKeyLT walks downwards. `page` (until 2017, and clients still send it) counts only
    without a cursor.
    """
    args = request.args
    page, size = request.page()
    before_key, after_key = _sort_key(args, "sortKeyLT"), _sort_key(args, "sortKeyGT")
    ascending = _one_of(args, "sortOrder", ("asc", "desc")) == "asc"
    found = request.tenant.messages.page(
        _filters(args),
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
        headers.append(("Link", link(request, url, "next", cursor, ("size", size))))
    return json_response(
        200, [resource.render(message, request.context) for message in found.messages], *headers
    )


def _filters(args: Args) -> dict[str, str]:
    numbers = {"from_": args.get("from"), "to": args.get("to")}
    wanted = {name: e164.normalize(number) for name, number in numbers.items() if number}
    for key, (name, words) in _ENUMS.items():
        word = _one_of(args, key, words)
        if word is not None:
            wanted[name] = word
    return wanted


def _one_of(args: Args, key: str, words: tuple[str, ...]) -> str | None:
    """The word meant, in any case and without hyphens as C# writes it (observed)."""
    written = args.get(key)
    if written is None:
        return None
    for word in words:
        if word.replace("-", "") == written.lower().replace("-", ""):
            return word
    raise BAD_PARAMETERS.error()


def _sort_key(args: Args, key: str) -> int | None:
    written = args.get(key)
    if written is None:
        return None
    if not _SORT_KEY.fullmatch(written):
        raise BAD_PARAMETERS.error()
    return int(written)
