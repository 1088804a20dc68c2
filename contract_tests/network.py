"""The network around an account: the other person, the carrier, and time."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from contract_tests.account import Account
from contract_tests.control import Control

PERSON = "+13233326955"
PATIENCE = 20.0  # seconds of real time
STEPS = 60  # seconds of virtual time

Found = TypeVar("Found")


class Network(Protocol):
    """The person that a check sends to and receives from, and the passing of time."""

    @property
    def person(self) -> str: ...

    def text_in(self, to: str, text: str = "Hello", media: Sequence[str] = ()) -> None: ...

    def wait(self, tries: int) -> bool:
        """Let a little time pass; False after too many tries."""
        ...


@dataclass(frozen=True)
class SimulatedNetwork:
    """The network of one simulated account. `virtual`: its clock can be advanced."""

    control: Control
    user_id: str
    virtual: bool = True
    person: str = PERSON

    def text_in(self, to: str, text: str = "Hello", media: Sequence[str] = ()) -> None:
        self.control.text_in(self.user_id, self.person, to, text, media)

    def wait(self, tries: int) -> bool:
        if not self.virtual:
            return _sleep(tries, PATIENCE)
        self.control.advance(self.user_id, 1)
        return tries < STEPS

    def advance(self, seconds: float) -> None:
        self.control.advance(self.user_id, seconds)

    def settle(self) -> None:
        self.control.settle(self.user_id)

    def add_fault(self, **fault: object) -> None:
        self.control.add_fault(self.user_id, fault)


@dataclass(frozen=True)
class LiveNetwork:
    """The real network. The person is a second number of the account."""

    account: Account
    person: str
    patience: float = PATIENCE

    def text_in(self, to: str, text: str = "Hello", media: Sequence[str] = ()) -> None:
        pictures = {"media": list(media)} if media else {}
        self.account.create("messages", {"from": self.person, "to": to, "text": text} | pictures)

    def wait(self, tries: int) -> bool:
        return _sleep(tries, self.patience)


def eventually(condition: Callable[[], Found], network: Network) -> Found:
    """Wait until `condition` is true; gives its value. Checks wait nowhere else."""
    tries = 0
    while not (found := condition()):
        tries += 1
        assert network.wait(tries), "the condition never became true"
    return found


def _sleep(tries: int, patience: float) -> bool:
    time.sleep(0.05)
    return tries < patience / 0.05
