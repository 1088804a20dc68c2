"""A tenant filled with messages, and calls whose cost must not grow with their number."""

from collections.abc import Callable
from itertools import cycle
from random import Random
from urllib.parse import urlencode

from bench.raw import Raw
from bench.traffic import LINE, MESSAGES, OTHER_LINES, REGULAR, TEXT, destination, message_body
from bench.worlds import fill, simulator_with_tenant
from catapult_simulator.app import create_app
from catapult_simulator.core.messages.message import MessageDraft
from catapult_simulator.core.messages.store import Page
from catapult_simulator.core.time.timestamps import wire_time

_PAGE = 10
_RANGE_MS = 90_000  # the latest 900 messages, about 40 of them to the regular person
_DIFFERENT = 1000  # messages that are read, on each shelf
ANY = "get, anywhere"  # far apart in memory: seldom in the processor's caches
_FILTERS = {"from_": LINE, "to": REGULAR, "direction": "out"}


class Shelf:
    """`calls` on a tenant with `count` messages, by name. Slow ones are in `rare_calls`."""

    def __init__(self, count: int) -> None:
        self.count = count
        simulator, self._tenant = simulator_with_tenant()
        ids = fill(self._tenant, count)
        self._recent = cycle(ids[-_DIFFERENT:])
        self._any = cycle(Random(4).sample(ids, _DIFFERENT))
        self._people = cycle([destination(Random(place)) for place in range(500)])
        self._raw = Raw(create_app(simulator))
        self._until_ms = self._tenant.now_ms
        self._since_ms = self._until_ms - _RANGE_MS
        self._cursor = self._filtered().next_key
        self._first_query, self._next_query = self._queries()
        self.calls = self._tenant_calls() | self._wsgi_calls()
        self.rare_calls = {"filtered page that stays empty": self._empty}
        self._check()

    def settle(self) -> None:
        """Let all messages become `sent`."""
        self._tenant.settle()

    def _tenant_calls(self) -> dict[str, Callable[[], object]]:
        messages = self._tenant.messages
        return {
            "send": lambda: messages.send(MessageDraft(LINE, next(self._people), TEXT)),
            "get": lambda: messages.get(next(self._recent)),
            ANY: lambda: messages.get(next(self._any)),
            "filtered page": self._filtered,
            "next page": lambda: self._filtered(before_key=self._cursor),
        }

    def _wsgi_calls(self) -> dict[str, Callable[[], object]]:
        raw = self._raw
        return {
            "raw WSGI: send": lambda: raw.post(MESSAGES, message_body(next(self._people))),
            "raw WSGI: get": lambda: raw.get(f"{MESSAGES}/{next(self._recent)}"),
            "raw WSGI: filtered page": lambda: raw.get(MESSAGES, self._first_query),
            "raw WSGI: next page": lambda: raw.get(MESSAGES, self._next_query),
        }

    def _filtered(self, before_key: int | None = None) -> Page:
        return self._tenant.messages.page(
            _FILTERS,
            from_ms=self._since_ms,
            to_ms=self._until_ms,
            before_key=before_key,
            size=_PAGE,
        )

    def _empty(self) -> object:
        """This number never sends to the regular person; both have thousands of messages."""
        return self._tenant.messages.page(_FILTERS | {"from_": OTHER_LINES[0]}, size=_PAGE)

    def _queries(self) -> tuple[str, str]:
        first = urlencode(
            {
                "from": LINE,
                "to": REGULAR,
                "direction": "out",
                "fromDateTime": wire_time(self._since_ms),
                "toDateTime": wire_time(self._until_ms),
                "size": _PAGE,
            }
        )
        return first, f"{first}&sortKeyLT={self._cursor}"

    def _check(self) -> None:
        """Raises RuntimeError unless each call gives what it should."""
        for page in (self._filtered(), self._filtered(before_key=self._cursor)):
            if len(page.messages) != _PAGE:
                raise RuntimeError(f"a page of {len(page.messages)}, not {_PAGE}")
        for name, call in self._wsgi_calls().items():
            call()
            self._raw.require("201" if name.endswith("send") else "200")
            if "page" in name and "Link" not in self._raw.headers:
                raise RuntimeError(f"{name}: the response has no link to a next page")
