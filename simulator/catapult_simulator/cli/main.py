"""The command line. Each command is in a module of its own, imported when the command is called:
`serve` answers its first request sooner that way.
"""

import errno
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

import catapult_simulator
from catapult_simulator.cli.environment import PREFIX, UnknownVariable, require_known
from catapult_simulator.cli.exits import EXITS
from catapult_simulator.cli.groups import Group
from catapult_simulator.cli.terminal import printable_errors, say
from catapult_simulator.core.masking import masked_text

# Command -> its module in this package, in the order of the help text.
COMMANDS = {
    "serve": "serve",
    "demo": "demo",
    "receive": "messages",
    "chat": "chat",
    "listen": "listen",
    "doctor": "doctor",
    "connect": "connecting",
    "replay": "replays",
    "trigger": "triggers",
    "send": "send",
    "callback": "send_callback",
    "messages": "messages",
    "person": "people",
    "people": "people",
    "journal": "journal",
    "requests": "unmatched",
    "tenants": "tenants",
    "tenant": "tenants",
    "number": "number",
    "application": "application",
    "magic": "magic",
    "health": "tenants",
    "advance": "time",
    "advance-to": "time",
    "settle": "time",
    "pending": "time",
    "reset": "time",
    "fault": "faults",
    "setup": "setups",
    "snapshot": "setups",
    "openapi": "openapi_document",
    "completion": "completion",
    "ca": "ca",
    "mcp": "assistants",
}

# Of an error without a file name: a full disk, a reader that has left.
_OF_OUTPUT = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EPIPE, errno.EIO)


class _Commands(Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"catapult_simulator.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def make_context(self, *arguments: Any, **extra: Any) -> click.Context:
        with printable_errors():
            _require_text(*arguments)
            return super().make_context(*arguments, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with printable_errors():
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Refuse unknown variables, but not on the way to the help text that lists the known."""
        if not {"-h", "--help"}.intersection(args):
            _require_known_variables(ctx)
        return super().resolve_command(ctx, args)


def _require_text(name: str | None, arguments: list[str], *_: Any) -> None:
    """Refuse bytes that are no text: they cannot be sent, nor printed."""
    variables = (f"{key}={value}" for key, value in os.environ.items() if key.startswith(PREFIX))
    for word in (*arguments, *variables):
        try:
            word.encode()
        except UnicodeEncodeError:
            shown = ascii(masked_text(word))
            raise click.UsageError(f"{shown} is not text in the encoding of this system") from None


def _require_known_variables(ctx: click.Context) -> None:
    try:
        require_known()
    except UnknownVariable as error:
        raise click.UsageError(str(error), ctx) from None


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`serve` starts a simulator, `listen` one where none runs; `demo`, `doctor`, "
    "`callback`, `magic`, `ca`, `completion` and `setup check` need none; all other commands call "
    "the simulator at --url. Exit codes: "
    + ", ".join(f"{code} {meaning}" for code, meaning in EXITS.items())
    + ".",
)
@click.version_option(catapult_simulator.__version__, prog_name="catapult-simulator")
def commands() -> None:
    """Simulate Bandwidth's Catapult v1 API for SMS and MMS.

    Point an app at the simulator instead of the real API, watch what it sends, and text it.

    Example: catapult-simulator serve
    """


def main() -> None:
    """The console script. An error is one line on stderr; `cli/exits.py` has the exit codes."""
    _escape_unknown_characters()
    try:
        commands(prog_name="catapult-simulator")
    except OSError as error:
        say(f"Error: {_sentence_of(error)}", err=True)
        sys.exit(1)
    finally:
        _forget_broken_output()


def _sentence_of(error: OSError) -> str:
    if error.filename is None and error.errno in _OF_OUTPUT:
        return f"cannot write to stdout: {error.strerror}"
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return f"{error.strerror}; allow more: ulimit -n 1024"
    return str(error)


def _forget_broken_output() -> None:
    """Where stdout still has what it cannot write, Python would end with a traceback."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError):  # ValueError: it is closed
        sys.stdout = None  # as in a process that was started without


def _escape_unknown_characters() -> None:
    """Print what a console's encoding lacks as `\\u…`: a message may hold any character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
