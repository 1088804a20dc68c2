"""Clock: tools that let virtual time pass."""

from typing import Annotated

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from catapult_simulator.assistants.account import Account
from catapult_simulator.assistants.words import lines_of_pending, paragraph
from catapult_simulator.control_client.client import Json


class Clock:
    def __init__(self, account: Account) -> None:
        self._account = account

    def advance(
        self,
        seconds: Annotated[
            float | None, Field(ge=0, description="By how much, such as 259200: 3 days.")
        ] = None,
        until: Annotated[
            str | None, Field(description="To a time instead, such as 2019-05-02T09:00:00Z.")
        ] = None,
    ) -> str:
        """Advance virtual time. All that is due by then has happened when this returns: messages
        are sent, receipts come, callbacks are answered. Refused on the wall clock."""
        user_id, client = self._account.user_id, self._account.client
        if seconds is not None and until is None:
            return self._told(client.advance(user_id, seconds))
        if until is not None and seconds is None:
            return self._told(client.advance_to(user_id, until))
        raise ToolError("give seconds, or until")

    def settle(self) -> str:
        """Advance virtual time until nothing is due any more, an hour at most. Refused on the wall
        clock, where things happen by themselves."""
        return self._told(self._account.client.settle(self._account.user_id))

    def _told(self, change: Json) -> str:
        due = self._account.client.pending(self._account.user_id)
        return paragraph(
            f"It is {change['now']}; {change['fired']} things happened.", *lines_of_pending(due)
        )
