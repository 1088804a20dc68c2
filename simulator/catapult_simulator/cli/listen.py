"""`listen`: connect an app to a simulator, and print each callback as it happens."""

import signal
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from threading import Event, Thread
from typing import get_args
from urllib.parse import urlsplit

import click

from catapult_simulator.cli.callback_lines import callback_lines
from catapult_simulator.cli.options import (
    json_option,
    option_type,
    simulator_command,
    tenant_option,
)
from catapult_simulator.cli.prompt import Prompt
from catapult_simulator.cli.refused_requests import RefusedRequests
from catapult_simulator.cli.settings import parse_url
from catapult_simulator.cli.terminal import to_json
from catapult_simulator.control_client.client import ControlClient, Json
from catapult_simulator.control_client.errors import ErrorResponse, Unreachable
from catapult_simulator.core.callbacks import Method
from catapult_simulator.core.hosts import is_loopback

_ENDING = ("SIGINT", "SIGTERM")
_GLANCE_SECONDS = 0.5  # between looks at signals, which Windows delivers only then
_HELD_SECONDS = 1.0  # between looks at requests that no account owns: no journal has those


@click.command()
@simulator_command
@tenant_option
@click.option(
    "--forward-to",
    "app",
    required=True,
    type=option_type(parse_url),
    metavar="URL",
    help="URL of the app, as the simulator reaches it.",
)
@click.option(
    "--number", help="Number of the app. Without it, the only one of the tenant, else a new one."
)
@click.option(
    "--method",
    default="POST",
    type=click.Choice(get_args(Method), case_sensitive=False),
    show_default=True,
    help="HTTP method of the callbacks.",
)
@json_option
def listen(
    client: ControlClient,
    tenant: str | None,
    *,
    app: str,
    number: str | None,
    method: Method,
    as_json: bool,
) -> None:
    """Forward callbacks to an app, and print each as it happens.

    Makes an application for the tenant's only number, or orders one, and prints a line for each
    callback: the answer of the app, how long it took, URL, event and message. Below one that failed
    stand the reason, and what was sent and answered. A request of the app that is refused has a
    line, too. If no simulator runs at --url, one is started, on the wall clock. Ctrl-C ends; in a
    simulator that was running, number and application stay.

    Example: catapult-simulator listen --forward-to http://127.0.0.1:3000/sms
    """
    prompt = Prompt("")
    with ExitStack() as stack:
        started = _start_if_none_runs(client, tenant, stack)
        user_id = tenant or client.only_tenant()
        after = client.newest_entry(user_id)
        number = _connect(client, user_id, app, number=number, method=method)
        again = partial(_connect, client, user_id, app, number=number, method=method)
        if not as_json:
            for line in _introduction(client, user_id, number, f"{method} {app}", started=started):
                prompt.say(line, tone="quiet")
        _run_until_ended(
            lambda: _follow(client, user_id, after, prompt, connect=again, as_json=as_json)
        )
        prompt.close()


def _start_if_none_runs(client: ControlClient, user_id: str | None, stack: ExitStack) -> bool:
    """Start a simulator at the URL of the client, until `stack` is closed, if none answers there
    and the URL is one of this machine. Raises Unreachable where it cannot be."""
    try:
        client.health()
    except Unreachable as error:
        if "is no simulator" in str(error) or not _can_be_started(client.url):
            raise
    else:
        return False
    from catapult_simulator.cli.own_simulator import start

    stack.enter_context(start(client.url, user_id))
    return True


def _can_be_started(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "http" and is_loopback(parts.hostname or "") and not parts.path


def _connect(
    client: ControlClient, user_id: str, app: str, *, number: str | None, method: Method
) -> str:
    """Bind the app to a number, by itself to the only one; gives the number."""
    owned = [each["number"] for each in client.call(user_id, "phone_numbers.enabled")]
    if number is None and len(owned) == 1:
        (number,) = owned
    return str(client.connect(user_id, app, number=number, method=method)["number"])


def _introduction(
    client: ControlClient, user_id: str, number: str, target: str, *, started: bool
) -> list[str]:
    tenant = client.tenant(user_id)
    lines = [f"simulator {'started' if started else 'found'}: {client.url}/v1"]
    lines += [f"  {name:<7} {tenant[name]}" for name in ("userId", "token", "secret")] * started
    return [*lines, f"{number} -> {target}", "text it: catapult-simulator chat", "Ctrl-C ends"]


def _follow(
    client: ControlClient,
    user_id: str,
    after: int,
    prompt: Prompt,
    *,
    connect: Callable[[], str],
    as_json: bool,
) -> None:
    """Print each callback and each request that is refused, and connect again after a reset, until
    the tenant is closed. Raises ControlError."""
    refused = RefusedRequests.from_now(client, user_id)
    began = None
    while True:
        try:
            page = client.follow(user_id, after=after, wait=_HELD_SECONDS)
        except ErrorResponse as error:
            if error.code != "no-such-tenant":
                raise
            prompt.say(f"tenant {user_id} was closed; its callbacks end here", tone="bad")
            return
        if began not in (None, page["began"]):
            prompt.say(f"tenant {user_id} was reset: {connect()} is connected anew", tone="bad")
        for entry in page["entries"]:
            _print(entry, refused, prompt, as_json=as_json)
        for line in refused.unmatched_lines() if not as_json else ():
            prompt.say(line, tone="bad")
        began, after = page["began"], page["next"]


def _print(entry: Json, refused: RefusedRequests, prompt: Prompt, *, as_json: bool) -> None:
    if not as_json and (line := refused.line_of(entry)):
        prompt.say(line, tone="bad")
    if entry["kind"] != "callback":
        return
    if as_json:
        prompt.say(to_json(entry))
        return
    for line, tone in callback_lines(entry["at"], entry["detail"]):
        prompt.say(line, tone=tone)


def _run_until_ended(work: Callable[[], None]) -> None:
    """Run `work` on a thread until it is done, or a signal ends the command. Raises ControlError.

    A KeyboardInterrupt is lost if it is raised within a destructor.
    """
    ended = Event()
    problems: list[Exception] = []

    def run() -> None:
        try:
            work()
        except Exception as error:  # as on this thread: stdout may be closed
            problems.append(error)
        finally:
            ended.set()

    with ExitStack() as stack:
        for each in filter(None, (getattr(signal, name, None) for name in _ENDING)):
            stack.callback(signal.signal, each, signal.signal(each, lambda *_: ended.set()))
        Thread(target=run, daemon=True).start()
        while not ended.wait(_GLANCE_SECONDS):
            pass
    if problems:
        raise problems[0]
