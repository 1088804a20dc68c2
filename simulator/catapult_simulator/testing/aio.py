"""Aio: the verbs of an account that wait for the app, to be awaited.

For a test whose app runs on the same event loop: the loop goes on while a verb waits, so that the
app can answer.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol

from catapult_simulator.core.expectations.criteria import Record
from catapult_simulator.core.expectations.expectation import Expectation
from catapult_simulator.core.messages.inbox import Attachment, Inbound
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.numbers.numbered import NumberOrOwner
from catapult_simulator.core.people.conversation import Conversation
from catapult_simulator.core.people.phone import Phone
from catapult_simulator.core.people.script import AnswerFunction, Answers
from catapult_simulator.testing.loop_call import call


class AwaitedAccount(Protocol):
    """The verbs of an account, here or elsewhere, that wait for an app."""

    def receive_message(
        self, *, from_: str, to: str, text: str = "", media: Sequence[str | Attachment] = ()
    ) -> Inbound: ...
    def advance(self, seconds: float | timedelta) -> int: ...
    def advance_to(self, moment: datetime) -> int: ...
    def settle(self) -> int: ...
    def phone(self, number: str) -> Phone: ...
    def wait_for(
        self, expectation: Expectation[Record], timeout: float = 5, *, count: int = 1
    ) -> Record: ...


class Aio:
    """The verbs of an account as coroutines: `await catapult.aio.settle()`.

    Each does what the verb of the same name does, and raises the same. A verb that is cancelled
    stops: what it has not done is still due.
    """

    __slots__ = ("_account",)

    def __init__(self, account: AwaitedAccount) -> None:
        self._account = account

    async def receive_message(
        self, *, from_: str, to: str, text: str = "", media: Sequence[str | Attachment] = ()
    ) -> Inbound:
        """Receive a message from a phone. Its callback has been answered when this returns."""
        __tracebackhide__ = True
        receive = self._account.receive_message
        return await call(partial(receive, from_=from_, to=to, text=text, media=media))

    async def advance(self, seconds: float | timedelta) -> int:
        """Advance virtual time, run all timers due by then, return their number."""
        __tracebackhide__ = True
        return await call(partial(self._account.advance, seconds))

    async def advance_to(self, moment: datetime) -> int:
        """Advance virtual time to an aware datetime, and return how many timers ran."""
        __tracebackhide__ = True
        return await call(partial(self._account.advance_to, moment))

    async def settle(self) -> int:
        """Advance virtual time until no timer is due, and return how many ran."""
        __tracebackhide__ = True
        return await call(self._account.settle)

    async def wait_for(
        self, expectation: Expectation[Record], timeout: float = 5, *, count: int = 1
    ) -> Record:
        """Wait for `sent(...)`, `received(...)` or `called(...)`; gives the newest.

        `timeout` is in real seconds. Raises NotSeen, an AssertionError, after that time.
        """
        __tracebackhide__ = True
        return await call(partial(self._account.wait_for, expectation, timeout, count=count))

    def phone(self, number: str) -> "AioPhone":
        """The phone of a person, whose verbs are coroutines."""
        return AioPhone(self._account.phone(number))

    def __repr__(self) -> str:
        return f"{self._account!r}.aio"


class AioPhone:
    """The phone of one person: as `Phone`, with verbs to be awaited."""

    __slots__ = ("_phone",)

    def __init__(self, phone: Phone) -> None:
        self._phone = phone

    @property
    def number(self) -> str:
        """The person's number, in E.164."""
        return self._phone.number

    async def text(self, text: str, *, to: NumberOrOwner | None = None) -> Inbound:
        """Text the account's only number, or `to`, a number or a line. The app has been called when
        this returns."""
        __tracebackhide__ = True
        return await call(partial(self._phone.text, text, to=to))

    async def send_picture(
        self,
        source: str | Path | bytes,
        text: str = "",
        *,
        to: NumberOrOwner | None = None,
        name: str | None = None,
    ) -> Inbound:
        """Send a file by its path, or its content, perhaps with a text."""
        __tracebackhide__ = True
        return await call(partial(self._phone.send_picture, source, text, to=to, name=name))

    async def opt_out(self, *, to: NumberOrOwner | None = None) -> Inbound:
        """Text STOP."""
        __tracebackhide__ = True
        return await call(partial(self._phone.opt_out, to=to))

    async def wait_for_reply(self, matching: object = None, timeout: float = 5) -> Message:
        """Wait for the next reply after this phone's latest text. `timeout` is in real seconds."""
        __tracebackhide__ = True
        return await call(partial(self._phone.wait_for_reply, matching, timeout))

    @property
    def replies(self) -> list[Message]:
        """All that the account's numbers have sent to this phone, oldest first."""
        return self._phone.replies

    @property
    def conversation(self) -> Conversation:
        """All messages from and to this phone, oldest first."""
        return self._phone.conversation

    def answers(self, answers: Answers | AnswerFunction | None) -> None:
        """Let the person answer each text by themselves, when it has been delivered.

        A function is called on another thread than the event loop's.
        """
        self._phone.answers(answers)

    def __repr__(self) -> str:
        return repr(self._phone)
