"""Expectations: the verbs of an account that assert, and that wait for an app."""

from catapult_simulator.core.account_protocol import AccountProtocol
from catapult_simulator.core.callbacks import Method, Problem
from catapult_simulator.core.checks import check_number, check_whole
from catapult_simulator.core.expectations.callback_record import CallbackRecord, EventType
from catapult_simulator.core.expectations.criteria import Record
from catapult_simulator.core.expectations.expectation import (
    Expectation,
    called,
    received,
    sent,
)
from catapult_simulator.core.expectations.expected import note_expected
from catapult_simulator.core.expectations.not_seen import NotSeen
from catapult_simulator.core.messages.message import DeliveryState, Message, State
from catapult_simulator.core.numbers.numbered import NumberOrOwner

MAX_TIMEOUT_SECONDS = 600
_MOST = 1_000_000


class Expectations:
    """Assertions about messages and callbacks; each failure names the nearest ones."""

    @property
    def sent(self: AccountProtocol) -> list[Message]:
        """All messages that the app has sent, oldest first, in whatever state they are now."""
        return sent().find(self)

    @property
    def received(self: AccountProtocol) -> list[Message]:
        """All messages that people have sent to the account's numbers, oldest first."""
        return received().find(self)

    def assert_sent(
        self: AccountProtocol,
        *,
        to: NumberOrOwner | None = None,
        from_: NumberOrOwner | None = None,
        text: object = None,
        state: State | None = None,
        delivery_state: DeliveryState | None = None,
        media: object = None,
        tag: object = None,
        count: int | None = 1,
    ) -> Message:
        """Assert that exactly `count` such messages were sent (None: at least one); gives the
        newest. The properties are explained at `sent`.

        A message counts from the moment when it is queued. Raises NotSeen for too few, with those
        that are nearest and what is still due; AssertionError for too many.
        """
        __tracebackhide__ = True
        expectation = sent(
            to=to,
            from_=from_,
            text=text,
            state=state,
            delivery_state=delivery_state,
            media=media,
            tag=tag,
        )
        return _assert_count(self, expectation, count, none="assert_none_sent(...)")

    def assert_none_sent(
        self: AccountProtocol,
        *,
        to: NumberOrOwner | None = None,
        from_: NumberOrOwner | None = None,
        text: object = None,
        state: State | None = None,
        delivery_state: DeliveryState | None = None,
        media: object = None,
        tag: object = None,
    ) -> None:
        """Assert that no such message was sent. The properties are explained at `sent`."""
        __tracebackhide__ = True
        expectation = sent(
            to=to,
            from_=from_,
            text=text,
            state=state,
            delivery_state=delivery_state,
            media=media,
            tag=tag,
        )
        if found := expectation.find(self):
            raise _too_many(expectation, found, 0)

    def assert_callback(
        self: AccountProtocol,
        *,
        event: EventType | None = None,
        message_id: str | None = None,
        to: NumberOrOwner | None = None,
        from_: NumberOrOwner | None = None,
        text: object = None,
        state: State | None = None,
        delivery_state: DeliveryState | None = None,
        url: object = None,
        method: Method | None = None,
        status: int | None = None,
        problem: Problem | None = None,
        count: int | None = 1,
    ) -> CallbackRecord:
        """Assert that the app was called back exactly `count` times like this (None: at least
        once); gives the newest. The properties are explained at `called`.

        With `status` or `problem`, a failure is expected: it does not fail the test of a strict
        account.
        """
        __tracebackhide__ = True
        expectation = called(
            event=event,
            message_id=message_id,
            to=to,
            from_=from_,
            text=text,
            state=state,
            delivery_state=delivery_state,
            url=url,
            method=method,
            status=status,
            problem=problem,
        )
        return _assert_count(self, expectation, count, none="assert_no_callback(...)")

    def assert_no_callback(
        self: AccountProtocol,
        *,
        event: EventType | None = None,
        message_id: str | None = None,
        to: NumberOrOwner | None = None,
        from_: NumberOrOwner | None = None,
        text: object = None,
        state: State | None = None,
        delivery_state: DeliveryState | None = None,
        url: object = None,
        method: Method | None = None,
        status: int | None = None,
        problem: Problem | None = None,
    ) -> None:
        """Assert that the app was never called back like this."""
        __tracebackhide__ = True
        expectation = called(
            event=event,
            message_id=message_id,
            to=to,
            from_=from_,
            text=text,
            state=state,
            delivery_state=delivery_state,
            url=url,
            method=method,
            status=status,
            problem=problem,
        )
        if found := expectation.find(self):
            raise _too_many(expectation, found, 0)

    def wait_for(
        self: AccountProtocol,
        expectation: Expectation[Record],
        timeout: float = 5,
        *,
        count: int = 1,
    ) -> Record:
        """Wait until there are at least `count` of `sent(...)`, `received(...)` or `called(...)`,
        those included that are there already; gives the newest.

        For an app that works in another thread or process. `timeout` is in real seconds. Virtual
        time stands still meanwhile: a message that is queued stays queued. Raises NotSeen, an
        AssertionError, after that time, AlreadyRunning from inside a webhook.
        """
        __tracebackhide__ = True
        _check(expectation, timeout, count)

        def look() -> list[Record] | None:
            found = expectation.find(self)
            return found if len(found) >= count else None

        found = self._wait_until(look, timeout)
        if found is None:
            seen = len(expectation.find(self))
            raise _not_seen(self, expectation, seen, wanted=count, within=timeout)
        note_expected(self, expectation, found)
        return found[-1]


def _assert_count(
    account: AccountProtocol, expectation: Expectation[Record], count: int | None, *, none: str
) -> Record:
    __tracebackhide__ = True
    if count == 0:
        raise ValueError(f"count=0; to assert that there is none, call {none}")
    if count is not None:
        check_whole("count", count, 1, _MOST)
    found = expectation.find(account)
    wanted = 1 if count is None else count
    if len(found) < wanted:
        raise _not_seen(account, expectation, len(found), wanted=wanted)
    if count is not None and len(found) > count:
        raise _too_many(expectation, found, count)
    note_expected(account, expectation, found)
    return found[-1]


def _check(expectation: object, timeout: float, count: int) -> None:
    if not isinstance(expectation, Expectation):
        raise TypeError(
            f"wait_for({expectation!r}); pass sent(...), received(...) or called(...), "
            "imported from catapult_simulator"
        )
    check_number("timeout", timeout, 0, MAX_TIMEOUT_SECONDS)
    check_whole("count", count, 1, _MOST)


# Reports are built by modules that most servers never load.
def _not_seen(
    account: AccountProtocol,
    expectation: Expectation[Record],
    found: int,
    *,
    wanted: int,
    within: float | None = None,
) -> NotSeen:
    from catapult_simulator.core.expectations.sentences import too_few

    return NotSeen(too_few(account, expectation, found=found, wanted=wanted, within=within))


def _too_many(expectation: Expectation[Record], found: list[Record], wanted: int) -> AssertionError:
    from catapult_simulator.core.expectations.sentences import too_many

    return AssertionError(too_many(expectation, found, wanted))
