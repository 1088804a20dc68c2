"""PageRequest: a request for a page, its query and its form."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import quote

from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Request

from catapult_simulator.control.long_polls import LongPolls
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone.command_lines import Address
from catapult_simulator.web.origin import origin_of
from catapult_simulator.web.page_paths import PREFIX
from catapult_simulator.web.response import NO_CACHE, Response

ACCOUNTS = f"{PREFIX}/@accounts"  # no userId has an @
MAX_FORM_BYTES = 8 * 1024 * 1024  # with a picture; carriers take less than four
MAX_FIELDS = 100


class PageRequest:
    """The simulator that is shown, and what the browser asks for."""

    def __init__(
        self,
        simulator: Simulator,
        polls: LongPolls,
        environ: dict[str, Any],
        *,
        max_bytes: int = MAX_FORM_BYTES,
        asks_token: bool = False,
    ) -> None:
        self.simulator = simulator
        self.polls = polls
        self._asks_token = asks_token
        self.environ = environ
        self._request = Request(environ)
        self._request.max_content_length = max_bytes
        self._request.max_form_memory_size = max_bytes
        self._request.max_form_parts = MAX_FIELDS

    @property
    def is_fragment(self) -> bool:
        """Whether htmx asks, which wants a part of the page."""
        return "HTTP_HX_REQUEST" in self.environ

    @cached_property
    def query(self) -> dict[str, str]:
        """The parameters of the URL; of several with one name, the first."""
        return self._request.args.to_dict()

    @cached_property
    def form(self) -> dict[str, str]:
        """The fields of the form. Line breaks are those of a phone. Raises what werkzeug raises of
        a form that is too large."""
        fields = self._request.form.to_dict()
        return {name: value.replace("\r\n", "\n") for name, value in fields.items()}

    def file(self, name: str) -> FileStorage | None:
        """The file that was chosen in a field, if one was."""
        found = self._request.files.get(name)
        return found if found is not None and found.filename else None

    def close(self) -> None:
        """Close the files of the form."""
        self._request.close()

    @cached_property
    def address(self) -> Address:
        """Scheme and host that the browser used, and what a command has to say beside them."""
        several = len(self.simulator.tenants()) > 1
        return Address(origin_of(self.environ), self._asks_token, several)


def url_of(tenant: Tenant, *parts: str) -> str:
    """The path of a page of an account: `/phone/u-1/with/+19195550001`."""
    return "/".join((PREFIX, tenant.user_id, *(quote(part, safe="+") for part in parts)))


def number_of(fields: Mapping[str, str], name: str) -> int | None:
    """A number of a query or a form; None for what is none."""
    value = fields.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None


def see_other(path: str) -> Response:
    """After a form: the page to go to. A reload of it sends nothing again."""
    return Response(303, [NO_CACHE, ("Location", path)])
