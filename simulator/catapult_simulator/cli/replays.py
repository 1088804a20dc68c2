"""`replay`: the callback about a message once more, perhaps edited, perhaps elsewhere."""

from collections.abc import Sequence

import click

from catapult_simulator.cli.callback_results import method_option, print_result
from catapult_simulator.cli.options import json_option, option_type, tenant_command
from catapult_simulator.cli.settings import parse_url
from catapult_simulator.control_client.client import ControlClient, Json


def parse_edit(text: str) -> tuple[str, object]:
    """The field and its value: `text=Hello`; None for `text`, which leaves it out.

    `media` are URLs with commas between them. Raises ValueError.
    """
    name, sign, value = text.partition("=")
    if not name:
        raise ValueError(f"{text!r} is not of the form FIELD=VALUE")
    if not sign:
        return name, None
    if name == "media":
        return name, [each.strip() for each in value.split(",")]
    return name, int(value) if name == "segmentCount" and value.isdecimal() else value


@click.command()
@click.argument("message_id", metavar="MESSAGE_ID")
@click.option(
    "--to",
    "app_url",
    type=option_type(parse_url),
    metavar="URL",
    help="Call this URL, and no fallback, instead of that of the application.",
)
@click.option(
    "--edit",
    "edits",
    multiple=True,
    type=option_type(parse_edit),
    metavar="FIELD=VALUE",
    help="Another value of a field, such as text=STOP; FIELD alone leaves it out. Can be given "
    "several times.",
)
@method_option
@tenant_command
@json_option
def replay(
    client: ControlClient,
    user_id: str,
    message_id: str,
    edits: Sequence[tuple[str, object]],
    *,
    app_url: str | None,
    method: str | None,
    as_json: bool,
) -> None:
    """Send the callback about a message once more.

    Of an incoming message, that to its app; of one that the app sent, its latest event. The
    message stays as it is. Exit code 1 if the app does not answer with 2xx, 4 if there is no app
    to call.

    Example: catapult-simulator replay m-2222222222222222222222a --edit text=STOP
    """
    changes: Json = {"url": app_url, "method": method, "edit": dict(edits) or None}
    given = {name: value for name, value in changes.items() if value is not None}
    result = client.replay(user_id, message_id, **given)
    print_result(client, result, f"message {message_id} once more", as_json=as_json)
