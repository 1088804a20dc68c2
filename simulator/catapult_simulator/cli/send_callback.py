"""`callback`: one callback for an incoming message, built by the core, sent without a simulator."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from secrets import token_hex
from typing import Any, get_args

import click

from catapult_simulator.callbacks.http_sender import HttpSender
from catapult_simulator.callbacks.outbound_policy import OutboundPolicy
from catapult_simulator.cli.attempts import print_attempt, require_accepted
from catapult_simulator.cli.callback_options import callback_options
from catapult_simulator.cli.environment import DEFAULT_URL
from catapult_simulator.cli.options import json_option, media_url_option, option_type, print_json
from catapult_simulator.cli.settings import (
    DEFAULT_CREDENTIALS,
    SAMPLE_NUMBER,
    SAMPLE_PERSON,
    parse_url,
)
from catapult_simulator.core.callback_fields import CallbackEvent, payload_of
from catapult_simulator.core.callbacks import Attempt, Callback, Method
from catapult_simulator.core.ids import Ids
from catapult_simulator.core.links import Links
from catapult_simulator.core.masking import without_credentials
from catapult_simulator.core.messages.inbound import require_sendable
from catapult_simulator.core.messages.message import Message, segments_of
from catapult_simulator.core.numbers.e164 import normalize
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.time.clock import WallClock


@click.command()
@click.argument("url", type=option_type(parse_url))
@click.option(
    "--method",
    default="POST",
    type=click.Choice(get_args(Method), case_sensitive=False),
    show_default=True,
    help="HTTP method of the callback.",
)
@click.option(
    "--from",
    "from_",
    default=SAMPLE_PERSON,
    show_default=True,
    help="Number of the person who texts.",
)
@click.option("--to", default=SAMPLE_NUMBER, show_default=True, help="Number of the app.")
@click.option("--text", default="Hello", show_default=True, help="Text of the message.")
@media_url_option
@callback_options
@json_option
def callback(
    url: str,
    as_json: bool,
    *,
    allow_callbacks_to: Sequence[str],
    callback_ca: str | None,
    insecure_callbacks: bool,
    **message: Any,
) -> None:
    """Send the callback for one incoming message to URL.

    Needs no running simulator. Exit code 1 if the app does not answer with 2xx.

    Example: catapult-simulator callback http://127.0.0.1:3000/sms --method GET --text "open today?"
    """
    with sender_of(allow_callbacks_to, callback_ca, insecure=insecure_callbacks) as sender:
        attempt = send_callback(sender, url, **message)
    if as_json:
        print_json(attempt)
    else:
        print_attempt(attempt)
    require_accepted(attempt)


@contextmanager
def sender_of(
    networks: Sequence[str], ca_file: str | None, *, insecure: bool
) -> Iterator[HttpSender]:
    """A sender as `callback_options` say. What no phone can send is wrong usage of the command."""
    policy = OutboundPolicy(networks)
    with closing(HttpSender(verify_tls=not insecure, ca_file=ca_file, policy=policy)) as sender:
        try:
            yield sender
        except ValueError as error:
            raise click.UsageError(str(error)) from None


def send_callback(
    sender: HttpSender,
    url: str,
    *,
    method: Method,
    from_: str,
    to: str,
    text: str,
    media: Sequence[str],
) -> dict[str, Any]:
    """Call `url` about a message from `from_`: the payload and the attempt in one dict.

    Raises ValueError for what no phone can send.
    """
    require_sendable(from_, to, text, media)
    event = _inbound_event(from_, to, text, tuple(media))
    payload = payload_of(event)
    callback = Callback(event.message.id, url, payload, method, user_agent=event.profile.user_agent)
    outcome = sender.send(callback, url)
    return (
        payload | {"method": method} | Attempt(without_credentials(url), False, outcome).as_dict()
    )


def _inbound_event(from_: str, to: str, text: str, media: tuple[str, ...]) -> CallbackEvent:
    ids = Ids(token_hex(8))
    message = Message(
        id=ids.next("m"),
        direction="in",
        from_=normalize(from_),
        to=normalize(to),
        text=text,
        media=media,
        time_ms=WallClock().now_ms(),
        state="received",
        segment_count=segments_of(text, media),
    )
    links = Links(DEFAULT_URL, DEFAULT_CREDENTIALS.user_id)
    return CallbackEvent(message, links, Rules().profile, media, ids.next("a"))
