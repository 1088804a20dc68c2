"""`connect`: an application with the app's URL, and a number of it."""

from typing import get_args

import click

from catapult_simulator.cli.options import json_option, option_type, print_json, tenant_command
from catapult_simulator.cli.settings import parse_url
from catapult_simulator.cli.terminal import say
from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.core.callbacks import Method


@click.command()
@click.argument("app_url", metavar="URL", type=option_type(parse_url))
@click.option(
    "--number", help="A number of the tenant, or one to order. Default: the next free one."
)
@click.option(
    "--method",
    default="POST",
    type=click.Choice(get_args(Method), case_sensitive=False),
    show_default=True,
    help="HTTP method of the callbacks.",
)
@tenant_command
@json_option
def connect(
    client: ControlClient,
    user_id: str,
    app_url: str,
    number: str | None,
    method: str,
    as_json: bool,
) -> None:
    """Give the app at URL a number: texts to it call URL.

    Makes an application and binds it to the number, also to one that had another.

    Example: catapult-simulator connect http://127.0.0.1:3000/sms
    """
    connected = client.connect(user_id, app_url, number=number, method=method)
    if as_json:
        print_json(connected)
        return
    say(f"{connected['number']} calls {connected['method']} {connected['url']}")
