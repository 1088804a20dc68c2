"""`mcp`: the tools of coding assistants, over the Model Context Protocol.

The SDK, an extra, is loaded only when the command runs.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import click

from catapult_simulator.cli.control_options import control_token
from catapult_simulator.cli.ending import exit_on_signals
from catapult_simulator.cli.options import env_option, option_type, tenant_option
from catapult_simulator.cli.settings import Settings, parse_origin
from catapult_simulator.cli.terminal import say

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

_GUARDED = (
    "who calls it: programs of this machine that send the token of "
    "CATAPULT_SIMULATOR_CONTROL_TOKEN, as Authorization: Bearer TOKEN"
)
_OPEN = (
    "who calls it: any program of this machine; set CATAPULT_SIMULATOR_CONTROL_TOKEN to ask for a "
    "token"
)
_MISSING = 'the command mcp needs the SDK of MCP; pip install "catapult-simulator[mcp]"'


@click.command()
@env_option(
    "--url",
    type=option_type(parse_origin),
    metavar="URL",
    help="Where the simulator listens. Without it, one is started, until the command ends.",
)
@tenant_option
@click.option(
    "--http",
    "http_port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help="Serve over streamable HTTP at http://127.0.0.1:PORT/mcp instead of stdin and stdout, to "
    "all programs of this machine, or, with CATAPULT_SIMULATOR_CONTROL_TOKEN, to those that send "
    "the token. 0: any free port.",
)
@env_option(
    "--clock",
    default="virtual",
    type=click.Choice(get_args(get_type_hints(Settings)["clock"])),
    help="Clock of a simulator that is started. virtual: the tools `advance` and `settle` move it.",
)
@click.option(
    "--simulator-port",
    default=0,
    type=click.IntRange(0, 65535),
    help="Port of a simulator that is started. 0: any free one.",
)
def mcp(
    url: str | None,
    tenant: str | None,
    *,
    http_port: int | None,
    clock: str,
    simulator_port: int,
) -> None:
    """Give a coding assistant the simulator as tools.

    The assistant starts this command and talks to it over stdin and stdout: the Model Context
    Protocol. It texts the app, reads what it answers, and moves the clock. Needs the extra `mcp`.

    Example: catapult-simulator mcp --url http://127.0.0.1:8080
    """
    try:
        from catapult_simulator.assistants import running
        from catapult_simulator.assistants.server import make_server
    except ModuleNotFoundError as error:
        if str(error.name).startswith("catapult_simulator"):
            raise
        raise click.ClickException(_MISSING) from None
    from catapult_simulator.control_client.client import ControlClient

    with _simulator(url, tenant, clock=clock, port=simulator_port) as found:
        server = make_server(ControlClient(found), tenant)
        if http_port is None:
            exit_on_signals(os._exit)  # the SDK would go on to wait for a line on stdin
            running.run_stdio(server)
            return
        exit_on_signals()
        _run_http(server, http_port)


def _run_http(server: "MCPServer[Any]", port: int) -> None:
    from catapult_simulator.assistants.running import run_http

    token = control_token()

    def told(url: str) -> None:
        say(f"MCP over HTTP: {url}")
        say(f"  {_OPEN if token is None else _GUARDED}")

    try:
        run_http(server, port, told, token=token)
    except OSError as error:
        reason = str(error.strerror).partition(" (while")[0]  # Python repeats the address there
        raise click.ClickException(
            f"cannot listen on 127.0.0.1:{port}: {reason}; choose another with --http"
        ) from None


@contextmanager
def _simulator(url: str | None, tenant: str | None, *, clock: Any, port: int) -> Iterator[str]:
    """The URL of the simulator: `url`, or that of a new one on this machine."""
    if url is not None:
        yield url
        return
    from catapult_simulator.cli.own_simulator import start

    with start(f"http://127.0.0.1:{port}", tenant, clock=clock) as server:
        yield server.url
