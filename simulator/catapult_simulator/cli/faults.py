"""`fault`: what is told to go wrong. The simulator judges the values; this only carries them."""

from typing import Any

import click

from catapult_simulator.cli.client import ControlClient, Json
from catapult_simulator.cli.options import as_json, print_json, tenant_command
from catapult_simulator.core.faults import PLACES


@click.group()
def fault() -> None:
    """Let something go wrong on purpose."""


@fault.command()
@tenant_command
@click.option("--at", required=True, type=click.Choice(PLACES))
@click.option("--method", help="Only requests with this method.")
@click.option("--path", help="Only requests whose path ends so.")
@click.option("--to", help="Only messages to this number.")
@click.option("--from", "from", help="Only messages from this number.")
@click.option("--tag", help="Only messages with this tag.")
@click.option("--error", help="rest: a code of the API's error catalogue.")
@click.option("--sabotage", help="rest: reset, truncate, garbage or close the connection.")
@click.option("--delivery-code", "deliveryCode", type=int, help="carrier: refused with this code.")
@click.option("--state", help="carrier: `error`, the message never leaves.")
@click.option("--silent", is_flag=True, default=None, help="carrier: no receipt, ever.")
@click.option("--reply", help="carrier: what the person answers.")
@click.option("--outcome", help="callback: lost or twice.")
@click.option("--delay-ms", "delayMs", type=int, help="rest, carrier: so much later.")
@click.option("--times", type=int, help="How often; left out: until reset.")
def add(client: ControlClient, user_id: str, **wanted: Any) -> None:
    """Add one fault."""
    given = {name: value for name, value in wanted.items() if value is not None}
    click.echo(_line_of(client.add_fault(user_id, given)))


@fault.command(name="list")
@tenant_command
@as_json
def list_(client: ControlClient, user_id: str, as_json: bool) -> None:
    """List what is still told to go wrong."""
    found = client.faults(user_id)
    if as_json:
        print_json(found)
        return
    for each in found:
        click.echo(_line_of(each))


@fault.command()
@tenant_command
def clear(client: ControlClient, user_id: str) -> None:
    """Let nothing go wrong any more."""
    client.clear_faults(user_id)
    click.echo("nothing goes wrong any more")


def _line_of(shown: Json) -> str:
    return ", ".join(f"{name} {value}" for name, value in shown.items())
