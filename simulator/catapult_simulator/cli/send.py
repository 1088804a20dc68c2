"""`send`: messages from a number of the account, as an app sends them: over the simulated API."""

import json
import sys
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from time import perf_counter
from typing import Any

import click

from catapult_simulator.cli.only_number import only_number
from catapult_simulator.cli.options import json_option, media_option, print_json, tenant_command
from catapult_simulator.cli.settings import SAMPLE_PERSON
from catapult_simulator.cli.terminal import say
from catapult_simulator.control_client.client import ControlClient, Json
from catapult_simulator.control_client.errors import no_answer
from catapult_simulator.control_client.transport import Reply, Unanswered

_RECEIPTS = ("none", "error", "all")


@click.command()
@tenant_command
@click.option("--from", "from_", help="Number of the tenant. Can be left out if it has only one.")
@click.option(
    "--to", default=SAMPLE_PERSON, show_default=True, help="Number of the person who gets it."
)
@click.option("--text", default="Hello", show_default=True, help="Text of the message.")
@media_option
@click.option("--tag", help="Tag of the message.")
@click.option("--receipt", type=click.Choice(_RECEIPTS), help="Which delivery receipts to ask for.")
@click.option(
    "--count",
    default=1,
    type=click.IntRange(1, 1_000_000),
    show_default=True,
    help="How many, one after the other; prints how many a second were accepted.",
)
@json_option
def send(
    client: ControlClient,
    user_id: str,
    *,
    from_: str | None,
    media: Sequence[str | Json],
    receipt: str | None,
    count: int,
    as_json: bool,
    **message: Any,
) -> None:
    """Send messages as an app does.

    They go over the simulated API, with the credentials of the tenant; the journal has them.
    Exit code 1 if one is refused.

    Example: catapult-simulator send --to +19195550001 --text "Open until six." --count 1000
    """
    body = {"from": from_ or only_number(client, user_id, "--from"), **message}
    body |= {"media": [_url_of(client, user_id, each) for each in media] or None}
    body |= {"receiptRequested": receipt}
    post = _poster(client, user_id, {name: each for name, each in body.items() if each is not None})
    if count == 1:
        _send_one(client, post, as_json=as_json)
    else:
        _send_many(post, count, as_json=as_json)


def _url_of(client: ControlClient, user_id: str, medium: str | Json) -> str:
    """The URL of a medium; a file is stored in the account first."""
    if isinstance(medium, str):
        return medium
    content = b64decode(medium["content"])
    return client.put_file(user_id, medium["name"], content, medium["contentType"])


def _poster(client: ControlClient, user_id: str, message: Json) -> Callable[[], Reply]:
    """A function that posts the message once, over a connection that is kept."""
    tenant = client.tenant(user_id)
    login = b64encode(f"{tenant['token']}:{tenant['secret']}".encode()).decode()
    headers = {"Content-Type": "application/json", "Authorization": f"Basic {login}"}
    body, path = json.dumps(message).encode(), f"/v1/users/{user_id}/messages"

    def post() -> Reply:
        try:
            return client.transport.send("POST", path, body=body, headers=headers)
        except Unanswered as reason:
            raise no_answer(client.url, reason) from None

    return post


def _send_one(client: ControlClient, post: Callable[[], Reply], *, as_json: bool) -> None:
    reply = post()
    if reply.status != 201:
        raise click.ClickException(f"the message is refused: {_refusal(reply)}")
    message_id = reply.headers["Location"].rpartition("/")[2]
    if as_json:
        print_json({"id": message_id})
        return
    say(f"message {message_id} is accepted; catapult-simulator messages shows how far it comes")


def _send_many(post: Callable[[], Reply], count: int, *, as_json: bool) -> None:
    refused: Counter[str] = Counter()
    messages: dict[str, str] = {}  # of the first refusal of each kind
    began, accepted = perf_counter(), 0
    try:
        with _progress(count) as turns:
            for _ in turns:
                reply = post()
                accepted += reply.status == 201
                if reply.status != 201:
                    kind, _, message = _refusal(reply).partition(": ")
                    refused[kind] += 1
                    messages.setdefault(kind, message)
    except KeyboardInterrupt:
        _report(accepted, refused, messages, perf_counter() - began, as_json=as_json)
        raise
    _report(accepted, refused, messages, perf_counter() - began, as_json=as_json)


def _progress(count: int) -> AbstractContextManager[Iterable[int]]:
    """A progress bar on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        return nullcontext(range(count))
    return click.progressbar(range(count), label="sending", file=sys.stderr)


def _report(
    accepted: int,
    refused: Counter[str],
    messages: Mapping[str, str],
    seconds: float,
    *,
    as_json: bool,
) -> None:
    rate = accepted / seconds
    if as_json:
        figures = {"accepted": accepted, "refused": dict(refused)}
        print_json(figures | {"seconds": round(seconds, 3), "perSecond": round(rate, 1)})
    else:
        say(
            f"{accepted} accepted in {seconds:.1f} s: {rate:.0f} a second, one after the other on "
            "one connection, this command's own time included"
        )
        for kind, times in refused.most_common():
            say(f"{times} refused: {kind}: {messages[kind]}", tone="bad")
    if refused:
        raise click.ClickException(f"{refused.total()} messages were refused")


def _refusal(reply: Reply) -> str:
    """`403 insufficient-balance: …`."""
    try:
        error = json.loads(reply.body)
        return f"{reply.status} {error['code']}: {error['message']}"
    except (ValueError, LookupError, TypeError):
        return str(reply.status)
