"""`openapi`: the OpenAPI document of either API."""

from typing import Literal

import click

from catapult_simulator.cli.options import print_json, simulator_command
from catapult_simulator.control_client.client import ControlClient


@click.command()
@click.argument("api", type=click.Choice(["v1", "control"]), default="v1")
@simulator_command
def openapi(client: ControlClient, api: Literal["v1", "control"]) -> None:
    """Print an OpenAPI document.

    v1 is the simulated API, control the routes of /_simulator. Its `servers` have --url.

    Example: catapult-simulator openapi control > control.json
    """
    print_json(client.openapi(api), secrets=True)
