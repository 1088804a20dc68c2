"""ServedAccount: the parts of an account, here or elsewhere, that `serve` and `connect` need."""

from typing import Protocol

from catapult_simulator.core.callbacks import CallbackSender
from catapult_simulator.core.connecting import ConnectableAccount


class ServedAccount(ConnectableAccount, Protocol):
    """One account, whose callbacks can reach this process."""


class DirectSenders(Protocol):
    """The callback senders of a simulator in this process."""

    callback_sender: CallbackSender
    direct_senders: dict[str, CallbackSender]
