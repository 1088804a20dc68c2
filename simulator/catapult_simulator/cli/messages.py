"""`receive` and `messages`: receive a message from a person, list messages."""

from collections.abc import Callable
from typing import Any

import click

from catapult_simulator.cli.callback_results import is_accepted, print_result
from catapult_simulator.cli.conversation import progress_of
from catapult_simulator.cli.finite import FiniteRange
from catapult_simulator.cli.options import (
    F,
    json_option,
    media_option,
    option_type,
    print_list,
    simulator_command,
    tenant_command,
    tenant_option,
    with_options,
)
from catapult_simulator.cli.refused_requests import newest_unmatched, requests_since_message
from catapult_simulator.cli.replies import wait_for_reply
from catapult_simulator.cli.terminal import say, to_json
from catapult_simulator.cli.time import line_of_pending
from catapult_simulator.control_client.client import ControlClient, Json
from catapult_simulator.control_client.errors import ErrorResponse
from catapult_simulator.core.checks import check_length
from catapult_simulator.core.messages.filters import MESSAGE_FILTERS, MessageFilter

_NONE = (
    "no such messages yet: catapult-simulator receive --from +19195550001 --to NUMBER --text Hello"
)
_LISTED = 5  # of what is still due


@click.command()
@simulator_command
@tenant_option
@click.option("--from", "from_", required=True, help="Number of the person who texts.")
@click.option("--to", required=True, help="Number of the tenant that receives the message.")
@click.option("--text", default="", help="Text of the message.")
@media_option
@click.option(
    "--wait",
    type=FiniteRange(0, 3600),
    metavar="SECONDS",
    help="Wait for the next message of the app to this person, and print that; exit code 1 if none "
    "comes. A late answer to an earlier text counts too.",
)
@json_option
def receive(
    client: ControlClient, tenant: str | None, wait: float | None, as_json: bool, **message: Any
) -> None:
    """Receive a message, as if a person had texted.

    The app that has the number is called back at once. Prints each callback, the app's response,
    and each request of the app that was refused meanwhile. Exit code 1 if the app did not answer
    with 2xx, or if such a request is lost, 4 if there is no app to call.

    Example: catapult-simulator receive --from +19195550001 --to +19195551212 --text "open today?"
    """
    after_unmatched = newest_unmatched(client)
    response = client.receive_message(tenant, **message)
    message_id = response["message"]["id"]
    refused = requests_since_message(client, tenant, message_id, after_unmatched=after_unmatched)
    if wait is not None and is_accepted(response):
        found = refused and wait_for_reply(client, response["message"], refused, wait)
        response["reply"] = found
    title = f"{message['from_']} texts {message['to']}: message {message_id}"
    print_result(client, response, title, refused=refused, as_json=as_json)


def parse_pattern(text: str) -> str:
    """A regular expression that is not too long for the simulator. Raises ValueError."""
    from catapult_simulator.core.text_patterns import MAX_PATTERN  # few commands have one

    check_length("it", text, MAX_PATTERN)
    return text


def _option_of(row: MessageFilter) -> Callable[[F], F]:
    return click.option(row.option, row.parameter, type=_type_of(row), help=row.description)


def _type_of(row: MessageFilter) -> "click.ParamType[Any]":
    if row.kind == "choice":
        return click.Choice(row.choices)
    return click.INT if row.kind == "integer" else click.STRING


# An option for each filter of messages.
filter_options = with_options([_option_of(row) for row in MESSAGE_FILTERS])


@click.command()
@tenant_command
@filter_options
@click.option("--text", "whole_text", help="Only messages with exactly this text.")
@click.option(
    "--text-pattern",
    type=option_type(parse_pattern),
    metavar="REGEX",
    help="Only messages in whose text this regular expression is found.",
)
@click.option(
    "--wait",
    type=FiniteRange(0, 60),
    metavar="SECONDS",
    help="Wait until there is such a message; exit code 1 if none comes.",
)
@click.option(
    "--count", type=click.IntRange(1, 1000), help="Wait until there are so many. Default: one."
)
@click.option(
    "--size", default=100, type=click.IntRange(1, 1000), show_default=True, help="How many at most."
)
@json_option
def messages(
    client: ControlClient,
    user_id: str,
    as_json: bool,
    whole_text: str | None,
    text_pattern: str | None,
    **filters: Any,
) -> None:
    """List messages in both directions, newest first.

    With --wait, waits for an app that works by itself. If nothing comes, the nearest messages are
    shown, and what is still due. Virtual time stands still meanwhile.

    Example: catapult-simulator messages --to +19195550001 --text-pattern code --wait 5
    """
    try:
        found = client.messages(user_id, **{"text": whole_text, "text~": text_pattern}, **filters)
    except ErrorResponse as error:
        _show_near_misses(error)
        raise
    print_list(found, as_json, _line_of, hint=_NONE, tone_of=lambda each: progress_of(each).tone)


def _show_near_misses(error: ErrorResponse) -> None:
    for miss in error.more.get("nearest", []):
        say(f"nearest: {_line_of(miss['message'])}", err=True)
        for field in miss["fields"]:
            mark = "as asked" if field["fits"] else f"asked {to_json(field['asked'])}"
            say(f"  {field['name']} {to_json(field['found'])}: {mark}", err=True)
    for pending in error.more.get("pending", [])[:_LISTED]:
        say(f"still due: {line_of_pending(pending)}", err=True)


def _line_of(message: Json) -> str:
    states = "/".join(filter(None, (message["state"], message.get("deliveryState"))))
    text = to_json(message.get("text", ""))
    numbers = f"{message['from']} -> {message['to']}"
    media = f" +{len(message['media'])} media" if message["media"] else ""
    return f"{message['time']}  {message['direction']:<3}  {numbers}  {states}  {text}{media}"
