"""`advance`, `settle`, `reset`: what changes a tenant's whole world."""

import click

from catapult_simulator.cli.client import ControlClient, Json
from catapult_simulator.cli.options import tenant_command


@click.command()
@click.argument("seconds", type=click.FloatRange(min=0))
@tenant_command
def advance(client: ControlClient, user_id: str, seconds: float) -> None:
    """Let SECONDS of virtual time pass; everything due has happened when it returns."""
    _say(client.advance(user_id, seconds))


@click.command()
@tenant_command
def settle(client: ControlClient, user_id: str) -> None:
    """Let virtual time pass until nothing is due any more."""
    _say(client.settle(user_id))


@click.command()
@tenant_command
def reset(client: ControlClient, user_id: str) -> None:
    """Forget numbers, applications, messages, errors, faults and journal; keep the credentials."""
    client.reset(user_id)
    click.echo(f"{user_id} is as new")


def _say(turned: Json) -> None:
    click.echo(f"it is {turned['now']}; {turned['fired']} timers fired")
