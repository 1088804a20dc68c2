"""`setup` and `snapshot`: accounts as files, to and from a running simulator."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from catapult_simulator.cli.groups import Group
from catapult_simulator.cli.options import simulator_command, tenant_option
from catapult_simulator.cli.terminal import say, say_json
from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.core.setups.declared import declared

if TYPE_CHECKING:
    from catapult_simulator.core.setups.setup import Setup

_COUNTED = {
    "applications": "application",
    "numbers": "number",
    "media": "file",
    "faults": "fault",
    "people": "person",
    "messages": "message",
}
_PLURALS = {"person": "people"}
_file = click.argument("file", metavar="FILE")


@click.group(cls=Group)
def setup() -> None:
    """Check, apply or export accounts as a file.

    Example: catapult-simulator setup export > shop.json
    """


@click.group(cls=Group)
def snapshot() -> None:
    """Save and load accounts as they are, with messages.

    Example: catapult-simulator snapshot save now.json
    """


@setup.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def check(files: tuple[str, ...]) -> None:
    """Check setups in JSON or TOML, without a simulator.

    What is wrong is told with its line and column; the exit code is 1 then.

    Example: catapult-simulator setup check shop.toml
    """
    wrong = [message for message in map(_checked, files) if message]
    if wrong:
        raise click.ClickException("\n".join(wrong))


@setup.command(name="apply")
@_file
@simulator_command
@tenant_option
def apply_(client: ControlClient, tenant: str | None, file: str) -> None:
    """Let accounts start anew with a setup.

    The accounts with the userIds of FILE are opened, or start anew; one without a userId is the
    --tenant, or the only one. `reset` returns to the setup.

    Example: catapult-simulator setup apply shop.toml
    """
    _apply(client, tenant, file)


@setup.command()
@simulator_command
@tenant_option
def export(client: ControlClient, tenant: str | None) -> None:
    """Print a setup of the accounts: what they have, without what has happened.

    That is without messages, what is still due, transactions and errors; `snapshot save` keeps
    them. The credentials are part of it.

    Example: catapult-simulator setup export > shop.json
    """
    say_json(declared(client.setup(tenant)), indent=1, secrets=True)


@snapshot.command()
@_file
@simulator_command
@tenant_option
def save(client: ControlClient, tenant: str | None, file: str) -> None:
    """Save the accounts as they are now to a file, as JSON.

    Messages, what is still due and the time are part of it; so are the credentials. A file of that
    name is replaced.

    Example: catapult-simulator snapshot save now.json
    """
    content = client.setup(tenant)
    text = json.dumps(content, indent=1, ensure_ascii=False)
    try:
        Path(file).write_text(f"{text}\n", encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or error
        raise click.ClickException(f"cannot write {file}: {reason}") from None
    say(f"{file}: {_described(content)}")


@snapshot.command()
@_file
@simulator_command
@tenant_option
def load(client: ControlClient, tenant: str | None, file: str) -> None:
    """Let accounts be as a snapshot kept them.

    `reset` returns to it.

    Example: catapult-simulator snapshot load now.json
    """
    _apply(client, tenant, file)


def _checked(file: str) -> str | None:
    """The problems of a file; None if it is a setup, which is described."""
    from catapult_simulator.core.setups.problems import SetupError

    try:
        say(f"{file}: {_described(_read(file).content)}")
    except SetupError as error:
        return str(error)
    return None


def _apply(client: ControlClient, tenant: str | None, file: str) -> None:
    from catapult_simulator.core.setups.problems import SetupError

    try:
        setup = _read(file)
    except SetupError as error:
        raise click.ClickException(str(error)) from None
    user_id = tenant or _only_tenant(client, setup)
    if user_id and len(setup.accounts) > 1:
        raise click.ClickException(
            f"{setup.name} declares {len(setup.accounts)} accounts; for all of them, leave out "
            f"--tenant {user_id} (and CATAPULT_SIMULATOR_TENANT)"
        )
    for each in _started(client, user_id, str(setup)):
        say(f"{each} starts anew with {setup.name}")


def _started(client: ControlClient, user_id: str | None, text: str) -> list[str]:
    """Apply a setup to one account, or to all that it declares; returns their userIds."""
    if user_id is None:
        return [account["userId"] for account in client.apply_setup(text)]
    client.apply_setup_to(user_id, text)
    return [user_id]


def _only_tenant(client: ControlClient, setup: "Setup") -> str | None:
    """The tenant for the only account of a setup, where that has no userId."""
    (first, *more) = setup.accounts
    return None if more or "userId" in first else client.only_tenant()


def _read(file: str) -> "Setup":
    """Raises SetupError."""
    from catapult_simulator.core.setups.setup import Setup

    return Setup(Path(file))


def _described(content: Mapping[str, Any]) -> str:
    """`1 account, 2 numbers, 3 messages`."""
    accounts = content.get("accounts") or [content]
    counts = {
        noun: sum(len(account.get(key) or ()) for account in accounts)
        for key, noun in _COUNTED.items()
    }
    counted = {"account": len(accounts)} | {noun: each for noun, each in counts.items() if each}
    return ", ".join(_count(number, noun) for noun, number in counted.items())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else _PLURALS.get(noun, noun + 's')}"
