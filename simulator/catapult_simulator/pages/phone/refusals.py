"""Refusals: requests that were refused while the app had a callback, most often its reply."""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from catapult_simulator.core.journal import Entry
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.unmatched_requests import UnmatchedRequest
from catapult_simulator.pages.phone.attempts import raw
from catapult_simulator.pages.phone.exchanges import Exchange

_SLACK_MS = 5  # clocks are read one after the other


class Refusal(NamedTuple):
    """One refused request; `answer` is `401: the secret of t-x is wrong`."""

    method: str
    path: str
    answer: str

    @property
    def is_reply(self) -> bool:
        """Whether the app wanted to send a message."""
        return self.method == "POST" and self.path.rstrip("/").endswith("/messages")

    @property
    def short_path(self) -> str:
        """`…/messages`: its end says which resource was meant."""
        _, separator, last = self.path.rstrip("/").rpartition("/")
        return f"…/{last}" if separator and last else self.path


def began_ms(callback: Entry) -> float:
    """When the app got a callback, by the account's time."""
    return callback.at_ms - float(raw(callback)["seconds"]) * 1000 - _SLACK_MS


def refusals(
    tenant: Tenant,
    callbacks: list[Entry],
    requests: Iterable[Exchange],
    unmatched: Iterable[UnmatchedRequest],
) -> Iterator[Refusal]:
    """The refused ones among `requests`, and requests of no account that came during the last
    callback. On virtual time, which says nothing about real time, the latter are left out."""
    for each in requests:
        if each.status is not None and each.status >= 400:
            yield Refusal(each.method, each.url.partition("?")[0], _answer(each))
    if not callbacks or tenant.can_advance:
        return
    last = callbacks[-1]
    for stray in unmatched:
        if began_ms(last) <= stray.at_ms <= last.at_ms + _SLACK_MS:
            yield Refusal(stray.method, stray.path, f"{stray.status}: {stray.reason}")


def _answer(exchange: Exchange) -> str:
    """`401 number-access-denied: …`, as far as the answer has that."""
    words = f"{exchange.status} {_code(exchange.answer)}".rstrip()
    return f"{words}: {exchange.reason}" if exchange.reason else words


def _code(answer: str) -> str:
    try:
        return str(json.loads(answer).get("code", ""))
    except (ValueError, AttributeError):
        return ""
