"""`serve`: a simulator on a port, until SIGINT or SIGTERM. The flags, and their values checked."""

import gc
import signal
import sys
from typing import Any, NoReturn, get_args, get_type_hints

import click

from catapult_simulator.cli.options import checked, env_option
from catapult_simulator.cli.settings import (
    DEFAULT_ACCOUNT,
    DEFAULT_PORT,
    Account,
    Settings,
    read_account,
    read_origin,
)


def _choice(setting: str) -> click.Choice[str]:
    return click.Choice(get_args(get_type_hints(Settings)[setting]))


@click.command()
@env_option("--host", default="127.0.0.1", help="Address to listen on.")
@env_option(
    "--port", default=DEFAULT_PORT, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@env_option(
    "--clock", default="wall", type=_choice("clock"), help="Real time, or time you advance."
)
@env_option("--profile", default="2019", type=_choice("profile"), help="Era of the API.")
@env_option(
    "--tenant",
    "accounts",
    multiple=True,
    type=checked(read_account),
    metavar="USERID:TOKEN:SECRET",
    help="An account, as often as you like; none: a default one.",
)
@env_option(
    "--public-url",
    type=checked(read_origin),
    metavar="URL",
    help="What callbacks call this server.",
)
@env_option("--seed", help="Decides all ids; none: new ones in each run on a wall clock.")
def serve(accounts: tuple[Account, ...], **wishes: Any) -> None:
    """Serve the API on /v1 and its control on /_simulator until SIGINT or SIGTERM."""
    _quit_on_signals()
    gc.disable()  # what is built on the way to the first request stays
    from catapult_simulator.cli.serving import run

    run(Settings(accounts=accounts or (DEFAULT_ACCOUNT,), **wishes))


def _quit_on_signals() -> None:
    """Until the event loop listens for them itself; as PID 1, SIGTERM is ignored by default."""

    def leave(number: int, frame: object) -> NoReturn:
        sys.exit(0)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
