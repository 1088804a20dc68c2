"""`receive` and `callback`: somebody texts in, and the app is told of it."""

import json
from typing import Any

import click

from catapult_simulator.cli.client import ControlClient, Json
from catapult_simulator.cli.options import (
    as_json,
    checked,
    print_json,
    simulator_command,
    tenant_option,
)
from catapult_simulator.cli.settings import SAMPLE_NUMBER, SAMPLE_PERSON, read_url

# What the journal adds to the payload of a callback.
_ABOUT = ("method", "url", "fallback", "status", "answer", "problem", "explanation", "seconds")
_METHODS = click.Choice(["GET", "POST"], case_sensitive=False)


@click.command()
@simulator_command
@tenant_option
@click.option("--from", "from_", required=True, help="Who texts.")
@click.option("--to", required=True, help="One of the tenant's numbers.")
@click.option("--text", default="", help="What is said.")
@click.option("--media", multiple=True, metavar="URL", help="A picture; as often as you like.")
@as_json
def receive(client: ControlClient, tenant: str | None, as_json: bool, **said: Any) -> None:
    """Somebody texts a number of a running simulator. Exit 1 if the app did not take it."""
    answer = client.receive_message(tenant, **said)
    tries = answer["callbacks"]
    if as_json:
        print_json(answer)
    else:
        click.echo(f"{said['from_']} texts {said['to']}: message {answer['message']['id']}")
        _show_tries(client, answer["message"]["id"], tries)
    if not tries:
        raise click.ClickException(
            "nobody was told: the number has no application, or that no incomingMessageUrl"
        )
    _require_taken(tries)


@click.command()
@click.argument("url", type=checked(read_url))
@click.option("--method", default="POST", type=_METHODS, show_default=True)
@click.option("--from", "from_", default=SAMPLE_PERSON, show_default=True, help="Who texts.")
@click.option("--to", default=SAMPLE_NUMBER, show_default=True, help="The number of the app.")
@click.option("--text", default="Hello", show_default=True, help="What is said.")
@click.option("--media", multiple=True, metavar="URL", help="A picture; as often as you like.")
@as_json
def callback(url: str, as_json: bool, **said: Any) -> None:
    """Fire one incoming-message callback at URL, with no simulator running."""
    from catapult_simulator.cli.send_callback import fire

    told = fire(url, **said)
    if as_json:
        print_json(told)
    else:
        _show_try(told)
    _require_taken([told])


def _show_tries(client: ControlClient, message_id: str, tries: list[Json]) -> None:
    """Each try with its payload, which the journal has."""
    for told in client.callbacks_of(message_id) or tries:
        _show_try(told)


def _show_try(told: Json) -> None:
    payload = {name: value for name, value in told.items() if name not in _ABOUT}
    fallback = "  (fallback)" if told.get("fallback") else ""
    click.echo(f"\n{told['method']} {told['url']}{fallback}")
    click.echo(_indented(json.dumps(payload, indent=2, ensure_ascii=False)))
    if "status" in told:
        click.echo(f"  -> {told['status']} in {told['seconds']} s")
        click.echo(_indented(told["answer"], by="     "), nl=bool(told["answer"]))
        return
    click.echo(f"  -> {told['problem']}: {told['explanation']}")


def _indented(text: str, by: str = "  ") -> str:
    return "\n".join(f"{by}{line}" for line in text.splitlines())


def _require_taken(tries: list[Json]) -> None:
    if any("problem" in told for told in tries[-1:]):
        raise click.ClickException("the app did not take it")
