"""The one place where the command line prints: no secrets, and no character that steers a terminal.

What apps, people and clients send is in nearly everything that is printed.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import click

from catapult_simulator.core.advice import advice_in
from catapult_simulator.core.masking import masked, masked_text
from catapult_simulator.core.near_words import nearest
from catapult_simulator.core.printable import printable, printable_json

Tone = Literal["good", "wait", "bad", "quiet"]
_STYLES: dict[Tone, dict[str, Any]] = {
    "good": {"fg": "green"},
    "wait": {"fg": "yellow"},
    "bad": {"fg": "red"},
    "quiet": {"dim": True},
}


def say(line: str = "", *, err: bool = False, tone: Tone | None = None) -> None:
    """Print one line. Whatever would end it, or steer the terminal, is escaped. A line with a
    `tone` is coloured on a terminal, unless NO_COLOR is set."""
    shown = printable(masked_text(advice_in("terminal", line)))
    styled = click.style(shown, **_STYLES[tone]) if tone else shown
    click.echo(styled, err=err, color=False if os.environ.get("NO_COLOR") else None)


def clear_line() -> None:
    """Empty the line of the terminal on which the cursor stands."""
    click.echo("\r\x1b[K", nl=False)


def say_unfinished(text: str) -> None:
    """Print the beginning of a line, such as a prompt."""
    click.echo(printable(text), nl=False)


def say_lines(text: str, *, tone: Tone | None = None) -> None:
    """Print a text of several lines."""
    for line in text.split("\n"):
        say(line, tone=tone)


def say_pem(text: str) -> None:
    """Print certificates, and keys that were asked for. Their base64 may look like a secret."""
    click.echo(text)


def say_script(text: str) -> None:
    """Print a script of click's for a shell, as it is."""
    click.echo(text)


def say_json(content: object, *, indent: int | None = None, secrets: bool = False) -> None:
    """Print JSON, on one line without `indent`. With `secrets`, those too: tenants' credentials."""
    click.echo(to_json(content if secrets else masked(content), indent))


def to_json(content: Any, indent: int | None = None) -> str:
    """JSON that stdout can encode: characters beyond ASCII are escaped unless it is UTF-8."""
    is_utf8 = (sys.stdout.encoding or "").lower().startswith("utf")
    return printable_json(json.dumps(content, indent=indent, ensure_ascii=not is_utf8))


@contextmanager
def printable_errors() -> Iterator[None]:
    """Errors of click repeat what was typed, or what a simulator said: escape that too."""
    try:
        yield
    except click.ClickException as error:
        message = advice_in("terminal", error.message) + _guess(error)
        error.message = printable(masked_text(message), keep="\n")  # type: ignore[misc]  # final for click
        raise


def _guess(error: click.ClickException) -> str:
    """The nearest of the values of an option, where one was misspelt."""
    kind = getattr(getattr(error, "param", None), "type", None)
    found = re.match("'([^']+)' is not one of ", error.message)
    if found is None or not isinstance(kind, click.Choice):
        return ""
    near = nearest(found[1], [str(each) for each in kind.choices])
    return f" Did you mean {near!r}?" if near else ""
