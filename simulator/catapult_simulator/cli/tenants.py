"""`health` and `tenants`: is a simulator running, and for which accounts."""

import click

from catapult_simulator.cli.options import json_option, print_json, print_list, simulator_command
from catapult_simulator.cli.terminal import say
from catapult_simulator.control_client.client import ControlClient, Json

_NONE = "no tenants yet: catapult-simulator tenant open"


@click.command()
@simulator_command
@json_option
def health(client: ControlClient, as_json: bool) -> None:
    """Check whether a simulator runs. Exit code 0 if it answers, 3 if not.

    Example: catapult-simulator health
    """
    health = client.health()
    if as_json:
        print_json(health)
        return
    say(
        f"{health['status']}: version {health['version']}, clock {health['clock']}, "
        f"tenants {health['tenants']}"
    )


@click.command()
@simulator_command
@json_option
def tenants(client: ControlClient, as_json: bool) -> None:
    """List the tenants with their credentials, profile and time.

    Example: catapult-simulator tenants --json
    """
    print_list(client.tenants(), as_json, _line_of, hint=_NONE, secrets=True)


def _line_of(tenant: Json) -> str:
    credentials = ":".join(tenant[name] for name in ("userId", "token", "secret"))
    return f"{credentials}  profile {tenant['profile']}, {tenant['clock']} {tenant['now']}"
