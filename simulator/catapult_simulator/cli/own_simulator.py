"""A simulator in the process of a command that found none."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import click

from catapult_simulator.cli.control_options import control_token
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS
from catapult_simulator.core.simulator import ClockName, Simulator
from catapult_simulator.server import Server


@contextmanager
def start(url: str, user_id: str | None, *, clock: ClockName = "wall") -> Iterator[Server]:
    """A simulator that listens at `url` (port 0: a free one), with one tenant: the default one, or
    `user_id`. Control API and pages ask for the token of the environment. Raises
    ClickException where the port cannot be opened."""
    parts = urlsplit(url)
    simulator = Simulator(clock=clock)
    if user_id is None:
        simulator.open_tenant(*DEFAULT_CREDENTIALS)
    else:
        simulator.open_tenant(user_id)
    port = 80 if parts.port is None else parts.port
    token = control_token()
    server = Server(simulator, host=parts.hostname or "", port=port, control_token=token)
    try:
        server.open()
    except OSError as error:
        raise click.ClickException(f"cannot listen on {url}: {error.strerror}") from None
    with server:
        yield server
