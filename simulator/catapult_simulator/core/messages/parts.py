"""MessageParts: everything of the messages of an account that a setup keeps, and their inbox."""

from typing import NamedTuple

from catapult_simulator.core.messages.inbox import Inbox
from catapult_simulator.core.messages.lifecycle import MessageLifecycle
from catapult_simulator.core.messages.opt_outs import OptOuts
from catapult_simulator.core.messages.store import MessageStore
from catapult_simulator.core.rate_limits import SendingLimits


class MessageParts(NamedTuple):
    """The state of the messages of an account."""

    store: MessageStore
    lifecycle: MessageLifecycle
    opt_outs: OptOuts
    limits: SendingLimits
    inbox: Inbox
