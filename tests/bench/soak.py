"""Bad receivers by the hundred, and ten minutes of accounts that come and go. Run by hand:

    PYTHONPATH=tests python -m bench.soak receivers 500
    PYTHONPATH=tests python -m bench.soak churn 10

Needs Linux (/proc). Prints what must stay flat: memory, threads, sockets of the simulator.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from random import Random
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

from bad_receivers import Bad, BadReceivers
from bench.processes import Child, serving
from builders import LINE, PERSON, basic
from callback_checks import EVENTS, Client, complaints

ACCOUNTS, MESSAGES = 4, 4
SHORT_MS, LONG_MS = 1000, 10_000
CHURNING, CHURN_RECEIVERS, CHURN_MS = 6, 80, 400


def main() -> int:
    """Run one part; 1 if anything is wrong."""
    part, amount = sys.argv[1], float(sys.argv[2])
    say("                 memory MB  threads  sockets")
    return receivers(int(amount)) if part == "receivers" else churn(amount * 60)


def receivers(count: int) -> int:
    """Messages to `count` bad receivers, all at once."""
    clients: list[Client] = []
    with ExitStack() as stack:
        child = stack.enter_context(serving())
        bad = BadReceivers(count, lambda tag: clients[int(tag[0])].answered(tag))
        stack.enter_context(bad.listening())
        accounts = [open_account(child, f"u-{number}") for number in range(ACCOUNTS)]
        clients += [
            stack.enter_context(closing(Client(child.port, user_id, authorization)))
            for user_id, authorization in accounts
        ]
        print_usage(child, "before")
        sent: dict[str, list[str]] = {}
        threads = [
            Thread(target=post_all, args=(clients[number], number, bad.all[number::ACCOUNTS], sent))
            for number in range(ACCOUNTS)
        ]
        run_all(threads)
        print_usage(child, "all sent")
        attempts = read_attempts(child, count * MESSAGES * len(EVENTS))
        print_usage(child, "all over")
        found = complaints(bad.all, sent, bad.heard, attempts)
        late = [each["seconds"] - timeout_of(each["url"], bad.all) / 1000 for each in attempts]
        say(f"{count} receivers, {len(attempts)} attempts, {len(bad.heard)} heard")
        say(f"latest end of an attempt after its timeout: {max(late) * 1000:.0f} ms")
        say(*found[:40], f"{len(found)} complaints", sep="\n")
        sleep(12)
        print_usage(child, "12 s later")
    return bool(found)


def post_all(client: Client, number: int, mine: list[Bad], sent: dict[str, list[str]]) -> None:
    for turn in range(MESSAGES):
        for place, receiver in enumerate(mine):
            tag = f"{number}-{place}-{turn}"
            timeout = SHORT_MS if receiver.problem == "timeout" else LONG_MS
            assert client.post(tag, receiver.url, timeout) == 201
            sent.setdefault(receiver.url, []).append(tag)


def timeout_of(url: str, every: list[Bad]) -> int:
    problem = next(receiver.problem for receiver in every if receiver.url == url)
    return SHORT_MS if problem == "timeout" else LONG_MS


def read_attempts(child: Child, wanted: int) -> list[Any]:
    """The attempts in the journals of all accounts, once there are as many, or none come."""
    last, since = -1, monotonic()
    while True:
        attempts = [a for n in range(ACCOUNTS) for a in attempts_of(child, f"u-{n}")]
        if len(attempts) >= wanted or monotonic() - since > 60:
            return attempts
        if len(attempts) != last:
            last, since = len(attempts), monotonic()
            print_usage(child, f"{last} attempts")
        sleep(5)


def attempts_of(child: Child, user_id: str) -> Iterator[Any]:
    page = child.get(f"/_simulator/tenants/{user_id}/journal?kind=callback&limit=10000")
    assert not page["missed"], page["missed"]
    return (entry["detail"] for entry in page["entries"])


def churn(seconds: float) -> int:
    """Accounts that open, work, and are reset or closed while their callbacks are under way."""
    over = Event()
    heard_early: list[str] = []
    with serving() as child, BadReceivers(CHURN_RECEIVERS, lambda tag: True).listening() as bad:
        threads = [
            Thread(target=churn_account, args=(child, number, bad.all, over, heard_early))
            for number in range(CHURNING)
        ]
        for thread in threads:
            thread.start()
        started = monotonic()
        while (passed := monotonic() - started) < seconds:
            print_usage(child, f"{passed:.0f} s")
            bad.heard.clear()
            over.wait(60)
        over.set()
        for thread in threads:
            thread.join()
        print_usage(child, "end")
        sleep(12)
        print_usage(child, "12 s later")
        say(f"accounts left: {len(child.get('/_simulator/tenants'))}")
        say(*heard_early, f"{len(heard_early)} failures", sep="\n")
    return bool(heard_early)


def churn_account(
    child: Child, number: int, bad: list[Bad], over: Event, failures: list[str]
) -> None:
    random, turn = Random(number), 0
    while not over.is_set():
        turn += 1
        user_id = f"u-{number}-{turn}"
        try:
            live_and_close(child, user_id, random, bad)
        except Exception as error:
            failures.append(f"{user_id}: {error!r}")


def live_and_close(child: Child, user_id: str, random: Random, bad: list[Bad]) -> None:
    own, authorization = open_account(child, user_id)
    control = f"/_simulator/tenants/{own}"
    with closing(Client(child.port, own, authorization)) as client:
        for place in range(60):
            client.post(str(place), random.choice(bad).url, CHURN_MS)
            if place == 30:
                receive(child, control)
                if random.random() < 0.3:
                    child.call("POST", f"{control}/reset", {})
                    order_number(child, own, authorization)
        sleep(random.random() * 2)
    child.call("DELETE", control)


def receive(child: Child, control: str) -> None:
    with suppress(RuntimeError):
        child.call("POST", f"{control}/messages", {"from": PERSON, "to": LINE, "text": "hi"})


def open_account(child: Child, user_id: str) -> tuple[str, str]:
    token = user_id.replace("u-", "t-")
    opened = {"userId": user_id, "token": token, "secret": "s"}
    child.call("POST", "/_simulator/tenants", opened)
    order_number(child, user_id, basic(token, "s"))
    return user_id, basic(token, "s")


def order_number(child: Child, user_id: str, authorization: str) -> None:
    from http.client import HTTPConnection

    with closing(HTTPConnection("127.0.0.1", child.port, timeout=30)) as connection:
        headers = {"Authorization": authorization, "Content-Type": "application/json"}
        number = json.dumps({"number": LINE})
        connection.request("POST", f"/v1/users/{user_id}/phoneNumbers", number, headers)
        assert connection.getresponse().status == 201


def run_all(threads: list[Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def print_usage(child: Child, when: str) -> None:
    memory = child.resident_bytes() / 1e6
    say(f"{when:>16} {memory:10.1f} {child.thread_count():8} {child.socket_count():8}")


def say(*texts: str, sep: str = " ") -> None:
    sys.stdout.write(sep.join(texts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
