"""`magic`: the magic numbers, from the core. Calls no simulator."""

import click

from catapult_simulator.cli.options import json_option, print_json
from catapult_simulator.cli.terminal import say
from catapult_simulator.core.messages.magic import scenarios


@click.command()
@json_option
def magic(as_json: bool) -> None:
    """List the magic numbers.

    A message to a magic number always ends in the same way, such as a delivery error. Needs no
    running simulator.

    Example: catapult-simulator magic
    """
    if as_json:
        print_json([scenario.as_dict() for scenario in scenarios()])
        return
    for scenario in scenarios():
        say(f"{scenario.first} to {scenario.last[-4:]}  {scenario.description}")
