"""MessageSearch: the messages that a query asks for, now or as soon as they are there."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from flask import request

from catapult_simulator.control.endpoint import RESET, error_response, long_polls, render_context
from catapult_simulator.control.time import render_pending
from catapult_simulator.core.expectations.expectation import Expectation, messages_with
from catapult_simulator.core.expectations.near_misses import NearMiss, near_misses
from catapult_simulator.core.expectations.sentences import headline
from catapult_simulator.core.journal import Journal
from catapult_simulator.core.messages.filters import FilterValue
from catapult_simulator.core.messages.message import Direction, Message
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.text_patterns import SlowPattern, TextPattern
from catapult_simulator.core.world import TenantClosed
from catapult_simulator.rest.v1.messages import MESSAGE
from catapult_simulator.web.response import Response, json_response
from catapult_simulator.web.server_extensions import can_long_poll, long_poll

_PAGE = 1000
_NEAR = 500  # of the newest messages that do not fit
_NAMES = {"out": "sent", "in": "received", None: "messages"}


class MessageSearch:
    """Messages by filters and text: `size` of them at most, `count` of them where one waits."""

    def __init__(
        self,
        tenant: Tenant,
        filters: dict[str, FilterValue | None],
        *,
        text: str | TextPattern | None,
        size: int,
        count: int,
    ) -> None:
        self.tenant = tenant
        self.filters = filters
        self.size = size
        self.count = count
        direction: Any = filters.get("direction")  # one of the schema's choices
        self._direction: Direction | None = direction
        self.expectation: Expectation[Message] = messages_with(
            _NAMES[direction], direction, {**filters, "text": text}
        )

    def found(self) -> list[Message]:
        """The newest messages that fit, newest first."""
        fits = self.expectation.fits
        return list(islice(filter(fits, self._newest()), max(self.size, self.count)))

    def is_met(self) -> bool:
        """Whether there are as many as are waited for."""
        fitting = islice(filter(self.expectation.fits, self._newest()), self.count)
        return len(list(fitting)) == self.count

    def response(self) -> Response:
        """The messages that fit."""
        context = render_context(self.tenant)
        found = self.found()[: self.size]
        return json_response(200, [MESSAGE.render(message, context) for message in found])

    def response_within(self, seconds: float) -> Response:
        """As `response`, held back until there are enough; 404 with near misses in the end."""
        if self.is_met():
            return self.response()
        if not seconds or not can_long_poll(request.environ):
            return self._not_seen(seconds)
        journal = self.tenant.journal
        long_polls().require_room(self.tenant.user_id)
        subscribe = long_polls().counted(self.tenant.user_id, self._subscribe)
        long_poll(request.environ, seconds, subscribe, lambda: self._resume(seconds, journal))
        return Response(204, [])  # discarded

    def _resume(self, seconds: float, journal: Journal) -> Response:
        if self.is_met():
            return self.response()
        if self.tenant.journal is not journal:
            return error_response(409, "reset", RESET)
        return self._not_seen(seconds)

    def _subscribe(self, wake: Callable[[], None]) -> Callable[[], None]:
        fits = self.expectation.fits

        def look(message: Message) -> None:
            try:
                is_enough = fits(message) and (self.count == 1 or self.is_met())
            except SlowPattern:  # is told in the response
                is_enough = True
            if is_enough:
                wake()

        try:
            end = self.tenant.watch(look, wake)
            if self.is_met():  # meanwhile
                wake()
        except TenantClosed:
            wake()
            return lambda: None
        return end

    def _newest(self) -> Iterator[Message]:
        key: int | None = None
        while True:
            page = self.tenant.messages.page(self.filters, before_key=key, size=_PAGE)
            yield from page.messages
            key = page.next_key
            if key is None:
                return

    def _not_seen(self, seconds: float) -> Response:
        expectation = self.expectation
        newest = self.tenant.messages.find(size=_NEAR, direction=self._direction)
        others = [message for message in reversed(newest) if not expectation.fits(message)]
        found, pending = len(self.found()), self.tenant.pending()
        sentence = headline(expectation, found=found, wanted=self.count, within=seconds)
        nearest = near_misses(expectation, others) if expectation.criteria else []
        return error_response(
            404,
            "not-seen",
            sentence + self._way_on(len(pending)),
            nearest=[self._render(miss) for miss in nearest],
            pending=[render_pending(each) for each in pending[:_NEAR]],
        )

    def _way_on(self, pending: int) -> str:
        if not pending:
            return ""
        settle = f"POST /_simulator/tenants/{self.tenant.user_id}/settle"
        are = f"{pending} are" if pending > 1 else "1 is"
        way = f"{settle} lets virtual time pass" if self.tenant.can_advance else "wait for longer"
        return f"; of what is to come, {are} still due: {way}"

    def _render(self, miss: NearMiss[Message]) -> dict[str, Any]:
        fields = [
            {
                "name": each.label,
                "asked": _shown(each.asked),
                "found": each.found,
                "fits": each.fits,
            }
            for each in miss.differences
        ]
        message = MESSAGE.render(miss.record, render_context(self.tenant))
        return {"message": message, "fields": fields}


def _shown(asked: object) -> str:
    return asked.compiled.pattern if isinstance(asked, TextPattern) else str(asked)
