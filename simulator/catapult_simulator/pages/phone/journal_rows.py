"""Rows of the journal: entries that fit a search, newest first, with their details as text."""

import json
from itertools import islice
from typing import NamedTuple

from catapult_simulator.core.journal import Entry, Kind
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.pages.phone.bubbles import Tone
from catapult_simulator.pages.phone.request import url_of

SHOWN = 100  # entries of a page


class Search(NamedTuple):
    """A kind of entries, and a part of their text; None and "" for all."""

    kind: Kind | None = None
    words: str = ""

    def fits(self, entry: Entry) -> bool:
        """Whether summary or details have the words, in any case."""
        words = self.words.casefold()
        if self.kind not in (None, entry.kind):
            return False
        return not words or words in entry.summary.casefold() or words in _details(entry).casefold()


class Row(NamedTuple):
    """One entry. `message` is the page of the message that it is about, if it is about one."""

    number: int
    time: str
    kind: Kind
    summary: str
    details: str
    tone: Tone
    reason: str
    advice: str
    message: str | None


def rows(tenant: Tenant, search: Search, *, after: int = 0, before: int | None = None) -> list[Row]:
    """A page of entries and one more, where there is one: newest first."""
    entries = reversed(tenant.journal.entries(after))
    found = (each for each in entries if before is None or each.number < before)
    return [_row(tenant, each) for each in islice(filter(search.fits, found), SHOWN + 1)]


def _row(tenant: Tenant, entry: Entry) -> Row:
    detail = entry.detail
    message_id = detail.get("messageId")
    status = detail.get("status")
    is_bad = "problem" in detail or (isinstance(status, int) and status >= 400)
    return Row(
        entry.number,
        wire_time(entry.at_ms)[11:19],
        entry.kind,
        entry.summary,
        _details(entry),
        "bad" if is_bad else "good",
        str(detail.get("explanation", "")),
        str(detail.get("advice", "")),
        url_of(tenant, "messages", str(message_id)) if message_id else None,
    )


def _details(entry: Entry) -> str:
    return json.dumps(dict(entry.detail), indent=2, ensure_ascii=False)
