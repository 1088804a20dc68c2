"""What the commands share: options with twins in the environment, and the simulator they call."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from catapult_simulator.cli.client import ControlClient, ControlError, Unreachable
from catapult_simulator.cli.settings import (
    DEFAULT_URL,
    ENVIRONMENT_PREFIX,
    read_origin,
    read_user_id,
)

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


def checked(read: Callable[[str], T]) -> Callable[[str], T]:
    """The type of a value that `read` understands; what `read` raises is what the user is told."""

    def understood(written: str) -> T:
        try:
            return read(written)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    return understood


def env_option(flag: str, *more: str, **wishes: Any) -> Callable[[F], F]:
    """An option that can be given in the environment too: `--port`, CATAPULT_SIMULATOR_PORT."""
    name = flag.lstrip("-").replace("-", "_").upper()
    wishes |= {"envvar": f"{ENVIRONMENT_PREFIX}_{name}", "show_envvar": True, "show_default": True}
    return click.option(flag, *more, **wishes)


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
tenant_option = env_option(
    "--tenant",
    type=checked(read_user_id),
    metavar="USERID",
    help="May be left out where there is only one.",
)
_url = env_option(
    "--url", default=DEFAULT_URL, type=checked(read_origin), metavar="URL", help="The simulator."
)


def simulator_command(command: Callable[..., None]) -> Callable[..., None]:
    """A command on a running simulator, given as `client`. What fails is one line and exit 1."""

    @wraps(command)
    def called(url: str, **wishes: Any) -> None:
        try:
            command(client=ControlClient(url), **wishes)
        except Unreachable as error:
            raise click.ClickException(f"{error}; start one: catapult-simulator serve") from None
        except ControlError as error:
            raise click.ClickException(str(error)) from None

    return _url(called)


def tenant_command(command: Callable[..., None]) -> Callable[..., None]:
    """A command on one tenant, given as `client` and `user_id`."""

    @wraps(command)
    def called(client: ControlClient, tenant: str | None, **wishes: Any) -> None:
        command(client=client, user_id=tenant or client.only_tenant(), **wishes)

    return simulator_command(tenant_option(called))


def print_json(content: object) -> None:
    """For programs: indented, since people look at it too."""
    click.echo(json.dumps(content, indent=2, ensure_ascii=False))
