"""The command table, help texts, and output on consoles that lack characters."""

import json
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from catapult_simulator import cli
from catapult_simulator.cli.main import COMMANDS, commands
from catapult_simulator.cli.receiver import Receiver
from catapult_simulator.control.control_schema import ControlSchema
from catapult_simulator.control.message_query import MESSAGE_QUERY
from catapult_simulator.control.schemas import FAULT
from catapult_simulator.control_client.client import ControlClient
from serve_support import finished


def defined_commands() -> dict[str, str]:
    """Every command that a module of the command line defines, and its module."""
    found = {}
    for module in pkgutil.iter_modules(cli.__path__):
        values = vars(import_module(f"{cli.__name__}.{module.name}")).values()
        for command in {value for value in values if isinstance(value, click.Command)}:
            found[command] = module.name
    of_groups = {each for group in found for each in getattr(group, "commands", {}).values()}
    return {str(each.name): found[each] for each in found if each not in {commands, *of_groups}}


def test_every_command_has_a_row_in_the_command_table() -> None:
    defined = defined_commands()

    missing = {f'"{name}": "{module}"' for name, module in defined.items() - COMMANDS.items()}

    assert not missing, f"add to COMMANDS in cli/main.py: {missing}"
    assert defined == COMMANDS


def test_the_control_client_has_what_commands_call() -> None:
    folder = Path(cli.__path__[0])
    called = {
        f"{path.name}: {name}"
        for path in folder.glob("*.py")
        for name in re.findall(r"\bclient\.(\w+)\(", path.read_text(encoding="utf-8"))
        if not hasattr(ControlClient, name)
    }

    assert not called, f"add these methods to ControlClient in control_client/client.py: {called}"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_describes_each_in_a_whole_sentence(name: str) -> None:
    listed = CliRunner().invoke(commands, ["--help"]).output.splitlines()

    line = next(line for line in listed if line.split()[:1] == [name])

    assert re.search(r"[^.]\.$", line), (
        f"begin the docstring of the command {name!r} with one sentence that fits: {line!r}"
    )


def parameters() -> list[tuple[str, click.Option]]:
    """All options of all commands, those of groups included."""
    context = click.Context(commands)
    found = []
    for name in COMMANDS:
        command = commands.get_command(context, name)
        members = getattr(command, "commands", {}) or {name: command}
        for member in members.values():
            assert member is not None
            options = [each for each in member.params if isinstance(each, click.Option)]
            found += [(f"{name} {option.opts[0]}", option) for option in options]
    return found


@pytest.mark.parametrize("option", [pytest.param(each, id=name) for name, each in parameters()])
def test_every_option_has_a_help_text(option: click.Option) -> None:
    assert option.help
    assert option.help.endswith(".")


def test_an_unknown_command_is_refused() -> None:
    assert CliRunner().invoke(commands, ["serv"]).exit_code == 2


@pytest.mark.parametrize(
    ("path", "schema"), [(("fault", "add"), FAULT), (("messages",), MESSAGE_QUERY)], ids=str
)
def test_every_property_of_a_control_call_is_an_option(
    path: tuple[str, ...], schema: ControlSchema
) -> None:
    command: click.Command | None = commands
    for name in path:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), name)
    assert command is not None

    options = {parameter.name for parameter in command.params}

    settable = {name: field for name, field in schema.fields.items() if not field.dump_only}
    assert all(options & {name, field.data_key} for name, field in settable.items())


@pytest.mark.parametrize("options", [(), ("--json",)], ids=["text", "json"])
def test_characters_that_the_console_lacks_are_escaped(
    app: Receiver, options: tuple[str, ...]
) -> None:
    sent = finished("callback", app.url, "--text", "😀", *options, PYTHONIOENCODING="cp1252")

    assert (sent.returncode, sent.stderr) == (0, "")
    assert r"\ud83d\ude00" in sent.stdout or r"\U0001f600" in sent.stdout
    assert not options or json.loads(sent.stdout)["text"] == "😀"


@pytest.mark.parametrize(
    ("color", "variables", "styled"),
    [(True, {}, True), (True, {"NO_COLOR": "1"}, False), (False, {}, False)],
    ids=["terminal", "NO_COLOR", "pipe"],
)
def test_results_are_coloured_on_a_terminal_only(
    app: Receiver, color: bool, variables: dict[str, str], styled: bool
) -> None:
    result = CliRunner(env=variables).invoke(commands, ["callback", app.url], color=color)

    assert ("\x1b[32m" in result.output) is styled
