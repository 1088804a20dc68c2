"""History: tools that show the account and what has happened in it."""

import json
from typing import Annotated

from pydantic import Field

from catapult_simulator.assistants.account import Account
from catapult_simulator.assistants.words import (
    line_of_entry,
    lines_of_pending,
    paragraph,
    shortened,
)
from catapult_simulator.control_client.client import Json
from catapult_simulator.control_client.errors import ErrorResponse
from catapult_simulator.core.journal import Kind
from catapult_simulator.core.masking import without_credentials

_SEARCHED = 1000  # newest entries in which those of a kind are looked for
_NUMBERS = 20
_LAST = 2**53  # the largest whole number of all who read JSON


class History:
    def __init__(self, account: Account) -> None:
        self._account = account

    def account(self) -> str:
        """Show where the simulator listens, the account's credentials, clock and numbers, and how
        an app is pointed at it. Call this first."""
        url, tenant = self._account.client.url, self._account.client.tenant(self._account.user_id)
        numbers = self._account.numbers()
        lines = [self._line_of_number(each) for each in numbers[:_NUMBERS]]
        more = len(numbers) - _NUMBERS
        return paragraph(
            f"Point the app at {url}/v1 instead of https://api.catapult.inetwork.com/v1, with",
            *(f"  {name} {tenant[name]}" for name in ("userId", "token", "secret")),
            f"Clock: {tenant['clock']}, now {tenant['now']}. A person can watch at {url}/",
            *lines,
            f"… and {more} more numbers" if more > 0 else "",
            "" if numbers else "There is no number yet. Next: connect with the URL of the app.",
        )

    def journal(
        self,
        kind: Annotated[
            Kind | None,
            Field(description="Only entries of this kind; request: what the app asked the API."),
        ] = None,
        after: Annotated[
            int | None,
            Field(ge=0, le=_LAST, description="Only entries after this number."),
        ] = None,
        limit: Annotated[int, Field(ge=1, le=200, description="How many at most.")] = 30,
        entry: Annotated[
            int | None,
            Field(ge=1, le=_LAST, description="Show only this entry, with everything it has."),
        ] = None,
    ) -> str:
        """Show what happened, oldest first: the app's requests to the API, callbacks to the app
        with the reason in words where one failed, changes of messages, faults, control calls.

        Without `after`, the newest entries.
        """
        if entry is not None:
            return self._whole(entry)
        user_id = self._account.user_id
        newest = self._account.client.newest_entry(user_id)
        entries = self._entries(newest, kind, after, limit)
        last = entries[-1]["number"] if entries else newest
        return paragraph(
            *(line_of_entry(each, user_id) for each in entries),
            "" if entries else "There are no such entries.",
            f"Later entries: journal with after {last}.",
        )

    def unmatched_requests(self) -> str:
        """Show the newest requests to the simulator that no account owns, each with the reason:
        an app with a wrong secret, userId or path is found here."""
        found = self._account.client.unmatched_requests()[-30:]
        if not found:
            return "Every request so far was one of an account."
        return paragraph(
            *(
                f"{each['at']} {each['method']} {shortened(each['path'])} -> {each['status']}: "
                f"{each['reason']}"
                for each in found
            ),
            "Next: account shows what the app should use.",
        )

    def pending(self) -> str:
        """Show what is still due: queued messages, receipts, callbacks, answers of people."""
        due = self._account.client.pending(self._account.user_id)
        return paragraph(*lines_of_pending(due)) or "Nothing is due."

    def _entries(self, newest: int, kind: Kind | None, after: int | None, limit: int) -> list[Json]:
        read = limit if kind is None else _SEARCHED
        user_id, first = self._account.user_id, max(0, newest - read) if after is None else after
        size = limit if after is not None else read
        page = self._account.client.journal(user_id, after=first, kind=kind, limit=size)
        entries: list[Json] = page["entries"]
        return entries if after is not None else entries[-limit:]

    def _whole(self, number: int) -> str:
        page = self._account.client.journal(self._account.user_id, after=number - 1, limit=1)
        for entry in page["entries"]:
            if entry["number"] == number:
                return json.dumps(entry, indent=1, ensure_ascii=False)
        return f"The journal has no entry {number}, or not any more."

    def _line_of_number(self, number: Json) -> str:
        application_id = number["application_id"]
        if application_id is None:
            return f"{number['number']} has no application. Next: connect."
        try:
            application = self._account.call("applications.get", application_id)
        except ErrorResponse:
            return f"{number['number']} has an application that was deleted. Next: connect."
        url = without_credentials(application["incoming_message_url"] or "")
        method = str(application["callback_http_method"]).upper()
        return f"{number['number']} calls {f'{method} {url}' if url else 'no URL. Next: connect.'}"
