"""`serve` after its options are parsed: listen, print the banner, load the rest, answer."""

import asyncio
import errno
import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from catapult_simulator.cli.banner import banner
from catapult_simulator.cli.free_memory import FreeMemory, malloc_trim
from catapult_simulator.cli.line_writer import LineWriter
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS, Settings
from catapult_simulator.cli.state_file import StateFile, reason_of
from catapult_simulator.cli.terminal import say_lines
from catapult_simulator.cli.tls_options import tls_of
from catapult_simulator.core.configuration import Setting
from catapult_simulator.core.credentials import Credentials
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator, TenantExists
from catapult_simulator.server import Server

_WARM_UP_SECONDS = 0.5
_ADVICE = "choose another with --host and --port"
_ADVICES = {
    errno.EMFILE: "allow more: ulimit -n 1024",
    errno.ENFILE: "allow more: ulimit -n 1024",
    errno.EACCES: "only root may take ports below 1024; choose another with --port",
}


def run(settings: Settings, configuration: Sequence[Setting] = ()) -> None:
    """Serve until SIGINT, SIGTERM or SIGHUP. Raises ClickException if the port cannot be opened."""
    if settings.state is not None and Path(settings.state).exists():
        settings = replace(settings, setup=_kept(Path(settings.state)), numbers=())
    simulator, writer, tls = simulator_of(settings), LineWriter(sys.stderr), tls_of(settings)
    settings = replace(settings, tenants=tuple(each.credentials for each in simulator.tenants()))
    server = Server(
        simulator,
        host=settings.host,
        port=settings.port,
        public_url=settings.public_url,
        ssl_context=tls.context,
        allowed_hosts=(*settings.allowed_hosts, *tls.hosts),
        control=settings.control,
        control_token=settings.control_token,
        control_port=settings.control_port,
        allow_callbacks_to=settings.allow_callbacks_to,
        callback_ca=settings.callback_ca,
        verify_tls=not settings.insecure_callbacks,
        log=settings.log,
        write_log=writer.write,
    )
    server.show_configuration(configuration)
    _open(server, settings)
    try:
        state = _kept_state(simulator, settings, writer)
        _print(banner(server.url, settings, tls, control_url=server.control_url))
        server.run(ready=partial(_ready, simulator))
        if state is not None:
            _write(state.close, settings)
    finally:
        server.stop()
        writer.close()


def _kept(path: Path) -> Path:
    """The file of a state. An empty one would be the setup of an account that has nothing."""
    if path.is_file() and path.stat().st_size == 0:
        raise click.UsageError(f"{path.name}, line 1: it is empty; delete it to begin anew")
    return path


def _kept_state(simulator: Simulator, settings: Settings, writer: LineWriter) -> StateFile | None:
    """The state file, written once: what is wrong with its place is told at the start."""
    if settings.state is None:
        return None
    state = StateFile(settings.state, simulator)
    _write(state.write, settings)
    _write(partial(state.keep, settings.state_every, writer.write), settings)
    return state


def _write(write: Callable[[], None], settings: Settings) -> None:
    try:
        write()
    except (OSError, ValueError, RuntimeError) as error:  # no thread is left, say
        raise click.ClickException(
            f"cannot keep the state in {settings.state}: {reason_of(error)}"
        ) from None


def simulator_of(settings: Settings) -> Simulator:
    """A simulator with the tenants of `settings`. Raises UsageError if two have the same ids, and
    for a wrong setup."""
    simulator = Simulator(
        clock=settings.clock,
        now=settings.now,
        rules=Rules.of(settings.profile),
        seed=settings.seed,
    )
    try:
        for credentials in _apply_setup(simulator, settings):
            simulator.open_tenant(*credentials)
    except TenantExists as error:
        raise click.UsageError(f"{_taken(settings)}: {error}") from None
    return simulator


def _taken(settings: Settings) -> str:
    if settings.setup is None:
        return "two --tenant have the same id"
    return "the setup, or the state, has an account of --tenant with another token or secret"


def _apply_setup(simulator: Simulator, settings: Settings) -> Sequence[Credentials]:
    """Open the accounts of a setup; returns the credentials of those still to be opened."""
    if settings.setup is None and not settings.numbers:
        return settings.tenants
    from catapult_simulator.core.setups import VERSION
    from catapult_simulator.core.setups.problems import SetupError
    from catapult_simulator.core.setups.setup import Setup

    try:
        setup = Setup({"version": VERSION} if settings.setup is None else settings.setup)
        setup = setup.with_numbers(settings.numbers).named(settings.tenants)
        opened = [tenant.credentials for tenant in simulator.apply_setup(setup)]
    except SetupError as error:
        raise click.UsageError(str(error)) from None
    given = () if settings.tenants == (DEFAULT_CREDENTIALS,) else settings.tenants
    return [credentials for credentials in given if credentials not in opened]


def _open(server: Server, settings: Settings) -> None:
    try:
        server.open()
    except OSError as error:
        at_control = str(error.filename or "").endswith(f":{settings.control_port}")
        address = error.filename or f"{settings.host}:{settings.port}"
        reason = str(error.strerror).partition(" (while")[0]  # asyncio repeats the address there
        advice = _ADVICES.get(error.errno or 0, _ADVICE)
        if at_control:
            advice = advice.replace("--port", "--control-port").replace("--host and ", "")
        raise click.ClickException(f"cannot listen on {address}: {reason}; {advice}") from None


def _print(text: str) -> None:
    """Raises ClickException where stdout takes nothing: nobody would learn of the port."""
    try:
        say_lines(text)
    except OSError as error:
        raise click.ClickException(f"cannot write to stdout: {error.strerror}") from None


def _ready(simulator: Simulator) -> None:
    FreeMemory(simulator.network, malloc_trim).start()
    _enable_gc_later()


def _enable_gc_later() -> None:
    """Wait until the first requests are answered: the collection takes as long as a dozen."""
    asyncio.get_running_loop().call_later(_WARM_UP_SECONDS, _enable_gc)


def _enable_gc() -> None:
    """Exempt all objects so far from garbage collection, and collect young ones in small steps.

    Generation 0 is collected at 1,000 objects, which takes half a millisecond. At 20,000 objects a
    collection took 4 to 20 ms, and requests waited for it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(1_000, 50, 100)
    gc.enable()
