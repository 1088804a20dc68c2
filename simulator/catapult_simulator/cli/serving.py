"""`serve` after its options are parsed: listen, print the banner, load the rest, answer."""

import asyncio
import errno
import gc
import signal
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from catapult_simulator.cli.banner import banner
from catapult_simulator.cli.ending import PutOff, signals_put_off
from catapult_simulator.cli.free_memory import FreeMemory, malloc_trim
from catapult_simulator.cli.line_writer import LineWriter
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS, Settings
from catapult_simulator.cli.terminal import say_lines
from catapult_simulator.cli.tls_options import Tls, tls_of
from catapult_simulator.core.configuration import Setting
from catapult_simulator.core.credentials import Credentials
from catapult_simulator.core.numbers.not_owned import listed
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator, TenantExists
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.server import Server

if TYPE_CHECKING:
    from catapult_simulator.cli.kept_state import KeptState
    from catapult_simulator.core.setups.setup import Setup

_WARM_UP_SECONDS = 0.5
_ADVICE = "choose another with --host and --port"
_ADVICES = {
    errno.EMFILE: "allow more: ulimit -n 1024",
    errno.ENFILE: "allow more: ulimit -n 1024",
    errno.EACCES: "only root may take ports below 1024; choose another with --port",
}


def run(settings: Settings, configuration: Sequence[Setting] = ()) -> None:
    """Serve until SIGINT, SIGTERM or SIGHUP. Raises ClickException if the port cannot be opened."""
    with _state(settings) as state:
        found = None if state is None else state.found
        simulator, tls = simulator_of(settings, found), tls_of(settings)
        settings = replace(
            settings, tenants=tuple(each.credentials for each in simulator.tenants())
        )
        writer = LineWriter(sys.stderr)
        server = _server(simulator, settings, tls, writer)
        server.show_configuration(configuration)
        _open(server, settings)
        try:
            with signals_put_off() as signals:
                _serve(server, settings, tls, state, writer, signals)
        finally:
            server.stop()
            writer.close()


def _state(settings: Settings) -> "AbstractContextManager[KeptState | None]":
    if settings.state is None:
        return nullcontext()
    from catapult_simulator.cli.kept_state import opened

    return opened(settings.state)


def _server(simulator: Simulator, settings: Settings, tls: Tls, writer: LineWriter) -> Server:
    return Server(
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


def _serve(
    server: Server,
    settings: Settings,
    tls: Tls,
    state: "KeptState | None",
    writer: LineWriter,
    signals: PutOff,
) -> None:
    simulator = server.simulator
    if state is not None:
        state.keep(simulator, settings.state_every, writer.write)
        _tell_clocks(simulator, writer)
    _print(banner(server.url, settings, tls, control_url=server.control_url))
    server.run(ready=partial(_ready, simulator, signals))
    if state is not None:
        state.end(simulator)


def _tell_clocks(simulator: Simulator, writer: LineWriter) -> None:
    """Say which accounts of a state have another clock than --clock says."""
    is_virtual = simulator.clock == "virtual"
    others = [each.user_id for each in simulator.tenants() if each.can_advance != is_virtual]
    if others:
        clock = "wall" if is_virtual else "virtual"
        writer.write(
            f"the state has accounts on the {clock} clock, and they keep it: {listed(others)}"
        )


def simulator_of(settings: Settings, state: "Setup | None" = None) -> Simulator:
    """A simulator with the tenants of `settings`; what they have is in `state`, if that is given,
    and setup and numbers are what a reset returns to. Raises UsageError if two have the same ids,
    and for a wrong setup."""
    simulator = Simulator(
        clock=settings.clock,
        now=settings.now,
        rules=Rules.of(settings.profile),
        seed=settings.seed,
    )
    try:
        for credentials in _apply_setup(simulator, settings, state):
            simulator.open_tenant(*credentials)
    except TenantExists as error:
        raise click.UsageError(f"{_taken(settings, state)}: {error}") from None
    return simulator


def _taken(settings: Settings, state: "Setup | None") -> str:
    if state is None and settings.setup is None:
        return "two --tenant have the same id"
    return "the setup, or the state, has an account of --tenant with another token or secret"


def _apply_setup(
    simulator: Simulator, settings: Settings, state: "Setup | None"
) -> Sequence[Credentials]:
    """Open the accounts of a setup; returns the credentials of those still to be opened."""
    if state is None and settings.setup is None and not settings.numbers:
        return settings.tenants
    from catapult_simulator.core.setups.problems import SetupError

    try:
        declared = _declared(settings).named(settings.tenants)
        if state is None:
            opened = simulator.apply_setup(declared)
        else:
            opened = _resumed(simulator, settings, state.named(settings.tenants), declared)
    except SetupError as error:
        raise click.UsageError(str(error)) from None
    already = [tenant.credentials for tenant in opened]
    given = () if settings.tenants == (DEFAULT_CREDENTIALS,) else settings.tenants
    return [credentials for credentials in given if credentials not in already]


def _resumed(
    simulator: Simulator, settings: Settings, state: "Setup", declared: "Setup"
) -> list[Tenant]:
    """The accounts of the state, each on its own clock. A reset returns to what is declared."""
    is_declared = settings.setup is not None or settings.numbers
    setups = {each.credentials[0]: each for each in declared.parts() if is_declared}
    opened = []
    for part in state.parts():
        account = part.only_account()
        clock = account.get("clock", simulator.clock)
        tenant = simulator.open_tenant(*part.credentials, seed=account.get("seed"), clock=clock)
        tenant.resume(part, setups.get(tenant.user_id))
        opened.append(tenant)
    return opened


def _declared(settings: Settings) -> "Setup":
    from catapult_simulator.core.setups import VERSION
    from catapult_simulator.core.setups.setup import Setup

    setup = Setup({"version": VERSION} if settings.setup is None else settings.setup)
    return setup.with_numbers(settings.numbers)


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


def _ready(simulator: Simulator, signals: PutOff) -> None:
    if signals.has_come:
        signal.raise_signal(signal.SIGTERM)  # the server takes them from now on
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
