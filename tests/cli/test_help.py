"""Help texts: each has an example that can be typed, and a misspelt command a guess."""

import click
import pytest
from click.testing import CliRunner

from catapult_simulator.cli.main import commands
from cli.help_texts import PROGRAM, contexts, examples

CONTEXTS = [pytest.param(each, id=each.command_path) for each in contexts()]


@pytest.mark.parametrize("context", CONTEXTS)
def test_every_help_text_has_an_example_of_its_command(context: click.Context) -> None:
    shown = [" ".join([PROGRAM, *words]) for words in examples(context)]

    assert shown, f"write `Example: {context.command_path} …` into the docstring"
    assert all(each.startswith(context.command_path) for each in shown)


@pytest.mark.parametrize("context", CONTEXTS)
def test_every_example_can_be_typed(context: click.Context) -> None:
    """click parses it: the command is there, and so are its options, with values that fit."""
    for words in examples(context):
        command: click.Command = commands
        parent = click.Context(commands, info_name=PROGRAM)
        while isinstance(command, click.Group):
            name, *words = words
            found = command.get_command(parent, name)
            assert found is not None, name
            command = found
        command.make_context(command.name, words, parent=parent)


@pytest.mark.parametrize(
    ("typed", "guess"),
    [
        (["mesages"], "no command 'mesages'; did you mean 'messages'?"),
        (["advanceto", "5"], "no command 'advanceto'; did you mean 'advance-to'?"),
        (["fault", "ad"], "no command 'ad'; did you mean 'add'?"),
        (["xyzzy"], "no command 'xyzzy'; catapult-simulator --help lists them"),
    ],
)
def test_a_misspelt_command_is_refused_with_the_nearest(typed: list[str], guess: str) -> None:
    result = CliRunner().invoke(commands, typed, prog_name=PROGRAM)

    assert result.exit_code == 2
    assert guess in result.output


# Commands that only read; `setup export` and `openapi` print JSON in any case.
READING = {
    "messages",
    "people",
    "journal",
    "requests",
    "tenants",
    "magic",
    "health",
    "pending",
    "tenant list",
    "number list",
    "application list",
    "fault list",
}


@pytest.mark.parametrize("context", CONTEXTS)
def test_every_reading_command_takes_json(context: click.Context) -> None:
    name = context.command_path.removeprefix(f"{PROGRAM} ")
    options = {option for each in context.command.params for option in each.opts}

    assert name not in READING or "--json" in options
    assert not name.endswith("list") or name in READING


def test_the_reading_commands_are_there() -> None:
    assert {each.command_path.removeprefix(f"{PROGRAM} ") for each in contexts()} >= READING
