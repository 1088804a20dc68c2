"""ApiRequest: one authenticated request, read once and handed on.

Views get it instead of Flask's context-bound `request`: each access through that proxy costs as
much as a rule of the core.
"""

from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from catapult_simulator.core.catalogue import (
    BAD_PARAMETERS,
    BODY_TOO_LARGE,
    NOT_JSON,
    CatapultError,
)
from catapult_simulator.core.links import Links
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.timestamps import parse_time
from catapult_simulator.web import json_body
from catapult_simulator.web.errors import Call
from catapult_simulator.web.json_body import JsonBody
from catapult_simulator.web.origin import origin_of
from catapult_simulator.web.parameters import find_word
from catapult_simulator.web.resource import RenderContext

DEFAULT_SIZE, MAX_SIZE = 25, 1000
Default = TypeVar("Default", int, None)


class ApiRequest:
    """The tenant, the call as errors repeat it, the WSGI environ, the body and the query."""

    def __init__(self, tenant: Tenant, call: Call, environ: dict[str, Any]) -> None:
        self.tenant = tenant
        self.call = call
        self.environ = environ
        self.data = b""  # the body, once it has been read
        self._parsed: JsonBody | CatapultError | None = None
        self._context: RenderContext | None = None
        # Links on the scheme and host that the client used (observed: clients need just that).
        self.links = Links(origin_of(environ), tenant.user_id)

    @property
    def context(self) -> RenderContext:
        """The links and rules with which resources are rendered."""
        if self._context is None:
            self._context = RenderContext(self.links, self.tenant.rules)
        return self._context

    def read(self) -> bytes:
        """The raw body. Raises CatapultError above `json_body.MAX_BYTES`."""
        if int(self.environ.get("CONTENT_LENGTH") or 0) > json_body.MAX_BYTES:
            raise BODY_TOO_LARGE.error()
        if not self.data:
            self.data = read_body(self.environ, json_body.MAX_BYTES)
        if len(self.data) > json_body.MAX_BYTES:  # chunked: no length was declared
            raise BODY_TOO_LARGE.error()
        return self.data

    @property
    def parsed(self) -> JsonBody | CatapultError:
        """The body parsed as JSON, whatever type it declares, or why it cannot be."""
        if self._parsed is None:
            self._parsed = self._parse()
        return self._parsed

    def _parse(self) -> JsonBody | CatapultError:
        try:
            return json_body.parse(self.read())
        except CatapultError as error:
            return error

    def json(self) -> JsonBody:
        """The JSON body. Raises CatapultError for malformed JSON and for another content type."""
        if self.read() and not self._is_json():
            raise NOT_JSON.error()
        body = self.parsed
        if isinstance(body, CatapultError):
            raise body
        return body

    @cached_property
    def query(self) -> list[tuple[str, str]]:
        """The query's parameters in their order. A raw `+` is a space."""
        query = self.environ.get("QUERY_STRING")
        return parse_qsl(query, keep_blank_values=True, errors="replace") if query else []

    @cached_property
    def args(self) -> dict[str, str]:
        """The query's parameters by name; of several, the first. Blank ones are left out."""
        return {name: value for name, value in reversed(self.query) if value}

    def page(self) -> tuple[int, int]:
        """`page` and `size`; a size above 1000 counts as 1000 (assumption A11)."""
        size = min(self.integer("size", DEFAULT_SIZE, minimum=1), MAX_SIZE)
        return self.integer("page", 0, minimum=0), size

    def integer(self, name: str, default: Default, *, minimum: int) -> int | Default:
        """An integer parameter. Raises `validation-error` for anything else."""
        value = self.args.get(name)
        if value is None:
            return default
        if not (value.isascii() and value.isdigit() and len(value) <= 9):
            raise BAD_PARAMETERS.error()
        if int(value) < minimum:
            raise BAD_PARAMETERS.error()
        return int(value)

    def time_ms(self, name: str) -> int | None:
        """A date parameter in epoch ms. Raises `validation-error` for no date (assumption A11)."""
        value = self.args.get(name)
        if value is None:
            return None
        try:
            return parse_time(value)
        except (ValueError, OverflowError):
            raise BAD_PARAMETERS.error() from None

    def word(self, name: str, words: tuple[str, ...]) -> str | None:
        """A parameter that must be one of `words`. Raises `validation-error` (assumption A13)."""
        value = self.args.get(name)
        if value is None:
            return None
        word = find_word(value, words)
        if word is None:
            raise BAD_PARAMETERS.error()
        return word

    def _is_json(self) -> bool:
        type_ = content_type(self.environ)
        return (
            not type_
            or type_.startswith("application/json")
            or type_ == "text/json"
            or self.tenant.rules.lenient_content_type
        )


def read_body(environ: dict[str, Any], maximum: int) -> bytes:
    """The body, in chunks or of declared length; of a larger one, `maximum` bytes and one more."""
    stream, length = environ["wsgi.input"], environ.get("CONTENT_LENGTH")
    if not length and "HTTP_TRANSFER_ENCODING" not in environ:
        return b""
    size = min(int(length or maximum + 1), maximum + 1)
    return stream.read(size)  # type: ignore[no-any-return]  # PEP 3333: bytes


def content_type(environ: dict[str, Any]) -> str:
    """The content type of a request in lower case, without parameters; empty where none is sent."""
    declared: str = environ.get("CONTENT_TYPE", "")
    return declared.partition(";")[0].strip().lower()
