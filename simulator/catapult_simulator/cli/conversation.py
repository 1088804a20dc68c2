"""Conversation: a person who texts one number of an account, as lines for a terminal.

It knows the control API, and nothing of keyboards: `chat` reads the lines.
"""

from collections.abc import Mapping, Sequence
from threading import RLock
from typing import Protocol

from catapult_simulator.cli.exits import NobodyToTell, NotTaken
from catapult_simulator.cli.refused_requests import RefusedRequests
from catapult_simulator.cli.terminal import Tone, to_json
from catapult_simulator.control_client.client import ControlClient, Json
from catapult_simulator.core.callback_reasons import reason_of
from catapult_simulator.core.messages.progress import Progress, progress

_WATCHED = 100  # newest messages of each direction
_MOST = 1000


class Say(Protocol):
    def __call__(self, line: str, *, tone: Tone | None = None) -> None: ...


class Conversation:
    """The texts between `person` and the number `line`. Safe from several threads.

    Each new message, each change of one, and each request of the app that is refused, is said once.
    `exit_code` is that of the first text that no app took, or 1 where the app's own message was
    refused; 0 where all were taken.
    """

    def __init__(
        self, client: ControlClient, user_id: str, *, person: str, line: str, say: Say
    ) -> None:
        self._client, self._user_id, self._say = client, user_id, say
        self.person, self.line = person, line
        self._lock = RLock()
        self._states = {each["id"]: progress_of(each) for each in self._messages()}
        self._refused = RefusedRequests.from_now(client, user_id)
        self.exit_code = 0
        self.heard = 0  # messages from the app since the beginning

    def text(self, text: str, media: Sequence[Json | str] = ()) -> None:
        """Text the app, and say whether it took that, and what it texted back."""
        with self._lock:
            response = self._client.receive_message(
                self._user_id, from_=self.person, to=self.line, text=text, media=media
            )
            self._states[response["message"]["id"]] = progress_of(response["message"])
            self._say_taken(response)
            self.look()

    def look(self) -> None:
        """Say what is new."""
        with self._lock:
            found = self._messages()
            known, self._states = self._states, {each["id"]: progress_of(each) for each in found}
            for message in found:
                self._say_news(message, known)
            self._say_refused()

    def waiting(self) -> int:
        """How many messages of the app to the person are still on their way to the carrier."""
        ends = {"from": self.line, "to": self.person}
        found = self._client.messages(self._user_id, **ends, size=_MOST)
        return sum(each["state"] == "queued" for each in found)

    def _messages(self) -> list[Json]:
        """The newest messages of both directions, oldest first."""
        ends = ((self.line, self.person), (self.person, self.line))
        found = [
            message
            for from_, to in ends
            for message in self._client.messages(
                self._user_id, **{"from": from_, "to": to}, size=_WATCHED
            )
        ]
        found.reverse()
        return sorted(found, key=lambda message: str(message["time"]))

    def _say_taken(self, response: Json) -> None:
        if not (attempts := response["callbacks"]):
            self.exit_code = self.exit_code or NobodyToTell.exit_code
            self._say(f"  nobody is told: {reason_of(response)}", tone="bad")
            return
        line, tone = result_of(attempts[-1])
        if tone == "bad":
            self.exit_code = self.exit_code or NotTaken.exit_code
        self._say(f"  {line}", tone=tone)

    def _say_refused(self) -> None:
        for line in self._refused.lines():
            self._say(f"  {line}", tone="bad")
        if self._refused.has_lost:
            self.exit_code = self.exit_code or NotTaken.exit_code

    def _say_news(self, message: Json, known: Mapping[str, Progress]) -> None:
        now = self._states[message["id"]]
        if message["id"] not in known:
            self.heard += message["direction"] == "out"
            arrow = "<" if message["direction"] == "out" else ">"
            self._say(f"{arrow} {content_of(message)}  ({now})", tone=now.tone)
        elif known[message["id"]] != now and now.tone != "wait":
            self._say(f"  {now}: {content_of(message)}", tone=now.tone)


def result_of(attempt: Json) -> tuple[str, Tone]:
    """One attempt to call an app in a line, with the reason in words."""
    why = "; ".join(filter(None, (attempt.get("explanation"), attempt.get("advice"))))
    answered = f"{attempt['status']} in " if "status" in attempt else "after "
    took = f"{answered}{round(attempt['seconds'] * 1000)} ms"
    failed = "problem" in attempt
    line = f"{'not taken' if failed else 'taken'}: {took}{f': {why}' if why else ''}"
    return line, "bad" if failed else "wait" if why else "good"


def progress_of(message: Json) -> Progress:
    """How far a message has come, which the control API shows."""
    known = map(message.get, ("deliveryState", "deliveryCode", "deliveryDescription"))
    return progress(message["state"], *known)


def content_of(message: Json) -> str:
    """Text and files of a message, in one line."""
    media = [f"[{each.rpartition('/')[2]}]" for each in message.get("media") or ()]
    text = message.get("text") or ""
    shown = to_json(text) if "\n" in text else text
    return " ".join(filter(None, (shown, *media)))
