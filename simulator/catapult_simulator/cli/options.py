"""Options and decorators that commands share: environment variables, simulator, tenant, JSON."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from catapult_simulator.cli.blanks import require_filled
from catapult_simulator.cli.environment import (
    DEFAULT_URL,
    PREFIX,
    VARIABLES,
    server_url,
    variable,
    words_of,
)
from catapult_simulator.cli.exits import NoSimulator
from catapult_simulator.cli.files import parse_medium
from catapult_simulator.cli.settings import parse_origin, parse_user_id
from catapult_simulator.cli.terminal import Tone, say, say_json

if TYPE_CHECKING:
    from catapult_simulator.control_client.client import ControlClient

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


def option_type(parse: Callable[[str], T]) -> Callable[[str], T]:
    """The type of an option whose value `parse` reads. Its ValueError is shown to the user."""

    def convert(value: str) -> T:
        try:
            return parse(value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    return convert


class _EnvOption(click.Option):
    """An option whose variable counts as unset when it is empty, and may hold several values."""

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        return variable(str(self.envvar).removeprefix(PREFIX))

    def value_from_envvar(self, ctx: click.Context) -> Any:
        value = self.resolve_envvar_value(ctx)
        return words_of(value) if value and self.multiple else super().value_from_envvar(ctx)

    def get_error_hint(self, ctx: click.Context | None) -> str:
        """Name the variable: click does so only since 8.2."""
        hint, variable = super().get_error_hint(ctx), str(self.envvar)
        return hint if variable in hint else f"{hint} (env var: {variable!r})"


def env_option(flag: str, *more: str, **attributes: Any) -> Callable[[F], F]:
    """An option that has an environment variable: `--port`, CATAPULT_SIMULATOR_PORT."""
    name = flag.lstrip("-").replace("-", "_").upper()
    if name not in VARIABLES:
        raise ValueError(f"add {name!r} to VARIABLES in cli/environment.py")
    attributes = {"show_default": True} | attributes
    attributes |= {"envvar": f"{PREFIX}{name}", "show_envvar": True}
    return click.option(flag, *more, cls=_EnvOption, **attributes)


def with_options(options: Sequence[Callable[[F], F]]) -> Callable[[F], F]:
    """A decorator that adds `options`, which the help lists in this order."""

    def decorated(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
media_url_option = click.option(
    "--media", multiple=True, metavar="URL", help="URL of a file. Can be given several times."
)
media_option = click.option(
    "--media",
    multiple=True,
    type=option_type(parse_medium),
    metavar="FILE|URL",
    help="A picture or another file, or its URL. Can be given several times.",
)
tenant_option = env_option(
    "--tenant",
    type=option_type(parse_user_id),
    metavar="USERID",
    help="The tenant. Can be left out if the simulator has only one.",
)


def _default_url() -> str:
    try:
        return server_url()
    except ValueError as error:
        raise click.UsageError(str(error)) from None


_url_option = env_option(
    "--url",
    default=_default_url,
    show_default=f"{DEFAULT_URL}, or where serve listens by its variables",
    type=option_type(parse_origin),
    metavar="URL",
    help="Where the simulator listens.",
)


def simulator_command(command: Callable[..., None]) -> Callable[..., None]:
    """A command that calls a running simulator through `client`. An error is one line; exit code 3
    where none answers, 1 where it refuses."""

    @wraps(command)
    def wrapper(url: str, **values: Any) -> None:
        from catapult_simulator.control_client.client import ControlClient  # `serve` needs none
        from catapult_simulator.control_client.errors import ControlError, Unreachable

        require_filled(click.get_current_context())
        try:
            command(client=ControlClient(url), **values)
        except Unreachable as error:
            raise NoSimulator(f"{error}; {_next_step(url, str(error))}") from None
        except ControlError as error:
            raise click.ClickException(str(error)) from None

    return _url_option(wrapper)


def _next_step(url: str, problem: str) -> str:
    """How to get a simulator at `url`, or that it is the URL of something else."""
    options = {each.opts[0]: each for each in click.get_current_context().command.params}
    if "is no simulator" in problem and getattr(options.get("--to"), "metavar", "") == "URL":
        return "--url is the simulator; the app's URL is --to"
    if url == DEFAULT_URL:
        return "start one: catapult-simulator serve; or say where it is: --url"
    port = url.rpartition(":")[2]
    return "start one: catapult-simulator serve" + (f" --port {port}" if port.isdecimal() else "")


def tenant_command(command: Callable[..., None]) -> Callable[..., None]:
    """A command on one tenant of a running simulator: it gets `client` and `user_id`."""

    @wraps(command)
    def wrapper(client: "ControlClient", tenant: str | None, **values: Any) -> None:
        command(client=client, user_id=tenant or client.only_tenant(), **values)

    return simulator_command(tenant_option(wrapper))


def print_json(content: object, *, secrets: bool = False) -> None:
    """Print indented JSON: people look at it too."""
    say_json(content, indent=2, secrets=secrets)


def print_record(record: T, as_json: bool, line_of: Callable[[T], str]) -> None:
    """Print one record as JSON, or as a line."""
    if as_json:
        print_json(record)
    else:
        say(line_of(record))


def print_list(
    items: list[Any],
    as_json: bool,
    line_of: Callable[[Any], str],
    *,
    hint: str,
    tone_of: Callable[[Any], Tone | None] = lambda _: None,
    secrets: bool = False,
) -> None:
    """Print `items` as one JSON list, or one line for each; where there are none, `hint`, which
    says how to get some, on stderr. `tone_of` gives the colour of a line on a terminal."""
    if as_json:
        print_json(items, secrets=secrets)
        return
    for item in items:
        say(line_of(item), tone=tone_of(item))
    if not items:
        say(hint, err=True)
