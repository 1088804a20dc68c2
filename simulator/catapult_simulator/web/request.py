"""ApiRequest: one request of a tenant, read once and handed on.

Views get it instead of Flask's context-bound `request`: each look through that proxy costs as
much as a rule of the core.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from catapult_simulator.core.catalogue import BAD_PARAMETERS, BODY_TOO_LARGE, NOT_JSON
from catapult_simulator.core.links import Links
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.timestamps import parse_time
from catapult_simulator.web import json_body
from catapult_simulator.web.errors import Call
from catapult_simulator.web.json_body import JsonBody
from catapult_simulator.web.resource import RenderContext

DEFAULT_SIZE, MAX_SIZE = 25, 1000


class ApiRequest:
    """Who asks (`tenant`), how (`call`, `environ`), and what: `json()`, `args`, `page()`."""

    def __init__(self, tenant: Tenant, call: Call, environ: dict[str, Any]) -> None:
        self.tenant = tenant
        self.call = call
        self.environ = environ
        self.data = b""  # what has been read of the body

    @property
    def links(self) -> Links:
        """Links on the scheme and host that the client used (observed: clients need just that)."""
        environ = self.environ
        host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
        return Links(f"{environ['wsgi.url_scheme']}://{host}", self.tenant.user_id)

    @cached_property
    def context(self) -> RenderContext:
        """What rendering a resource may need beside its record."""
        return RenderContext(self.links, self.tenant.rules)

    def read(self) -> bytes:
        """The body as it came. Raises CatapultError for one larger than any JSON need be."""
        if not self.data:
            self.data = self._read()
            if len(self.data) > json_body.MAX_BYTES:  # a chunked body does not say its length
                raise BODY_TOO_LARGE.error()
        return self.data

    def _read(self) -> bytes:
        stream, length = self.environ["wsgi.input"], self.environ.get("CONTENT_LENGTH")
        if length:
            if int(length) > json_body.MAX_BYTES:
                raise BODY_TOO_LARGE.error()
            return stream.read(int(length))  # type: ignore[no-any-return]  # PEP 3333: bytes
        if "HTTP_TRANSFER_ENCODING" in self.environ:
            return stream.read(json_body.MAX_BYTES + 1)  # type: ignore[no-any-return]  # as above
        return b""

    @cached_property
    def query(self) -> list[tuple[str, str]]:
        """The query's parameters in their order. A raw `+` is a space."""
        written = self.environ.get("QUERY_STRING")
        return parse_qsl(written, keep_blank_values=True, errors="replace") if written else []

    @cached_property
    def args(self) -> dict[str, str]:
        """The query's parameters by name; of several, the first. Blank ones are left out."""
        return {name: value for name, value in reversed(self.query) if value}

    def json(self) -> JsonBody:
        """The JSON body. Raises CatapultError for none, or for one that says it is none."""
        data = self.read()
        if data and not self._says_json():
            raise NOT_JSON.error()
        return json_body.parse(data)

    def page(self) -> tuple[int, int]:
        """`page` and `size`: a size above 1000 is 1000, nonsense is "Bad parameters" (assumed)."""
        size = min(self.whole("size", DEFAULT_SIZE, lowest=1), MAX_SIZE)
        return self.whole("page", 0, lowest=0), size

    def whole(self, name: str, default: int, *, lowest: int) -> int:
        """A whole number of the query. Raises `validation-error` for anything else."""
        written = self.args.get(name)
        if written is None:
            return default
        if not (written.isascii() and written.isdigit() and len(written) <= 9):
            raise BAD_PARAMETERS.error()
        if int(written) < lowest:
            raise BAD_PARAMETERS.error()
        return int(written)

    @staticmethod
    def moment(args: Mapping[str, str], key: str) -> int | None:
        """A moment of the query in ms. Raises `validation-error` for what is no date (assumed)."""
        written = args.get(key)
        if written is None:
            return None
        try:
            return parse_time(written)
        except (ValueError, OverflowError):
            raise BAD_PARAMETERS.error() from None

    def _says_json(self) -> bool:
        kind = self.environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
        return (
            not kind
            or kind.startswith("application/json")
            or kind == "text/json"
            or self.tenant.rules.lenient_content_type
        )
