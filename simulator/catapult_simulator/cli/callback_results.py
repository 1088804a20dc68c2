"""Results of callbacks that were asked for, printed."""

from typing import Any, get_args

import click

from catapult_simulator.cli.attempts import print_attempt, require_accepted
from catapult_simulator.cli.exits import NobodyToTell, NotTaken
from catapult_simulator.cli.options import print_json
from catapult_simulator.cli.refused_requests import RefusedRequests
from catapult_simulator.cli.replies import print_reply
from catapult_simulator.cli.terminal import say
from catapult_simulator.control_client.client import ControlClient, Json
from catapult_simulator.core.callback_reasons import reason_of
from catapult_simulator.core.callbacks import Method

method_option = click.option(
    "--method",
    type=click.Choice(get_args(Method), case_sensitive=False),
    help="HTTP method. Default: that of the application or the message.",
)


def print_result(
    client: ControlClient,
    result: Json,
    title: str,
    *,
    refused: RefusedRequests | None = None,
    as_json: bool,
) -> None:
    """Print the attempts with their payloads, what the app asked meanwhile and was `refused`, and
    its `reply`. Raises NobodyToTell without any, NotTaken unless the app answered with 2xx, lost
    nothing, and replied where that was waited for."""
    attempts, message_id = result["callbacks"], result["message"]["id"]
    if as_json:
        print_json(result)
    else:
        say(title)
        for attempt in _with_payloads(client, message_id, attempts):
            print_attempt(attempt)
    for line in refused.lines() if refused else ():
        say(line, err=as_json, tone="bad")
    if not as_json and result.get("reply"):
        print_reply(result["reply"])
    if not attempts:
        raise NobodyToTell(str(reason_of(result)))
    require_accepted(attempts[-1])
    if refused is not None and refused.has_lost:
        raise NotTaken("the app took the text, but what it asked meanwhile was refused")
    if "reply" in result and result["reply"] is None:
        raise NotTaken("the app took the text, and has not texted back in time")


def is_accepted(result: Json) -> bool:
    """Whether an app was called, and answered with 2xx in the end."""
    return bool(result["callbacks"]) and "problem" not in result["callbacks"][-1]


def _with_payloads(client: ControlClient, message_id: str, attempts: list[Json]) -> list[Any]:
    """The newest callbacks of the message in the journal, which has the payloads too."""
    recorded = client.callbacks_of(message_id) if attempts else []
    return recorded[-len(attempts) :] or attempts
