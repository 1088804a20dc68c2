"""Things that a run has made or changed on the account, so that they can be removed or restored.

Applications, files and ordered numbers are removed, a number of the account gets its former
application, name and fallback back. Messages cannot be removed.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from contract_tests.live.exchange import OF_A_MESSAGE, Answered, Asked, last_part
from contract_tests.live.guard import NotSent
from contract_tests.live.newcomers import UNREADABLE, Ask, Newcomers

# Names of applications that a check makes begin so, where the name is not under test.
MARK = "catapult-simulator contract"
RESTORED = ("applicationId", "name", "fallbackNumber")

Note = Callable[[str, str], None]


def _unnoted(kind: str, path: str) -> None:
    """Keep no record."""


@dataclass
class Belongings:
    """`made` are paths such as `applications/a-1`. `note("made", path)` is called of each."""

    made: dict[str, None] = field(default_factory=dict)
    changed: dict[str, dict[str, Any]] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()  # of the account: files that one sends another are removed
    note: Note = _unnoted
    _files: set[str] | None = None
    _newcomers: Newcomers = field(default_factory=Newcomers)
    _unanswered: set[str] = field(default_factory=set)  # uploads that may arrive late
    _new: str = ""  # the file of the upload that runs, if it was not there before

    def before(self, asked: Asked, ask: Ask) -> str:
        """Why a request would overwrite what is not ours, or an empty text.

        The former state of a number that it changes is read with `ask` and kept.
        """
        path, self._new = _path(asked), ""
        if asked.caller != "account" or path in self.made:
            return ""
        if asked.method == "PUT" and asked.family == "media" and len(asked.parts) > 1:
            if (status := ask("HEAD", path).status_code) == 200:
                return "the account has a file of that name already"
            if status != 404:
                return f"whether the account has a file of that name is unknown: HEAD gave {status}"
            self._made(path)  # now: its response may be lost
            self._new = path
            self._unanswered.add(path)
        if _changes_a_number(asked):
            return self._keep(path, asked.body, ask)
        return ""

    def _keep(self, path: str, body: bytes, ask: Ask) -> str:
        """Keep the properties that `body` changes, or say why they cannot be read."""
        former = ask("GET", path)
        if former.status_code not in (200, 404):
            return f"its former state is unknown: GET gave {former.status_code}"
        if former.status_code == 404 or f"phoneNumbers/{former.json().get('id')}" in self.made:
            return ""
        known = self.changed.get(path, {})
        kept = {name: value for name, value in _kept(former.json()).items() if _has(body, name)}
        if kept and (kept | known) != known:
            self.changed[path] = kept | known
            self.note("changed", json.dumps({path: self.changed[path]}))
        return ""

    def take(self, message: object) -> None:
        """The files of a received message are ours, if an own number has sent them."""
        if not isinstance(message, dict) or message.get("direction") != "in":
            return
        media = message.get("media")
        if isinstance(media, list) and message.get("from") in self.numbers:
            for url in media:
                name = str(url).partition("/media/")[2]
                if name and f"media/{name}" not in self.made:
                    self._made(f"media/{name}")

    def after(self, answer: Answered) -> None:
        """Remember what the request has made, or forget what it has removed."""
        asked = answer.asked
        if asked.method == "PUT":
            self._unanswered.discard(_path(asked))
        shown = answer.json if asked.family == "messages" else None
        for message in shown if isinstance(shown, list) else [shown]:
            self.take(message)
        gone = asked.method == "DELETE" and answer.status in (200, 204, 404)
        refused = asked.method == "PUT" and 400 <= answer.status < 500 and self._new == _path(asked)
        if gone or refused:
            self._forget(_path(asked))
        elif answer.status in (200, 201):
            for path in _made_by(answer):
                self._made(path)

    def _made(self, path: str) -> None:
        if self._newcomers.had(path):
            return
        self.made[path] = None
        self.note("made", path)

    def _forget(self, path: str) -> None:
        if path in self.made:
            del self.made[path]
            self.note("removed", path)

    def clear(self, ask: Ask) -> None:
        """Remove and restore all, newest first. What remains in `made` or `changed` failed."""
        for path in reversed(list(self.made)):
            if _succeeds(ask, "DELETE", path, None, (200, 204, 404)):
                self._forget(path)
        for path, former in list(self.changed.items()):
            if _succeeds(ask, "POST", path, former, (200,)):
                del self.changed[path]
                self.note("restored", path)

    def left_behind(self) -> list[str]:
        """A line for each thing that could not be removed or restored."""
        changed = (f"{path}: its former {former}" for path, former in self.changed.items())
        return [*self.made, *changed, *self._newcomers.lines(self.made)]

    def sweep(self, ask: Ask) -> None:
        """Remove all, also what a run that was killed, or a lost response, has left."""
        for path in self._unanswered:  # it may have come after its removal
            self._made(path)
        self._take_applications(ask)
        self._take_files(ask)
        self.clear(ask)
        self._newcomers.look(ask)

    def _take_applications(self, ask: Ask) -> None:
        """Applications whose names have the mark."""
        try:
            answer = ask("GET", "applications?size=1000")
            shown = answer.json() if answer.status_code == 200 else []
        except UNREADABLE:
            return  # no answer: what is known is tried, and named
        for item in shown if isinstance(shown, list) else []:
            if isinstance(item, dict) and str(item.get("name", "")).startswith(MARK):
                self.made.setdefault(f"applications/{item.get('id')}")

    def _take_files(self, ask: Ask) -> None:
        """The files of messages between own numbers that have come since the last call.

        The first call takes none: they were there before.
        """
        try:
            shown = ask("GET", "media").json()
            names = {str(file["mediaName"]) for file in shown}
            before, self._files = self._files, names
            for name in names - (names if before is None else before):
                if found := OF_A_MESSAGE.search(name):
                    self.take(ask("GET", f"messages/{found[1]}").json())
        except UNREADABLE:
            return  # as above


def _made_by(answer: Answered) -> list[str]:
    asked = answer.asked
    if asked.method != "POST":
        return []
    identity = answer.place
    if asked.parts in (("applications",), ("phoneNumbers",)) and answer.status == 201:
        return [f"{asked.family}/{identity}"] if identity else []
    if asked.family == "availableNumbers" and identity:  # of one number; the documents have a list
        return [f"phoneNumbers/{identity}"]
    if asked.family == "availableNumbers" and isinstance(answer.json, list):
        places = [str(item.get("location", "")) for item in answer.json if isinstance(item, dict)]
        return [f"phoneNumbers/{last_part(place)}" for place in places if place]
    return []


def _path(asked: Asked) -> str:
    """The path below the user, a plus of a number written plainly."""
    path = urlsplit(asked.path).path.strip("/")
    if path.startswith("users/"):
        path = path.split("/", 2)[-1]
    return unquote(path) if path.startswith("phoneNumbers/") else path


def _changes_a_number(asked: Asked) -> bool:
    return asked.method == "POST" and asked.family == "phoneNumbers" and len(asked.parts) == 2


def _kept(number: dict[str, Any]) -> dict[str, Any]:
    """The properties to restore; a blank one is removed by the API."""
    application = str(number.get("application", "")).rpartition("/")[2]
    former = {name: number.get(name, "") for name in RESTORED}
    return former | {"applicationId": application or number.get("applicationId", "")}


def _has(body: bytes, name: str) -> bool:
    return f'"{name}"'.encode() in body


def _succeeds(
    ask: Ask, method: str, path: str, body: dict[str, Any] | None, good: tuple[int, ...]
) -> bool:
    try:
        answer = ask(method, path, body) if body is not None else ask(method, path)
    except (
        *UNREADABLE,
        NotSent,
    ):  # such as an id that is no part of a URL; the rest is tried, and this is reported
        return False
    return answer.status_code in good
