"""The tools of an assistant: one row for each."""

from collections.abc import Callable
from inspect import cleandoc
from typing import NamedTuple

from mcp.types import ToolAnnotations

from catapult_simulator.assistants.account import Account
from catapult_simulator.assistants.callbacks import Callbacks
from catapult_simulator.assistants.clock import Clock
from catapult_simulator.assistants.faults import Faults
from catapult_simulator.assistants.history import History
from catapult_simulator.assistants.setups import Setups
from catapult_simulator.assistants.texting import Texting
from catapult_simulator.assistants.waiting import Waiting

# Clients ask a person before they call a tool, unless it only reads; some, unless it only adds.
READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
ADDS = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)
DELETES = ToolAnnotations(read_only_hint=False, destructive_hint=True, open_world_hint=False)


class Tool(NamedTuple):
    """One tool: the method whose docstring and parameters describe it, and what it may change."""

    method: Callable[..., str]
    annotations: ToolAnnotations

    @property
    def name(self) -> str:
        return str(self.method.__name__)

    @property
    def description(self) -> str:
        """Its docstring, with each paragraph on a line."""
        paragraphs = cleandoc(self.method.__doc__ or "").split("\n\n")
        return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def tools_of(account: Account) -> tuple[Tool, ...]:
    """All tools, bound to an account."""
    history, texting, waiting = History(account), Texting(account), Waiting(account)
    callbacks, clock = Callbacks(account), Clock(account)
    faults, setups = Faults(account), Setups(account)
    return (
        Tool(history.account, READS),
        Tool(callbacks.connect, ADDS),
        Tool(texting.text_app, ADDS),
        Tool(waiting.wait_for_message, READS),
        Tool(waiting.one_time_code, READS),
        Tool(texting.conversation, READS),
        Tool(history.journal, READS),
        Tool(history.unmatched_requests, READS),
        Tool(history.pending, READS),
        Tool(clock.advance, ADDS),
        Tool(clock.settle, ADDS),
        Tool(callbacks.replay, ADDS),
        Tool(callbacks.trigger, ADDS),
        Tool(texting.set_person, ADDS),
        Tool(faults.add_fault, ADDS),
        Tool(faults.faults, READS),
        Tool(faults.remove_fault, DELETES),
        Tool(setups.get_setup, READS),
        Tool(setups.apply_setup, DELETES),
        Tool(setups.reset, DELETES),
    )
