"""`health`, `tenants` and `tenant`: is a simulator running, and for which accounts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, get_args

import click

from catapult_simulator.cli.finite import Finite
from catapult_simulator.cli.groups import Group
from catapult_simulator.cli.options import (
    json_option,
    option_type,
    print_json,
    print_list,
    simulator_command,
    tenant_command,
)
from catapult_simulator.cli.rules import parse_rule, rule_lines
from catapult_simulator.cli.settings import parse_user_id
from catapult_simulator.cli.terminal import say
from catapult_simulator.control_client.client import ControlClient, Json
from catapult_simulator.core.rules import ProfileName
from catapult_simulator.core.time.moments import parse_moment

_CLOCKS = ("wall", "virtual")
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
    say(line_of_health(health))


@click.command()
@simulator_command
@json_option
def tenants(client: ControlClient, as_json: bool) -> None:
    """List the tenants with their credentials, profile and time.

    Example: catapult-simulator tenants --json
    """
    _print_all(client, as_json=as_json)


@click.group(cls=Group)
def tenant() -> None:
    """Open, list and close tenants: the accounts of a simulator.

    Example: catapult-simulator tenant open u-shop
    """


@tenant.command(name="list")
@simulator_command
@json_option
def list_(client: ControlClient, as_json: bool) -> None:
    """List the tenants, as `tenants` does.

    Example: catapult-simulator tenant list
    """
    _print_all(client, as_json=as_json)


@tenant.command(name="open")
@click.argument("user_id", required=False, metavar="[USERID]", type=option_type(parse_user_id))
@simulator_command
@click.option("--token", help="API token. Without it, one is made.")
@click.option("--secret", help="API secret. Without it, one is made.")
@click.option("--profile", type=click.Choice(get_args(ProfileName)), help="Year of the API.")
@click.option("--clock", type=click.Choice(_CLOCKS), help="Default: that of the simulator.")
@click.option("--seed", help="Text on which credentials and ids depend.")
@click.option(
    "--now", type=option_type(parse_moment), metavar="TIME", help="Start of its virtual time."
)
@json_option
def open_(
    client: ControlClient, *, user_id: str | None, now: datetime | None, as_json: bool, **given: Any
) -> None:
    """Open a tenant, and print its credentials. What is not given is generated.

    Example: catapult-simulator tenant open u-shop --clock virtual
    """
    settings = {"userId": user_id, "now": now and now.isoformat(), **given}
    opened = client.open_tenant({name: value for name, value in settings.items() if value})
    if as_json:
        print_json(opened, secrets=True)
        return
    say(_line_of(opened))


@tenant.command()
@tenant_command
@click.option(
    "--rule",
    "rules",
    multiple=True,
    type=option_type(parse_rule),
    metavar="RULE=VALUE",
    help="Another value of a rule, such as loopBack=true. Can be given several times.",
)
@click.option("--balance", type=Finite(), help="The balance, in dollars.")
@json_option
def change(
    client: ControlClient,
    user_id: str,
    *,
    rules: Sequence[tuple[str, object]],
    balance: float | None,
    as_json: bool,
) -> None:
    """Change rules or the balance of a tenant, and print its rules.

    Without an option, nothing is changed.

    Example: catapult-simulator tenant change --rule dequeueMs=0 --balance 5
    """
    changes = dict(rules) | ({} if balance is None else {"balance": balance})
    changed = client.change_tenant(user_id, changes)
    if as_json:
        print_json(changed["rules"])
        return
    for line in rule_lines(changed):
        say(line)


@tenant.command()
@click.argument("user_id", metavar="USERID", type=option_type(parse_user_id))
@simulator_command
def close(client: ControlClient, user_id: str) -> None:
    """Close a tenant and delete everything that it has.

    Example: catapult-simulator tenant close u-shop
    """
    client.close_tenant(user_id)
    say(f"{user_id} is closed")


def _print_all(client: ControlClient, *, as_json: bool) -> None:
    print_list(client.tenants(), as_json, _line_of, hint=_NONE, secrets=True)


def line_of_health(health: Json) -> str:
    """The answer of the health route in a line."""
    return (
        f"{health['status']}: version {health['version']}, clock {health['clock']}, "
        f"tenants {health['tenants']}"
    )


def _line_of(tenant: Json) -> str:
    credentials = ":".join(tenant[name] for name in ("userId", "token", "secret"))
    return f"{credentials}  profile {tenant['profile']}, {tenant['clock']} {tenant['now']}"
