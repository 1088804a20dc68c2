"""Snapshots: an account as the setup that gives it back.

Left out are the journal, requests of no account, how full the windows of rate limits are, callbacks
that were handed to their sender, and what only Python knows, such as a function that answers.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Self

from catapult_simulator.core.account import Transaction
from catapult_simulator.core.applications import Application
from catapult_simulator.core.credentials import Credentials
from catapult_simulator.core.errors import ErrorRecord
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.limits import MAX_SETUP_BYTES, MIB
from catapult_simulator.core.media import MediaFile
from catapult_simulator.core.messages.lifecycle import MessageLifecycle
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.numbers.number_info import NumberInfo
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.people.script import AnswerFunction, Script
from catapult_simulator.core.rate_limits import SendingState
from catapult_simulator.core.resources import Resources
from catapult_simulator.core.setups import VERSION, tables_of
from catapult_simulator.core.setups.files import MAX_TOTAL_BYTES
from catapult_simulator.core.setups.keys import MAX_MESSAGES
from catapult_simulator.core.setups.problems import SnapshotTooLarge
from catapult_simulator.core.time.timeline import Timer
from catapult_simulator.core.world import World, hand_out

Table = dict[str, Any]


class State(NamedTuple):
    """Everything that an account has at one moment, in records that never change."""

    now_ms: int
    seed: str
    counts: dict[str, int]
    balance: int
    transactions: list[Transaction]
    applications: list[Application]
    numbers: list[PhoneNumber]
    media: list[tuple[MediaFile, bytes]]
    faults: list[Fault]
    names: dict[str, str]
    looked_up: list[NumberInfo]
    people: dict[str, Script]
    opt_outs: list[tuple[str, str]]
    messages: list[Message]
    sending: SendingState
    timers: list[Table]
    errors: list[ErrorRecord]

    @classmethod
    def of(cls, world: World, resources: Resources, media_bytes: int) -> Self:
        """Raises SnapshotTooLarge."""
        with world.lock:
            _require_fitting(resources, media_bytes)
            parts = resources.messages.parts
            return cls(
                now_ms=world.clock.now_ms(),
                seed=world.ids.seed,
                counts=world.ids.counts | {"f": world.faults.added},
                balance=resources.account.balance,
                transactions=resources.account.booked,
                applications=resources.applications.find(),
                numbers=resources.phone_numbers.all(),
                media=[(file, file.read()) for file in resources.media.find()],
                faults=world.faults.all(),
                names=resources.number_info.names,
                looked_up=resources.number_info.looked_up,
                people=_scripts(resources.people.all()),
                opt_outs=parts.opt_outs.pairs,
                messages=parts.store.since(0),
                sending=parts.limits.state,
                timers=list(_timers(world.timeline.pending(), parts.lifecycle)),
                errors=world.errors.find()[::-1],
            )


def snapshot(credentials: Credentials, world: World, resources: Resources) -> Table:
    """The content of the setup. Raises SnapshotTooLarge for an account that no setup can hold."""
    base64 = MAX_SETUP_BYTES * 3 // 4  # it takes four bytes for three
    return _content(credentials, world, State.of(world, resources, base64))


def state(credentials: Credentials, world: World, resources: Resources) -> Table:
    """The content of its part of a state: with its clock, and with as many media as are read."""
    content = _content(credentials, world, State.of(world, resources, MAX_TOTAL_BYTES))
    return content | {"clock": "virtual" if world.clock.can_advance else "wall"}


def _content(credentials: Credentials, world: World, state: State) -> Table:
    known = {each.id for each in state.applications}
    return {
        "version": VERSION,
        "userId": credentials.user_id,
        "token": credentials.token,
        "secret": credentials.secret,
        "now": tables_of.moment(state.now_ms),
        "balance": tables_of.dollars(state.balance),
        "rules": tables_of.rules(world.rules),
        "applications": list(map(tables_of.application, state.applications)),
        "numbers": [tables_of.phone_number(each, known) for each in state.numbers],
        "media": [tables_of.media(file, content) for file, content in state.media],
        "faults": list(map(tables_of.fault, state.faults)),
        "callerNames": tables_of.caller_names(state.names),
        "people": list(map(tables_of.person, state.people.items())),
        "optOuts": [{"person": person, "number": number} for person, number in state.opt_outs],
        "messages": list(map(tables_of.message, state.messages)),
        "timers": state.timers,
        "sending": tables_of.sending(state.sending),
        "lookUps": list(map(tables_of.look_up, state.looked_up)),
        "transactions": list(map(tables_of.transaction, state.transactions)),
        "errors": list(map(tables_of.error, state.errors)),
        "ids": {"seed": state.seed, "counts": state.counts},
    }


def _timers(timers: Iterable[Timer[Any]], lifecycle: MessageLifecycle) -> Iterable[Table]:
    for timer in timers:
        if (step := lifecycle.step_of(timer)) is not None:
            yield tables_of.step_timer(timer.due_ms, step)
        elif timer.action is hand_out:
            yield tables_of.callback_timer(timer.due_ms, timer.arguments[0].callback)


def _scripts(people: Mapping[str, Script | AnswerFunction]) -> dict[str, Script]:
    """The people with a script. A function is known to Python only."""
    return {number: each for number, each in people.items() if isinstance(each, Script)}


def _require_fitting(resources: Resources, media_bytes: int) -> None:
    """A first look, before anything is copied. The size of the whole is checked at its end."""
    messages = len(resources.messages)
    if messages > MAX_MESSAGES:
        raise SnapshotTooLarge(
            f"the account has {messages} messages; a setup has at most {MAX_MESSAGES}"
        )
    size = sum(file.size for file in resources.media.find())
    if size > media_bytes:
        raise SnapshotTooLarge(
            f"the media of the account have {size} bytes; {media_bytes // MIB} MiB can be kept. "
            "Delete some media first"
        )
