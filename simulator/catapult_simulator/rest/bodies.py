"""The body and the query of the request at hand, as the API reads them."""

from typing import NamedTuple

from flask import request

from catapult_simulator import json_body
from catapult_simulator.core.catalogue import BAD_PARAMETERS, BODY_TOO_LARGE, NOT_JSON
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.json_body import JsonBody

DEFAULT_SIZE, MAX_SIZE = 25, 1000


def json(tenant: Tenant) -> JsonBody:
    """The JSON body. Raises CatapultError for what is none, or says that it is something else."""
    environ = request.environ
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > json_body.MAX_BYTES:
        raise BODY_TOO_LARGE.error()
    data = request.get_data()
    if len(data) > json_body.MAX_BYTES:  # a chunked one does not say
        raise BODY_TOO_LARGE.error()
    if data and not _says_json(environ.get("CONTENT_TYPE", ""), tenant):
        raise NOT_JSON.error()
    return json_body.parse(data)


def _says_json(content_type: str, tenant: Tenant) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    return (
        not kind
        or kind.startswith("application/json")
        or kind == "text/json"
        or tenant.rules.lenient_content_type
    )


class PageWish(NamedTuple):
    """Which part of a list is asked for: zero-based page, and items on each."""

    page: int = 0
    size: int = DEFAULT_SIZE

    @property
    def start(self) -> int:
        return self.page * self.size


def page_wish() -> PageWish:
    """`page` and `size`: a size above 1000 is 1000, nonsense is `Bad parameters` (assumed)."""
    page, size = _whole("page", 0, lowest=0), _whole("size", DEFAULT_SIZE, lowest=1)
    return PageWish(page, min(size, MAX_SIZE))


def _whole(name: str, default: int, *, lowest: int) -> int:
    written = request.args.get(name, "")
    if not written:
        return default
    if not (written.isascii() and written.isdigit() and len(written) <= 9):
        raise BAD_PARAMETERS.error()
    if int(written) < lowest:
        raise BAD_PARAMETERS.error()
    return int(written)
