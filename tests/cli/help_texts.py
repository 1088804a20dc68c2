"""Every command of the command line, those of groups included, and the examples of its help."""

import re
import shlex
from collections.abc import Iterator

import click

from catapult_simulator.cli.main import commands

PROGRAM = "catapult-simulator"


def contexts(parent: click.Context | None = None) -> Iterator[click.Context]:
    """A context of each command, from the program itself on."""
    parent = parent or click.Context(commands, info_name=PROGRAM)
    yield parent
    if isinstance(parent.command, click.Group):
        for name in parent.command.list_commands(parent):
            command = parent.command.get_command(parent, name)
            assert command is not None
            yield from contexts(click.Context(command, info_name=name, parent=parent))


def examples(context: click.Context) -> list[list[str]]:
    """The words of each example in a help text, without the name of the program."""
    text = re.sub(r"\s+", " ", context.command.help or "")
    found = re.findall(rf"Examples?: ((?:{PROGRAM} .*?)+?)(?=Examples?: |$)", text)
    return [shlex.split(each.partition(" > ")[0])[1:] for each in found]
