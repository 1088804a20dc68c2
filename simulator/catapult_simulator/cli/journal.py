"""`journal`: the history of a tenant, once or followed."""

import os
import signal

import click

from catapult_simulator.cli.options import json_option, tenant_command
from catapult_simulator.cli.terminal import Tone, say, say_json
from catapult_simulator.control_client.client import ControlClient, Json
from catapult_simulator.control_client.errors import ErrorResponse
from catapult_simulator.core.journal import KINDS

_PAGE_SIZE = 1000
_NONE = "nothing like this has happened yet: catapult-simulator journal --follow waits for it"


@click.command()
@tenant_command
@click.option("--follow", "-f", is_flag=True, help="Keep printing new entries until Ctrl-C.")
@click.option("--after", default=0, type=click.IntRange(0), help="Only entries after this number.")
@click.option("--kind", type=click.Choice(KINDS), help="Only entries of this kind.")
@json_option
def journal(
    client: ControlClient, user_id: str, *, follow: bool, after: int, kind: str, as_json: bool
) -> None:
    """Print the journal of a tenant, oldest first.

    Entries are requests to the API, callbacks, transitions of messages, faults and control calls.
    With --json, each line is one entry. --follow goes on after a reset, and ends when the tenant is
    closed.

    Example: catapult-simulator journal --follow --kind callback
    """
    filters = {"kind": kind, "limit": _PAGE_SIZE}
    if follow:
        signal.signal(signal.SIGINT, _exit)
    read = client.follow if follow else client.journal
    page = client.journal(user_id, after=after, **filters)
    if page["rewound"]:
        say(f"there is no entry {after} yet; all entries follow", err=True)
    if not page["entries"] and not follow and not as_json:
        say(_NONE, err=True)
    while page["entries"] or follow:
        _warn_of_missed(page["missed"])
        _print(page["entries"], as_json=as_json)
        try:
            page = read(user_id, after=page["next"], **filters)
        except ErrorResponse as error:
            if error.code != "no-such-tenant":
                raise
            say(f"tenant {user_id} was closed; its journal ends here", err=True)
            return


def _exit(*_: object) -> None:
    """Exit at once on Ctrl-C. A KeyboardInterrupt is lost if it is raised within a destructor, and
    never raised in a process that a shell started in the background. All output is flushed."""
    os._exit(0)


def _warn_of_missed(count: int) -> None:
    if count:
        say(f"{count} earlier entries are no longer kept", err=True)


def _print(entries: list[Json], *, as_json: bool) -> None:
    for entry in entries:
        say_json(entry) if as_json else say(_line_of(entry), tone=_tone_of(entry))


def _tone_of(entry: Json) -> Tone | None:
    """Red for a callback that was not taken, and for a request that was refused."""
    refused = entry["kind"] == "request" and entry["detail"].get("status", 0) >= 400
    return "bad" if refused or "problem" in entry["detail"] else None


def _line_of(entry: Json) -> str:
    return f"{entry['number']:>5}  {entry['at']}  {entry['kind']:<10}  {entry['summary']}"
