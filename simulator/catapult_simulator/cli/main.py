"""The command line. Each command lives in a module of its own, imported when it is called.

`serve` answers its first request sooner that way; all others are thin over `/_simulator`.
"""

from importlib import import_module

import click

import catapult_simulator

# Command -> the module that has it, in the order in which the help shows them.
_HOMES = {
    "serve": "serve",
    "demo": "demo",
    "receive": "inbound",
    "callback": "inbound",
    "messages": "reading",
    "journal": "reading",
    "tenants": "reading",
    "magic": "reading",
    "health": "reading",
    "advance": "time",
    "settle": "time",
    "reset": "time",
    "fault": "faults",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _HOMES:
            return None
        home = import_module(f"catapult_simulator.cli.{_HOMES[cmd_name]}")
        command: click.Command = getattr(home, cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(catapult_simulator.__version__, prog_name="catapult-simulator")
def commands() -> None:
    """The Catapult v1 telephone network in a box."""


def main() -> None:
    """The console script. Errors are one line on stderr: exit 2 for a wrong word, 1 otherwise."""
    commands(prog_name="catapult-simulator")
