"""Rules of callbacks to any receiver: in order, none lost, none before its 201."""

import json
import socket
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from http.client import HTTPConnection
from itertools import pairwise
from select import select
from typing import Any

from bad_receivers import Bad, Heard
from builders import LINE, PERSON

EVENTS = ("waiting", "delivered")


class Client:
    """Posts messages over one connection, and knows at any moment whether a POST is answered."""

    def __init__(self, port: int, user_id: str, authorization: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._path = f"/v1/users/{user_id}/messages"
        self._headers = {"Authorization": authorization, "Content-Type": "application/json"}
        self._under_way: dict[str, socket.socket] = {}
        self._connection.connect()

    def post(self, tag: str, callback_url: str, timeout_ms: int, **more: Any) -> int:
        """Send a message whose callbacks carry `tag`; gives the status."""
        message = {
            "from": LINE, "to": PERSON, "text": "hi", "tag": tag, "receiptRequested": "all",
            "callbackUrl": callback_url, "callbackTimeout": timeout_ms, **more,
        }  # fmt: skip
        connected = self._connection.sock
        self._under_way[tag] = connected
        self._connection.request("POST", self._path, json.dumps(message), self._headers)
        connected.recv(1, socket.MSG_PEEK)  # the answer is here, and stays until it is noted
        del self._under_way[tag]
        response = self._connection.getresponse()
        response.read()
        return response.status

    def answered(self, tag: str) -> bool:
        """Whether the answer to the POST of `tag` has reached this client's socket."""
        connected = self._under_way.get(tag)
        # `post` may read the answer between the two lines; it has noted that before.
        return connected is None or _readable(connected) or tag not in self._under_way

    def close(self) -> None:
        self._connection.close()


def _readable(connected: socket.socket) -> bool:
    return bool(select([connected], [], [], 0)[0])


def complaints(
    receivers: Sequence[Bad],
    sent: Mapping[str, list[str]],
    heard: Iterable[Heard],
    attempts: Iterable[Mapping[str, Any]],
) -> list[str]:
    """The broken rules. `sent`: tags by URL in their order; `attempts`: details of the journal."""
    arrived, tried = defaultdict(list), defaultdict(list)
    found = []
    for each in heard:
        arrived[each.url].append((each.event, each.tag))
        if not each.answered:
            found.append(f"{each.url} was called about {each.tag} before its 201")
    for attempt in attempts:
        tried[attempt["url"]].append(attempt)
    for receiver in receivers:
        tags = sent[receiver.url]
        wrong = _wrong(receiver, tags, arrived[receiver.url], tried[receiver.url])
        found += [f"{receiver.kind}: {what}" for what in wrong]
    return found


def _wrong(
    receiver: Bad,
    tags: list[str],
    arrived: list[tuple[str, str]],
    attempts: list[Mapping[str, Any]],
) -> Iterator[str]:
    wanted = {(event, tag) for tag in tags for event in EVENTS}
    tried = [(attempt["deliveryState"], attempt["tag"]) for attempt in attempts]
    if set(tried) != wanted or len(tried) != len(wanted):
        yield f"{len(tried)} attempts instead of {len(wanted)}"
    # Under load a receiver's time may be over before it has read what was sent to it.
    too_few = receiver.problem != "timeout" and set(arrived) != wanted
    if receiver.reads and (too_few or not set(arrived) <= wanted):
        yield f"heard {len(set(arrived))} instead of {len(wanted)}"
    for name, sequence in (("tried", tried), ("heard", arrived)):
        if not _in_order(sequence, tags):
            yield f"{name} out of order: {sequence}"
    if wrong := {a.get("problem") for a in attempts} - {receiver.problem}:
        yield f"came to {wrong}, not {receiver.problem}: {[a.get('explanation') for a in attempts]}"


def _in_order(sequence: list[tuple[str, str]], tags: list[str]) -> bool:
    """Whether the messages' events come in the order of `tags`, and each message's in its own."""
    rising = [[tags.index(tag) for event, tag in sequence if event == each] for each in EVENTS]
    first: dict[tuple[str, str], int] = {}
    for position, one in enumerate(sequence):
        first.setdefault(one, position)
    each_own = all(
        first.get(("waiting", tag), -1) <= first.get(("delivered", tag), len(sequence))
        for tag in tags
    )
    return each_own and all(a <= b for numbers in rising for a, b in pairwise(numbers))
