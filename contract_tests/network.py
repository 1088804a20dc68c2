"""The other side: the person with the other telephone, the carrier, and the passing of time."""

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
    """What a check may ask of the world around an account."""

    @property
    def person(self) -> str: ...

    def text_in(self, to: str, text: str = "Hello", media: Sequence[str] = ()) -> None: ...

    def wait(self, tries: int) -> bool:
        """Let a little time pass; False when patience is at its end."""
        ...


@dataclass(frozen=True)
class SimulatedNetwork:
    """The network of one simulated account; `virtual` says whether its clock can be turned."""

    control: Control
    user_id: str
    virtual: bool = True
    person: str = PERSON

    def text_in(self, to: str, text: str = "Hello", media: Sequence[str] = ()) -> None:
        self.control.text_in(self.user_id, self.person, to, text, media)

    def wait(self, tries: int) -> bool:
        if not self.virtual:
            return _sleep(tries)
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
    """The real one: a second number of the account is the person."""

    account: Account
    person: str

    def text_in(self, to: str, text: str = "Hello", media: Sequence[str] = ()) -> None:
        pictures = {"media": list(media)} if media else {}
        self.account.create("messages", {"from": self.person, "to": to, "text": text} | pictures)

    def wait(self, tries: int) -> bool:
        return _sleep(tries)


def eventually(condition: Callable[[], Found], network: Network) -> Found:
    """What `condition` gives as soon as it is true; the only place where a check waits."""
    tries = 0
    while not (found := condition()):
        tries += 1
        assert network.wait(tries), "it never came true"
    return found


def _sleep(tries: int) -> bool:
    time.sleep(0.05)
    return tries < PATIENCE / 0.05
