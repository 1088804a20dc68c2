"""`doctor`: call an app by GET and by POST as the API would, and say what it gets wrong."""

from collections.abc import Sequence
from typing import Any, get_args

import click

from catapult_simulator.cli.callback_options import callback_options
from catapult_simulator.cli.conversation import result_of
from catapult_simulator.cli.exits import NotTaken
from catapult_simulator.cli.options import json_option, option_type, print_json
from catapult_simulator.cli.send_callback import send_callback, sender_of
from catapult_simulator.cli.settings import SAMPLE_NUMBER, SAMPLE_PERSON, parse_url
from catapult_simulator.cli.terminal import say
from catapult_simulator.control_client.client import Json
from catapult_simulator.core.callbacks import MAX_TIMEOUT_MS, Method

METHODS: tuple[Method, ...] = get_args(Method)
_TEXT = "Hello from catapult-simulator doctor"
_SLOW_SECONDS = 2.0
_NO_ROUTE = (404, 405, 501)  # of the method that an app does not need


@click.command()
@click.argument("url", type=option_type(parse_url))
@click.option(
    "--from",
    "from_",
    default=SAMPLE_PERSON,
    show_default=True,
    help="Number of the person who texts.",
)
@click.option("--to", default=SAMPLE_NUMBER, show_default=True, help="Number of the app.")
@click.option("--text", default=_TEXT, show_default=True, help="Text of the message.")
@callback_options
@json_option
def doctor(
    url: str,
    as_json: bool,
    *,
    allow_callbacks_to: Sequence[str],
    callback_ca: str | None,
    insecure_callbacks: bool,
    **message: Any,
) -> None:
    """Try how an app takes incoming messages, and say what is wrong.

    Calls URL by GET, with the message in the query, and by POST, with JSON in the body, from this
    machine and as the API does: with its headers and time-out, without following redirects. The app
    takes that for a real message. Needs no running simulator. Exit code 1 if it takes neither.

    Example: catapult-simulator doctor http://127.0.0.1:3000/sms
    """
    with sender_of(allow_callbacks_to, callback_ca, insecure=insecure_callbacks) as sender:
        attempts = [
            send_callback(sender, url, method=method, media=(), **message) for method in METHODS
        ]
    if as_json:
        print_json(attempts)
    else:
        _print(attempts)
    if not _taken(attempts):
        raise NotTaken(f"{url} takes neither GET nor POST")


def _print(attempts: Sequence[Json]) -> None:
    taken, said = _taken(attempts), set[str]()
    for attempt in attempts:
        line, tone = result_of(attempt)
        why = attempt.get("explanation", "")
        if "POST" in taken and attempt.get("status") in _NO_ROUTE:
            line, tone = f"not taken: {attempt['status']}; that does no harm", "quiet"
        elif why in said:
            line = "not taken: the same"
        said |= {why} - {""}
        say(f"{attempt['method']:<5}{line}", tone=tone)
        if attempt["seconds"] >= _SLOW_SECONDS and "problem" not in attempt:
            advice = "answer first, and work later"
            say(f"     slow: a callback may take {MAX_TIMEOUT_MS // 1000} s: {advice}", tone="wait")
    say(verdict(attempts), tone="good" if _taken(attempts) else "bad")


def verdict(attempts: Sequence[Json]) -> str:
    """The callbackHttpMethod that fits the app, in a sentence."""
    taken = _taken(attempts)
    if not taken:
        return "The app takes no callback like this."
    if len(taken) > 1:
        return "The app takes both: any callbackHttpMethod works; without one, it is POST."
    if taken == ["POST"]:
        return "The app takes POST, the callbackHttpMethod of an application without one."
    advice = 'give its application callbackHttpMethod "get"; without one, it is POST.'
    return f"The app takes GET: {advice}"


def _taken(attempts: Sequence[Json]) -> list[str]:
    """The methods that the app answered with 2xx, and not with a page for people."""
    return [
        attempt["method"]
        for attempt in attempts
        if "problem" not in attempt and attempt.get("cause") != "html-page"
    ]
