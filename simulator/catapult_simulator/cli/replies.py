"""Replies: what an app texts back to the person whose text it was told of."""

from itertools import takewhile
from time import monotonic

from catapult_simulator.cli.conversation import content_of, progress_of
from catapult_simulator.cli.refused_requests import RefusedRequests
from catapult_simulator.cli.terminal import say
from catapult_simulator.control_client.client import ControlClient, Json

_MOST = 1000  # messages since the text
_GLANCE_SECONDS = 1.0  # between looks at requests that no account owns: no journal has those


def wait_for_reply(
    client: ControlClient, text: Json, refused: RefusedRequests, seconds: float
) -> Json | None:
    """The app's first message to the person since `text`. None where none comes within `seconds`,
    and as soon as a request of the app is lost."""
    until, user_id = monotonic() + seconds, refused.user_id
    after = client.newest_entry(user_id)
    while (reply := _reply(client, user_id, text)) is None and (left := until - monotonic()) > 0:
        refused.look()
        if refused.has_lost:
            return None
        wait = min(left, _GLANCE_SECONDS)
        after = client.journal(user_id, after=after, limit=1, wait=wait)["next"]
    return reply


def print_reply(reply: Json) -> None:
    """Print a message of the app, and how far it has come."""
    say()
    now = progress_of(reply)
    say(f"{reply['from']} texts back: {content_of(reply)}  ({now})", tone=now.tone)


def _reply(client: ControlClient, user_id: str, text: Json) -> Json | None:
    newest_first = client.messages(user_id, size=_MOST)
    since = takewhile(lambda each: each["id"] != text["id"], newest_first)
    ends = (text["to"], text["from"])
    found = [each for each in since if (each["from"], each["to"]) == ends]
    return found[-1] if found else None
