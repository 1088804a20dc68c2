"""`fault`: set, list and remove faults. The simulator checks the values."""

from typing import Any

import click

from catapult_simulator.cli.groups import Group
from catapult_simulator.cli.options import json_option, print_list, tenant_command
from catapult_simulator.cli.terminal import say
from catapult_simulator.control_client.client import ControlClient, Json
from catapult_simulator.core.fault_effects import PLACES
from catapult_simulator.core.faults import CALLBACK_OUTCOMES, CONNECTION_FAULTS


@click.group(cls=Group)
def fault() -> None:
    """Make requests, messages or callbacks fail on purpose.

    Example: catapult-simulator fault add --at callback --outcome lost --times 1
    """


@fault.command()
@tenant_command
@click.option(
    "--at",
    required=True,
    type=click.Choice(PLACES),
    help="What fails: a request to the API, a message at the carrier, or a callback.",
)
@click.option("--method", help="Condition: HTTP method of the request.")
@click.option("--path", help="Condition: how the path ends, such as `messages`.")
@click.option("--to", help="Condition: number to which the message goes.")
@click.option("--from", "from", help="Condition: number from which the message comes.")
@click.option("--tag", help="Condition: tag of the message.")
@click.option("--error", help="At rest: answer with this code of the API's error catalogue.")
@click.option(
    "--connection-fault",
    "connectionFault",
    type=click.Choice(CONNECTION_FAULTS),
    help="At rest: break the connection in this way.",
)
@click.option("--delivery-code", "deliveryCode", type=int, help="At carrier: fail with this code.")
@click.option(
    "--state", type=click.Choice(["error"]), help="At carrier: `error`, message is not sent."
)
@click.option("--silent", is_flag=True, default=None, help="At carrier: no delivery receipt.")
@click.option("--reply", help="At carrier: the recipient answers with this text.")
@click.option(
    "--outcome",
    type=click.Choice(CALLBACK_OUTCOMES),
    help="At callback: do not send it, or send it twice.",
)
@click.option("--delay-ms", "delayMs", type=int, help="At rest or carrier: delay in milliseconds.")
@click.option("--times", type=int, help="How often it happens. Default: until it is removed.")
def add(client: ControlClient, user_id: str, **options: Any) -> None:
    """Set a fault. It applies where all of its conditions hold.

    Example: catapult-simulator fault add --at carrier --to +19195550009 --delivery-code 770
    """
    properties = {name: value for name, value in options.items() if value is not None}
    say(_line_of(client.add_fault(user_id, properties)))


@fault.command(name="list")
@tenant_command
@json_option
def list_(client: ControlClient, user_id: str, as_json: bool) -> None:
    """List the faults, oldest first, and how often each has struck.

    A fault that is used up stays listed until it is removed.

    Example: catapult-simulator fault list --json
    """
    print_list(client.faults(user_id), as_json, _line_of, hint=_NONE)


@fault.command()
@click.argument("fault_id", metavar="ID")
@tenant_command
def remove(client: ControlClient, user_id: str, fault_id: str) -> None:
    """Remove one fault, by the ID that `fault list` prints.

    Example: catapult-simulator fault remove f-1
    """
    client.remove_fault(user_id, fault_id)
    say(f"{fault_id} is removed")


@fault.command()
@tenant_command
def clear(client: ControlClient, user_id: str) -> None:
    """Remove all faults.

    Example: catapult-simulator fault clear
    """
    client.clear_faults(user_id)
    say("no faults are set")


_NONE = "no faults are set; catapult-simulator fault add --help shows what can fail"
_COUNTS = ("id", "struck", "usedUp")


def _line_of(fault: Json) -> str:
    properties = ", ".join(f"{key} {value}" for key, value in fault.items() if key not in _COUNTS)
    end = ", used up" if fault["usedUp"] else ""
    return f"{fault['id']}  {properties}  (struck {fault['struck']} ×{end})"
