"""Hook of MkDocs: writes the help of all commands where a page says `{{ commands }}`."""

from collections.abc import Iterator
from typing import Any

import click

from catapult_simulator.cli.main import commands

PLACE = "{{ commands }}"
WIDTH = 88  # characters of a line


def on_page_markdown(markdown: str, **_: Any) -> str:
    """`markdown`, with the help of all commands in its place."""
    return markdown.replace(PLACE, _all_help()) if PLACE in markdown else markdown


def _all_help() -> str:
    root = click.Context(commands, info_name="catapult-simulator", max_content_width=WIDTH)
    return "\n\n".join(_section(context) for context in _contexts(root))


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
