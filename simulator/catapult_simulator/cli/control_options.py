"""The options of the control API together: what contradicts itself is refused."""

import click

from catapult_simulator.cli.environment import required_token
from catapult_simulator.cli.settings import Settings
from catapult_simulator.core.control_token import TOKEN_VARIABLE, check_control_token


def control_token() -> str | None:
    """The token of the environment, None where there is none. Raises UsageError for a blank one,
    and for one that no header can have."""
    try:
        if (token := required_token()) is not None:
            check_control_token(TOKEN_VARIABLE, token)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    return token


def require_control(settings: Settings) -> None:
    """Raise UsageError for a blank token in the environment, where no other is given, for a port of
    what is switched off, and for one port for both."""
    if settings.control_token is None:
        control_token()
    if settings.control_port is None:
        return
    if settings.control == "off":
        raise click.UsageError(
            "--control-port has no effect: --control off switches off what it is for"
        )
    if settings.control_port == settings.port != 0:
        raise click.UsageError(
            f"--control-port and --port are both {settings.port}; give --control-port another, or "
            "leave it out"
        )
