"""`trigger`: each callback that the API has, by name. The table is the core's."""

from typing import Any

import click

from catapult_simulator.cli.callback_results import method_option, print_result
from catapult_simulator.cli.options import json_option, option_type, tenant_command
from catapult_simulator.cli.settings import SAMPLE_PERSON, parse_url
from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.core.messages.triggers import TRIGGERS
from catapult_simulator.core.urls import is_port


def parse_destination(text: str) -> dict[str, str]:
    """A number of the tenant, or a URL or port, by the name of the argument. Raises ValueError."""
    return {"url": parse_url(text)} if ":" in text or is_port(text) else {"to": text}


_TABLE = "\n".join(f"{row.name:<18} {row.description}" for row in TRIGGERS.values())


@click.command(epilog=f"\b\nNames:\n{_TABLE}")
@click.argument("name", type=click.Choice(list(TRIGGERS)), metavar="NAME")
@click.option(
    "--to",
    "destination",
    type=option_type(parse_destination),
    metavar="NUMBER|URL",
    help="Number of the tenant whose app is called, or a URL or port. Default: its first number "
    "with an app.",
)
@click.option(
    "--person", default=SAMPLE_PERSON, show_default=True, help="Number of the other side."
)
@click.option("--text", help="Another text of the message.")
@click.option("--code", type=click.INT, help="Delivery code of receipt-failed, such as 770.")
@click.option("--tag", help="Tag of a message of the app.")
@method_option
@tenant_command
@json_option
def trigger(
    client: ControlClient,
    user_id: str,
    name: str,
    destination: dict[str, str] | None,
    *,
    as_json: bool,
    **wanted: Any,
) -> None:
    """Make a callback of the API by its NAME, about a new message.

    Exit code 1 if the app does not answer with 2xx, 4 if there is no app to call.

    Example: catapult-simulator trigger receipt-failed --code 770 --to http://127.0.0.1:3000/events
    """
    result = client.trigger(user_id, name, **wanted, **(destination or {}))
    title = f"{name}: message {result['message']['id']}"
    print_result(client, result, title, as_json=as_json)
