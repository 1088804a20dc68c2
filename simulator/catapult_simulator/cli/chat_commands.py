"""CHAT_COMMANDS: what can be typed into a chat beside texts."""

from collections.abc import Callable
from time import monotonic

from catapult_simulator.cli.conversation import Conversation, Say
from catapult_simulator.cli.files import attachment
from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.core.near_words import nearest
from catapult_simulator.core.time.spans import seconds_of

# Command -> how it is written, and what it does.
CHAT_COMMANDS: dict[str, tuple[str, str]] = {
    "picture": ("/picture FILE", "send a picture, or another file"),
    "stop": ("/stop", "text STOP"),
    "fail": ("/fail CODE", "let the app's next message to this phone fail, such as with 770"),
    "advance": ("/advance SECONDS", "advance virtual time"),
    "wait": ("/wait [SECONDS]", "wait for the app's next message; 10 s unless said otherwise"),
    "help": ("/help", "list these; a text that begins with / is written with two"),
    "quit": ("/quit", "end"),
}
_WAIT_SECONDS = 10.0
_PASSES = {"delayMs": 1}  # the least that a fault can do
_MAX_WAIT_SECONDS = 3600.0


class WrongCommand(Exception):
    """A line that begins with / and cannot be obeyed; the text says why."""


class ChatCommands:
    """Obeys the lines of a chat: texts, and commands."""

    def __init__(self, client: ControlClient, user_id: str, talk: Conversation, say: Say) -> None:
        self._client, self._user_id, self._talk, self._say = client, user_id, talk, say
        self._verbs: dict[str, Callable[[str], object]] = {
            "picture": self._picture,
            "stop": lambda _: self._talk.text("STOP"),
            "fail": self._fail,
            "advance": self._advance,
            "wait": self._wait,
            "help": self._help,
        }

    def obey(self, line: str) -> bool:
        """Do what a line says; gives True to end. Raises ControlError and WrongCommand."""
        if not line.startswith("/") or line.startswith("//"):
            self._talk.text(line.removeprefix("/") if line.startswith("//") else line)
            return False
        name, _, argument = line[1:].partition(" ")
        if name == "quit":
            return True
        if name not in self._verbs:
            near = nearest(name, CHAT_COMMANDS)
            guess = f"did you mean /{near}?" if near else "/help lists them"
            raise WrongCommand(f"no command /{name}; {guess}")
        self._verbs[name](argument.strip())
        return False

    def _picture(self, path: str) -> None:
        if not path:
            raise WrongCommand("/picture: name a file, such as /picture cat.png")
        try:
            self._talk.text("", [attachment(path)])
        except ValueError as error:
            raise WrongCommand(f"/picture: {error}") from None

    def _fail(self, code: str) -> None:
        if not (code.isascii() and code.isdigit() and len(code) < 10):
            raise WrongCommand(f"/fail: {code!r} is no delivery code; give one such as 770")
        fault = {"at": "carrier", "to": self._talk.person}
        if waiting := self._talk.waiting():  # the first fault that matches is the one that strikes
            self._client.add_fault(self._user_id, fault | _PASSES | {"times": waiting})
        self._client.add_fault(self._user_id, fault | {"times": 1, "deliveryCode": int(code)})
        self._say(
            f"  the app's next message to {self._talk.person} fails with {code}", tone="quiet"
        )

    def _advance(self, seconds: str) -> None:
        change = self._client.advance(self._user_id, self._seconds("advance", seconds))
        self._say(f"  it is {change['now']}", tone="quiet")
        self._talk.look()

    def _wait(self, seconds: str) -> None:
        limit = min(self._seconds("wait", seconds or f"{_WAIT_SECONDS:g}"), _MAX_WAIT_SECONDS)
        until, before = monotonic() + limit, self._talk.heard
        after = self._client.newest_entry(self._user_id)
        self._talk.look()
        while self._talk.heard == before and (left := until - monotonic()) > 0:
            after = self._client.journal(self._user_id, after=after, wait=min(left, 20.0))["next"]
            self._talk.look()
        if self._talk.heard == before:
            self._say(f"  no message from the app within {limit:g} s", tone="bad")

    def _help(self, _: str) -> None:
        for usage, about in CHAT_COMMANDS.values():
            self._say(f"  {usage:<18}{about}", tone="quiet")

    @staticmethod
    def _seconds(command: str, text: str) -> float:
        try:
            return seconds_of(float(text))
        except (TypeError, ValueError):
            raise WrongCommand(
                f"/{command}: {text!r} is no time; give seconds, such as 5"
            ) from None
