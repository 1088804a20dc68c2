"""`messages`, `journal`, `tenants`, `magic`, `health`: what a running simulator has to tell."""

import json
import os
import signal
from typing import Any

import click

from catapult_simulator.cli.client import ControlClient, Json
from catapult_simulator.cli.options import as_json, print_json, simulator_command, tenant_command
from catapult_simulator.core.journal import KINDS
from catapult_simulator.core.messages.magic import scenarios
from catapult_simulator.core.messages.message import DIRECTIONS, STATES

_PAGE = 1000


@click.command()
@simulator_command
@as_json
def health(client: ControlClient, as_json: bool) -> None:
    """Say whether the simulator is up: exit 0, or 1."""
    said = client.health()
    if as_json:
        print_json(said)
        return
    click.echo(
        f"{said['status']}: version {said['version']}, clock {said['clock']}, "
        f"tenants {said['tenants']}"
    )


@click.command()
@simulator_command
@as_json
def tenants(client: ControlClient, as_json: bool) -> None:
    """List the open tenants and their credentials."""
    found = client.tenants()
    if as_json:
        print_json(found)
        return
    for tenant in found:
        account = ":".join(tenant[name] for name in ("userId", "token", "secret"))
        click.echo(f"{account}  profile {tenant['profile']}, {tenant['clock']} {tenant['now']}")


@click.command()
@as_json
def magic(as_json: bool) -> None:
    """List the numbers to which a message ends in a known way; no simulator need run."""
    if as_json:
        print_json([scenario.as_dict() for scenario in scenarios()])
        return
    for scenario in scenarios():
        click.echo(f"{scenario.first} to {scenario.last[-4:]}  {scenario.description}")


@click.command()
@tenant_command
@click.option("--from", "from", help="Only from this number.")
@click.option("--to", help="Only to this number.")
@click.option("--direction", type=click.Choice(DIRECTIONS))
@click.option("--state", type=click.Choice(STATES))
@click.option("--size", default=100, type=click.IntRange(1, 1000), show_default=True)
@as_json
def messages(client: ControlClient, user_id: str, as_json: bool, **wanted: Any) -> None:
    """List messages, newest first."""
    found = client.messages(user_id, **wanted)
    if as_json:
        print_json(found)
        return
    for message in found:
        click.echo(_line_of(message))


@click.command()
@tenant_command
@click.option("--follow", "-f", is_flag=True, help="Go on with what happens from now on.")
@click.option("--after", default=0, type=click.IntRange(0), help="Only entries after this number.")
@click.option("--kind", type=click.Choice(KINDS), help="Only entries of this kind.")
@as_json
def journal(
    client: ControlClient, user_id: str, *, follow: bool, after: int, kind: str, as_json: bool
) -> None:
    """Show what happened, oldest first; with --json one entry per line."""
    wanted = {"kind": kind, "limit": _PAGE}
    if follow:
        signal.signal(signal.SIGINT, _leave)
    told = client.journal(user_id, after=after, **wanted)
    while told["entries"] or follow:
        _note_missed(told["missed"])
        _show(told["entries"], as_json=as_json)
        ask = client.follow if follow else client.journal
        told = ask(user_id, after=told["next"], **wanted)


def _leave(*_: object) -> None:
    """Ctrl-C, the only way to end --follow. At once: a KeyboardInterrupt is lost where it strikes
    within a destructor, and is never raised where a shell started us in the background. All that
    was shown has been flushed."""
    os._exit(0)


def _note_missed(count: int) -> None:
    if count:
        click.echo(f"{count} earlier entries are no longer kept", err=True)


def _show(entries: list[Json], *, as_json: bool) -> None:
    for entry in entries:
        line = f"{entry['number']:>5}  {entry['at']}  {entry['kind']:<10}  {entry['summary']}"
        click.echo(json.dumps(entry, ensure_ascii=False) if as_json else line)


def _line_of(message: Json) -> str:
    state = "/".join(filter(None, (message["state"], message.get("deliveryState"))))
    said = json.dumps(message.get("text", ""), ensure_ascii=False)
    people = f"{message['from']} -> {message['to']}"
    extra = f" +{len(message['media'])} media" if message["media"] else ""
    return f"{message['time']}  {message['direction']:<3}  {people}  {state}  {said}{extra}"
