"""`advance`, `advance-to`, `settle`, `pending`: time of a tenant; `reset`: a fresh start."""

from datetime import datetime

import click

from catapult_simulator.cli.options import json_option, option_type, print_list, tenant_command
from catapult_simulator.cli.terminal import say
from catapult_simulator.control_client.client import ControlClient, Json
from catapult_simulator.core.time.moments import parse_moment
from catapult_simulator.core.time.spans import seconds_of


def _seconds(text: str) -> float:
    return seconds_of(float(text))


@click.command(context_settings={"ignore_unknown_options": True})  # -1 is a number, not an option
@click.argument("seconds", type=option_type(_seconds))
@tenant_command
def advance(client: ControlClient, user_id: str, seconds: float) -> None:
    """Advance virtual time by SECONDS.

    Timers due by then have run, and their callbacks are answered, when the command returns. Needs
    `serve --clock virtual`.

    Example: catapult-simulator advance 5
    """
    _print(client.advance(user_id, seconds))


@click.command("advance-to")
@click.argument("time", type=option_type(parse_moment))
@tenant_command
def advance_to(client: ControlClient, user_id: str, time: datetime) -> None:
    """Advance virtual time to TIME, such as 2019-05-02T09:00:00Z.

    Otherwise as `advance`. TIME must not have passed.

    Example: catapult-simulator advance-to 2019-05-02T09:00:00Z
    """
    _print(client.advance_to(user_id, time.isoformat()))


@click.command()
@tenant_command
def settle(client: ControlClient, user_id: str) -> None:
    """Advance virtual time until no timer is due.

    Gives up after one hour of virtual time, and where two numbers answer each other. Needs
    `serve --clock virtual`.

    Example: catapult-simulator settle
    """
    _print(client.settle(user_id))


@click.command()
@tenant_command
@json_option
def pending(client: ControlClient, user_id: str, as_json: bool) -> None:
    """List what is still due, soonest first.

    Queued messages, receipts, callbacks that an app has not answered, answers of scripted people.

    Example: catapult-simulator pending
    """
    print_list(client.pending(user_id), as_json, line_of_pending, hint="nothing is due")


@click.command()
@tenant_command
def reset(client: ControlClient, user_id: str) -> None:
    """Delete everything that a tenant has; its credentials stay.

    Numbers, applications, messages, media, errors, faults and journal are deleted.

    Example: catapult-simulator reset
    """
    client.reset(user_id)
    say(f"{user_id} is reset")


def line_of_pending(pending: Json) -> str:
    """One thing that is due: when, and what."""
    return f"{pending['at']}  in {pending['inMs'] / 1000:g} s  {pending['what']}"


def _print(change: Json) -> None:
    say(f"it is {change['now']}; {change['fired']} timers ran")
