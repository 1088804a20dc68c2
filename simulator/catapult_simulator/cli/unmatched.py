"""`requests`: those that no account owns, each with a reason."""

import click

from catapult_simulator.cli.options import json_option, print_list, simulator_command
from catapult_simulator.control_client.client import ControlClient, Json

_NONE = "every request was one of an account: catapult-simulator journal lists those"


@click.command()
@simulator_command
@click.option("--after", default=0, type=click.IntRange(0), help="Only those after this number.")
@json_option
def requests(client: ControlClient, after: int, as_json: bool) -> None:
    """Print the requests that no account owns, oldest first.

    Each has a reason: no or wrong credentials, a path outside of the API, what is no HTTP. Requests
    of an account are in its journal.

    Example: catapult-simulator requests
    """
    print_list(client.unmatched_requests(after=after), as_json, _line_of, hint=_NONE)


def _line_of(request: Json) -> str:
    number, at, method, path = (request[name] for name in ("number", "at", "method", "path"))
    return f"{number:>5}  {at}  {method} {path} -> {request['status']}: {request['reason']}"
