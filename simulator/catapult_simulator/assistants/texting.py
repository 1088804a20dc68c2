"""Texting: tools that play a person with a phone."""

from collections.abc import Sequence
from typing import Annotated

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from catapult_simulator.assistants.account import Account
from catapult_simulator.assistants.parameters import AppNumber, Person, WaitSeconds
from catapult_simulator.assistants.words import (
    line_of_message,
    lines_of_callbacks,
    lines_of_pending,
    paragraph,
    was_taken,
)
from catapult_simulator.control_client.client import Json
from catapult_simulator.core.messages.callbacks_on_demand import PERSON
from catapult_simulator.core.people.scripted_people import number_of_person

_WATCHED = 200  # newest messages to a person
_SILENT = (
    "The app sent no reply within {} s. Next: journal shows what the app requested since; "
    "wait_for_message waits longer."
)


class Texting:
    def __init__(self, account: Account) -> None:
        self._account = account

    def text_app(
        self,
        text: Annotated[str, Field(description="Text of the message.")] = "",
        person: Person = PERSON,
        number: AppNumber = None,
        media: Annotated[
            Sequence[str], Field(max_length=10, description="URLs of pictures or other files.")
        ] = (),
        wait_seconds: WaitSeconds = 5,
    ) -> str:
        """Text the app as a person, and see what it answers.

        Calls the app's incomingMessageUrl and says whether it took that, with the reason in words
        if not. Then waits for the first message that the app sends to the person.
        """
        line = self._account.only_number(number)
        known = {each["id"] for each in self._account.texts_to(person, _WATCHED)}
        result = self._account.client.receive_message(
            self._account.user_id, from_=person, to=line, text=text, media=media
        )
        replies = self._replies(person, known, wait_seconds if was_taken(result) else 0)
        return paragraph(
            f"Received {line_of_message(result['message'])}",
            *lines_of_callbacks(result),
            *self._outcome(result, replies, wait_seconds),
        )

    def conversation(self, person: Person = PERSON) -> str:
        """Show the messages between a person and the app: the newest 100, oldest first, with ids
        and states."""
        try:
            person = number_of_person(person)
        except ValueError as error:
            raise ToolError(f"person: {error}") from None
        messages = self._account.call("messages.with_person", person)[-100:]
        if not messages:
            return f"{person} and the app have no messages. Next: text_app."
        filters = {"size": 1000}
        user_id, client = self._account.user_id, self._account.client
        sent = client.messages(user_id, to=person, **filters)
        received = client.messages(user_id, **{"from": person}, **filters)
        rendered = {each["id"]: line_of_message(each) for each in (*sent, *received)}
        return paragraph(*(rendered.get(each["id"], each["id"]) for each in messages))

    def set_person(
        self,
        answers: Annotated[
            Sequence[str],
            Field(max_length=10, description="Texts that answer each message. None: be silent."),
        ] = (),
        person: Person = PERSON,
        when: Annotated[
            str, Field(description="Regular expression; only messages with it are answered.")
        ] = "",
    ) -> str:
        """Let a person answer the app's messages by themselves, when they are delivered.

        Replaces what was set for this person before.
        """
        user_id, client = self._account.user_id, self._account.client
        if not answers:
            client.remove_person(user_id, person)
            return f"{person} answers no more."
        script: object = {when: list(answers)} if when else list(answers)
        client.put_person(user_id, person, script)
        return f"{person} answers{f' messages with {when!r}' if when else ''}: {list(answers)}"

    def _replies(self, person: str, known: set[str], seconds: float) -> list[Json]:
        def look() -> list[Json]:
            return [
                each for each in self._account.texts_to(person, _WATCHED) if each["id"] not in known
            ]

        return (self._account.watch(look, seconds) or [])[::-1]

    def _outcome(self, result: Json, replies: list[Json], seconds: float) -> list[str]:
        if replies:
            lines = [f"The app sent {line_of_message(each)}" for each in replies]
            return [*lines, *self._still_due()]
        if was_taken(result):
            return [_SILENT.format(f"{seconds:g}")]
        message_id = result["message"]["id"]
        return [f'Next: mend that, then call replay with message_id "{message_id}".']

    def _still_due(self) -> list[str]:
        if not self._account.is_virtual:
            return []
        pending = self._account.client.pending(self._account.user_id)
        way = ["Time is virtual. Next: settle lets all of it happen."] if pending else []
        return [*lines_of_pending(pending), *way]
