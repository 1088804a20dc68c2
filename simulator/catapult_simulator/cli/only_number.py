"""The number of an account that has only one, so that an option can be left out."""

import click

from catapult_simulator.cli.exits import NobodyToTell
from catapult_simulator.control_client.client import ControlClient

_SHOWN = 10


def only_number(client: ControlClient, user_id: str, option: str) -> str:
    """Raises NobodyToTell where there is none, UsageError where there are several: `option` names
    one."""
    numbers = [str(each["number"]) for each in client.call(user_id, "phone_numbers.enabled")]
    if not numbers:
        raise NobodyToTell(
            f"{user_id} has no number yet; give it one and an app: "
            "catapult-simulator listen --forward-to http://127.0.0.1:3000/sms"
        )
    if len(numbers) > 1:
        shown = ", ".join(numbers[:_SHOWN]) + (", …" if len(numbers) > _SHOWN else "")
        raise click.UsageError(
            f"{user_id} has {len(numbers)} numbers; choose one with {option}: {shown}"
        )
    return numbers[0]
