"""Waiting: tools that wait for what the app sends."""

import re
from typing import Annotated

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from catapult_simulator.assistants.account import Account
from catapult_simulator.assistants.parameters import Person, WaitSeconds
from catapult_simulator.assistants.words import line_of_message, lines_of_pending, paragraph
from catapult_simulator.control_client.client import Json
from catapult_simulator.control_client.errors import ErrorResponse
from catapult_simulator.core.json_text import to_json
from catapult_simulator.core.messages.callbacks_on_demand import PERSON
from catapult_simulator.core.messages.message import Direction
from catapult_simulator.core.messages.one_time_codes import one_time_code
from catapult_simulator.core.text_patterns import MAX_PATTERN

_SHOWN = 20  # of the messages that were found
_READ = 20  # newest messages in which a code is looked for


class Waiting:
    def __init__(self, account: Account) -> None:
        self._account = account

    def wait_for_message(
        self,
        to: Annotated[str | None, Field(description="Number that the message goes to.")] = None,
        sender: Annotated[
            str | None, Field(description="Number that the message comes from.")
        ] = None,
        text: Annotated[str | None, Field(description="A part of its text, as written.")] = None,
        pattern: Annotated[
            str | None,
            Field(
                max_length=MAX_PATTERN,
                description="Regular expression found in its text, instead of text.",
            ),
        ] = None,
        direction: Annotated[
            Direction, Field(description="out: the app sends it; in: a person does.")
        ] = "out",
        count: Annotated[
            int, Field(ge=1, le=1000, description="Wait until there are so many.")
        ] = 1,
        wait_seconds: WaitSeconds = 5,
    ) -> str:
        """Wait until the app has sent a message, or list those that fit.

        Messages that are there already count. If none comes, the nearest others are shown with what
        differs, and what is still due. Virtual time stands still meanwhile.
        """
        if text is not None and pattern is not None:
            raise ToolError("give text or pattern, not both")
        filters: dict[str, object] = {
            "to": to,
            "from": sender,
            "direction": direction,
            "count": count,
        }
        filters["text~"] = pattern if text is None else re.escape(text)
        filters["wait"] = wait_seconds
        try:
            found = self._account.client.messages(self._account.user_id, **filters)
        except ErrorResponse as error:
            if error.code == "bad-request" and (name := "text" if pattern is None else "pattern"):
                raise ToolError(str(error).replace("text~", name, 1)) from None
            if error.code != "not-seen":
                raise
            raise ToolError(_not_seen(error)) from None
        more = len(found) - _SHOWN
        lines = [line_of_message(each) for each in found[:_SHOWN]]
        return paragraph(*lines, f"… and {more} older ones" if more > 0 else "")

    def one_time_code(self, person: Person = PERSON, wait_seconds: WaitSeconds = 5) -> str:
        """Read the one-time code in the newest message of the app to a person that has one, and
        wait for such a message if there is none yet."""
        found = self._account.watch(lambda: self._newest_code(person), wait_seconds)
        if found is None:
            raise ToolError(self._no_code(person))
        code, message = found
        return paragraph(f"The code is {code}", f"from {line_of_message(message)}")

    def _newest_code(self, person: str) -> tuple[str, Json] | None:
        for message in self._account.texts_to(person, _READ):
            if code := one_time_code(message.get("text") or ""):
                return code, message
        return None

    def _no_code(self, person: str) -> str:
        newest = self._account.texts_to(person, _READ)[:1]
        if not newest:
            return f"the app has sent nothing to {person}; text_app makes it, journal shows why not"
        return (
            f"no message to {person} holds a one-time code; the newest is "
            f"{line_of_message(newest[0])}"
        )


def _not_seen(error: ErrorResponse) -> str:
    nearest = [
        line
        for miss in error.more.get("nearest", [])
        for line in (f"nearest: {line_of_message(miss['message'])}", *_differences(miss))
    ]
    return paragraph(str(error), *nearest, *lines_of_pending(error.more.get("pending", [])))


def _differences(miss: Json) -> list[str]:
    return [
        f"  {field['name']} is {to_json(field['found'])}, asked for {to_json(field['asked'])}"
        for field in miss["fields"]
        if not field["fits"]
    ]
