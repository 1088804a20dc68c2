"""A simulator in the process of a command that found none."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import click

from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.server import Server


@contextmanager
def start(url: str, user_id: str | None) -> Iterator[Server]:
    """A simulator on the wall clock that listens at `url`, with one tenant: the default one, or
    `user_id`. Raises ClickException where the port cannot be opened."""
    parts = urlsplit(url)
    simulator = Simulator(clock="wall")
    if user_id is None:
        simulator.open_tenant(*DEFAULT_CREDENTIALS)
    else:
        simulator.open_tenant(user_id)
    server = Server(simulator, host=parts.hostname or "", port=parts.port or 80)
    try:
        server.open()
    except OSError as error:
        raise click.ClickException(f"cannot listen on {url}: {error.strerror}") from None
    with server:
        yield server
