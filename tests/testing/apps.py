"""Apps under test, with as little as an app needs."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from catapult_simulator.testing.catapult import Catapult
from catapult_simulator.testing.serving.line import Line

PERSON = "+19195550001"


class TextedApp:
    """A WSGI application that keeps the texts that it gets. `react` runs before it answers."""

    def __init__(self, react: Callable[[Any], object] = lambda event: None) -> None:
        self.texts: list[str] = []
        self._react = react

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        event = json.loads(environ["wsgi.input"].read())
        self.texts.append(event["text"])
        self._react(event)
        start_response("200 OK", [("Content-Length", "0")])
        return []


def failing(error: BaseException) -> TextedApp:
    """An app that raises `error`."""

    def react(event: Any) -> None:
        raise error

    return TextedApp(react)


def line_of_raise() -> int:
    """The line at which the app of `failing` raises."""
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    return lines.index("        raise error") + 1


def outcomes(account: Catapult, number: str, text: str = "hi") -> list[int | str | None]:
    """Text `number`; gives what became of each attempt: a status, or the problem in words."""
    attempts = account.receive_message(from_=PERSON, to=number, text=text).attempts
    return [each.outcome.status or each.outcome.explanation for each in attempts]


def address_of(line: Line) -> str:
    """The address at which the app of a line listens."""
    parts = urlsplit(line.url)
    return f"{parts.hostname}:{parts.port or 80}"
