"""Sends messages to a server in batches of fifty, and waits until all are sent."""

import json
from http.client import HTTPConnection
from random import Random
from time import monotonic, sleep

from bench.processes import Child
from bench.traffic import AUTHORIZATION, LINE, MESSAGES, TEXT, destination

SIZE = 50
_PATIENCE_SECONDS = 60.0


def send(child: Child, count: int) -> list[str]:
    """Send `count` messages, a multiple of fifty; returns their ids."""
    random, ids = Random(3), []
    connection = HTTPConnection("127.0.0.1", child.port, timeout=30)
    headers = {"Authorization": AUTHORIZATION, "Content-Type": "application/json"}
    for _ in range(count // SIZE):
        batch = [{"from": LINE, "to": destination(random), "text": TEXT} for _ in range(SIZE)]
        connection.request("POST", MESSAGES, json.dumps(batch), headers)
        results = json.loads(connection.getresponse().read())
        ids += [result["location"].rpartition("/")[2] for result in results]
    connection.close()
    return ids


def await_sent(child: Child) -> None:
    """Wait until no message is `queued` or `sending`. Raises RuntimeError after a minute."""
    deadline = monotonic() + _PATIENCE_SECONDS
    while any(child.get(f"{MESSAGES}?state={state}&size=1") for state in ("queued", "sending")):
        if monotonic() > deadline:
            raise RuntimeError("messages are still under way after a minute")
        sleep(0.2)
