"""Hook of MkDocs: writes what is made from the code where a page says `{{ commands }}`."""

from collections.abc import Iterator
from typing import Any

import click

import account_reference
import pytest_reference
from catapult_simulator.cli.exits import EXITS
from catapult_simulator.cli.main import commands

WIDTH = 88  # characters of a line


def on_page_markdown(markdown: str, **_: Any) -> str:
    """`markdown`, with all that is made from the code in its places."""
    for place, text in PLACES.items():
        if place in markdown:
            markdown = markdown.replace(place, text())
    return markdown


def all_help() -> str:
    """The help of all commands."""
    root = click.Context(commands, info_name="catapult-simulator", max_content_width=WIDTH)
    return "\n\n".join(_section(context) for context in _contexts(root))


def exit_codes() -> str:
    """The table of exit codes."""
    rows = [f"| {code} | {meaning} |" for code, meaning in EXITS.items()]
    return "\n".join(["| exit code | when |", "|---|---|", *rows])


def _contexts(parent: click.Context) -> Iterator[click.Context]:
    """A context of each command of a group, and of the commands inside those."""
    assert isinstance(parent.command, click.Group)
    for name in parent.command.list_commands(parent):
        command = parent.command.get_command(parent, name)
        assert command is not None
        context = click.Context(
            command, info_name=name, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH
        )
        yield context
        if isinstance(command, click.Group):
            yield from _contexts(context)


def _section(context: click.Context) -> str:
    name = context.command_path.removeprefix("catapult-simulator ")
    return f"## {name}\n\n```text\n{context.command.get_help(context)}\n```"


PLACES = {
    "{{ commands }}": all_help,
    "{{ exit codes }}": exit_codes,
    "{{ resources }}": account_reference.resources,
    "{{ fixtures }}": pytest_reference.fixtures,
    "{{ ini options }}": pytest_reference.ini_options,
    "{{ pytest options }}": pytest_reference.command_line_options,
}
