"""`serve`: run a simulator until SIGINT or SIGTERM. This module parses and checks the options."""

import gc
from typing import Any, get_args, get_type_hints

import click

from catapult_simulator.cli.callback_options import callback_options
from catapult_simulator.cli.control_options import require_control
from catapult_simulator.cli.ending import exit_on_signals
from catapult_simulator.cli.environment import DEFAULT_PORT
from catapult_simulator.cli.finite import FiniteRange
from catapult_simulator.cli.options import env_option, option_type
from catapult_simulator.cli.settings import (
    DEFAULT_CREDENTIALS,
    Settings,
    parse_control_token,
    parse_credentials,
    parse_public_url,
)
from catapult_simulator.cli.tls_options import require_consistent, tls_options
from catapult_simulator.core.credentials import Credentials
from catapult_simulator.core.hosts import parse_host
from catapult_simulator.core.time.moments import parse_moment


def _choice(setting: str) -> "click.Choice[str]":
    return click.Choice(get_args(get_type_hints(Settings)[setting]))


@click.command()
@env_option(
    "--host", default="127.0.0.1", help="Address to listen on. 0.0.0.0: all, also from outside."
)
@env_option(
    "--port",
    default=DEFAULT_PORT,
    type=click.IntRange(0, 65535),
    help="Port to listen on. 0: any free one.",
)
@env_option(
    "--clock",
    default="wall",
    type=_choice("clock"),
    help="wall: real time. virtual: time moves only with `advance` and `settle`.",
)
@env_option(
    "--now",
    type=option_type(parse_moment),
    metavar="TIME",
    help="Start of virtual time, such as 2019-05-01T12:00:00Z, which is the default.",
)
@env_option(
    "--profile", default="2019", type=_choice("profile"), help="Year of the API to simulate."
)
@env_option(
    "--tenant",
    "tenants",
    multiple=True,
    type=option_type(parse_credentials),
    metavar="USERID:TOKEN:SECRET",
    help="Credentials of an account. Can be given several times. Without it, one default account.",
)
@env_option(
    "--setup",
    metavar="FILE|TEXT",
    help="Accounts and what they have, in JSON or TOML: the path of a file, or the text itself. "
    "`reset` returns to it. Accounts without a userId get the credentials of --tenant.",
)
@env_option(
    "--number",
    "numbers",
    multiple=True,
    metavar="NUMBER=URL",
    help="Number of the first account, and URL or port of the app that it belongs to, such as "
    "+19195551212=http://app:3000/sms. Can be given several times.",
)
@env_option(
    "--state",
    metavar="FILE",
    help="File that keeps the accounts, with messages, over restarts: read at the start, and "
    "written at the end. While there is none, --setup and --number say what accounts have.",
)
@env_option(
    "--state-every",
    type=FiniteRange(1, 86_400),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How often that file is written meanwhile: what a crash can lose.",
)
@env_option(
    "--public-url",
    type=option_type(parse_public_url),
    metavar="URL",
    help="Base URL of the links in callbacks. Without it, that of the account's latest request.",
)
@env_option(
    "--allow-host",
    "allowed_hosts",
    multiple=True,
    type=option_type(parse_host),
    metavar="NAME",
    help="Name by which browsers may open pages and control API: sim.example.com or "
    "*.example.com. Can be given several times. IP addresses and local names are let in anyway.",
)
@env_option(
    "--control",
    default="on",
    type=_choice("control"),
    help="off: control API and pages do not answer, but for health.",
)
@env_option(
    "--control-token",
    type=option_type(parse_control_token),
    metavar="TOKEN",
    help="Control API and pages, but for health, answer only to who has this token. Programs send "
    "it as Authorization: Bearer, a browser asks for it as password; commands read the variable, "
    "which no list of processes shows.",
)
@env_option(
    "--control-port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help="Port of their own for control API and pages, where /v1 answers too; on --port only /v1 "
    "and health answer. Commands then need --url, or its variable.",
)
@tls_options
@callback_options
@env_option(
    "--seed",
    help="Text from which ids are generated: same seed, same ids. Without it, new ids in each run "
    "and after each reset on a wall clock.",
)
@env_option(
    "--log",
    default="off",
    type=_choice("log"),
    help="One line for each request, on stderr: text, json, or only requests of no account (off).",
)
def serve(tenants: tuple[Credentials, ...], **settings: Any) -> None:
    """Run a simulator until Ctrl-C.

    The API is on /v1, the control API on /_simulator. Prints credentials and commands to try.

    Example: catapult-simulator serve --clock virtual --number +19195551212=http://127.0.0.1:3000/sms
    """
    if settings["now"] is not None and settings["clock"] != "virtual":
        raise click.UsageError("--now is the start of virtual time; add --clock virtual")
    chosen = Settings(tenants=tenants or (DEFAULT_CREDENTIALS,), **settings)
    require_consistent(chosen)
    require_control(chosen)
    exit_on_signals()
    gc.disable()  # objects created before the first request stay anyway
    from catapult_simulator.cli.configuration import configuration_of
    from catapult_simulator.cli.serving import run

    run(chosen, configuration_of(click.get_current_context()))
