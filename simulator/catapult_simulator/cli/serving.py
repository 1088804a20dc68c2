"""What `serve` does once its flags are read: listen first, load the rest, answer."""

import asyncio
import gc

import click

from catapult_simulator.cli.banner import banner
from catapult_simulator.cli.settings import Settings
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator, TenantExists
from catapult_simulator.server import Server

_WARM_SECONDS = 0.5


def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM. Raises ClickException where the port cannot be had."""
    server = Server(
        simulator_of(settings),
        host=settings.host,
        port=settings.port,
        public_url=settings.public_url,
    )
    _open(server, settings)
    click.echo(banner(server.url, settings))
    server.run(ready=_calm_the_collector_soon)


def simulator_of(settings: Settings) -> Simulator:
    """A simulator with the accounts of `settings`. Raises UsageError where two are the same."""
    simulator = Simulator(
        clock=settings.clock, rules=Rules.of(settings.profile), seed=_seed(settings)
    )
    for account in settings.accounts:
        try:
            simulator.open_tenant(*account)
        except TenantExists as error:
            raise click.UsageError(f"two --tenant are alike: {error}") from None
    return simulator


def _seed(settings: Settings) -> str:
    """Real time brings new ids in each run: apps may have kept those of the last one."""
    if settings.seed is not None or settings.clock == "virtual":
        return settings.seed or ""
    from secrets import token_hex

    return token_hex(8)


def _open(server: Server, settings: Settings) -> None:
    try:
        server.open()
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        why = str(error.strerror).partition(" (while")[0]  # the address again, in other words
        raise click.ClickException(
            f"cannot listen on {where}: {why}; choose another with --host and --port"
        ) from None


def _calm_the_collector_soon() -> None:
    """Once the first requests have had their answers: it takes as long as a dozen of them."""
    asyncio.get_running_loop().call_later(_WARM_SECONDS, _calm_the_collector)


def _calm_the_collector() -> None:
    """What was built so far stays for good: looking through it again and again costs requests.

    The young are looked through often and a little at a time: a round over 20,000 of them took
    4 to 20 ms, one over 1,000 takes half a millisecond, and requests wait for either.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(1_000, 50, 100)
    gc.enable()
