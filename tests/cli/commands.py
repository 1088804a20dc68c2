"""Commands run in this process against a server of the test, and apps that are called back."""

import socket
from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from typing import Any, NamedTuple

from click.testing import CliRunner

from catapult_simulator import Tenant
from catapult_simulator.cli.main import commands
from catapult_simulator.cli.receiver import Receiver

LINE, PERSON = "+19195551212", "+19195550001"


class Ran(NamedTuple):
    """The output of a command, and its exit code."""

    exit_code: int
    stdout: str
    stderr: str
    output: str  # both
    exception: BaseException | None


Run = Callable[..., Ran]


def invoked(arguments: Sequence[str], env: Mapping[str, str | None], **options: Any) -> Ran:
    """Run a command in this process. Up to click 8.1, both outputs are mixed unless told not to."""
    old = "mix_stderr" in signature(CliRunner).parameters
    apart: dict[str, Any] = {"mix_stderr": False} if old else {}
    result = CliRunner(env=env, **apart).invoke(commands, arguments, **options)
    output = result.stdout + result.stderr if old else result.output
    return Ran(result.exit_code, result.stdout, result.stderr, output, result.exception)


def own_number(tenant: Tenant, app: Receiver | None = None, **application: Any) -> None:
    if app is None:
        tenant.phone_numbers.allocate(LINE)
        return
    settings = {"incoming_message_url": f"{app.url}/sms"} | application
    created = tenant.applications.create("shop", **settings)
    tenant.phone_numbers.allocate(LINE, application_id=created.id)


def receive(run: Run, *more: str, **environment: str | None) -> Ran:
    options = ("--from", PERSON, "--to", LINE, "--text", "open today?", *more)
    return run("receive", *options, **environment)


def unused_url() -> str:
    """A URL at which connections are refused."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}"
