"""The account: its balance, and its transactions. Source: methods/account/*.md.

A message is its own transaction: charges for messages are derived from the message store.
"""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Literal, NamedTuple

from catapult_simulator.core.catalogue import INSUFFICIENT_AVAILABLE_BALANCE
from catapult_simulator.core.checks import (
    check_one_of,
    check_optional_text,
    check_text,
    check_whole,
)
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.messages.store import MessageStore, NewestFirst
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.world import World, synchronized

Product = Literal[
    "sms-out",
    "mms-out",
    "sms-in",
    "mms-in",
    "cnam-search",
    "local-number-per-month",
    "toll-free-number-per-month",
]
_OF_MESSAGES: dict[tuple[str, str], Product] = {
    ("sms", "out"): "sms-out",
    ("mms", "out"): "mms-out",
    ("sms", "in"): "sms-in",
    ("mms", "in"): "mms-in",
}
_LOCAL_NUMBER: Product = "local-number-per-month"
_TOLL_FREE_NUMBER: Product = "toll-free-number-per-month"
# Amounts are integers, in hundred-thousandths of a dollar: the API shows five decimals.
DOLLAR = 100_000
MAX_AMOUNT = 10**9 * DOLLAR
FIRST_BALANCE = 1_000 * DOLLAR  # assumption E21
PRICES: dict[Product, int] = {
    "sms-out": 500,  # a segment (documented sample of 2017: 0.005)
    "mms-out": 1_500,  # documented sample: 0.015
    "sms-in": 500,  # assumption E22
    "mms-in": 1_500,  # assumption E22
    "cnam-search": 500,  # assumption E22
    "local-number-per-month": 60_000,  # documented: methods/availableNumbers
    "toll-free-number-per-month": 200_000,
}
PaymentType = Literal["payment", "credit", "auto-recharge"]
TransactionType = Literal["charge"] | PaymentType
TYPES: tuple[TransactionType, ...] = ("charge", "payment", "credit", "auto-recharge")


class Transaction(NamedTuple):
    """One change of the balance. `amount` is positive whatever the type (documented samples)."""

    id: str
    time_ms: int
    amount: int
    type: TransactionType
    units: int
    product_type: Product | None = None
    number: str | None = None
    resource_id: str | None = None


class TransactionFilter(NamedTuple):
    """Filters of transactions; None matches all. Times in ms, both inclusive (assumption E23).

    No transaction has another `type` than TYPES.
    """

    type: str | None = None
    number: str | None = None
    from_ms: int | None = None
    to_ms: int | None = None

    def matches(self, transaction: Transaction) -> bool:
        return (
            self.type in (None, transaction.type)
            and self.number in (None, transaction.number)
            and (self.from_ms is None or transaction.time_ms >= self.from_ms)
            and (self.to_ms is None or transaction.time_ms <= self.to_ms)
        )


class Account:
    """Balance and transactions of one tenant."""

    def __init__(self, world: World, messages: MessageStore) -> None:
        self._world = world
        self._messages = messages
        self._balance = FIRST_BALANCE
        self._others: list[Transaction] = []

    @property
    def balance(self) -> int:
        """In hundred-thousandths of a dollar."""
        return self._balance

    @synchronized
    def set_balance(self, balance: int) -> None:
        """Set the balance, in hundred-thousandths of a dollar. It refuses what it cannot cover."""
        check_whole("balance", balance, -MAX_AMOUNT, MAX_AMOUNT)
        self._world.rules = self._world.rules.but(refuse_without_credit=True)
        self._balance = balance

    @property
    def booked(self) -> list[Transaction]:
        """The transactions that are no messages, oldest first."""
        return list(self._others)

    def restore(self, balance: int, booked: Iterable[Transaction]) -> None:
        """Have this balance, whatever the transactions add up to."""
        self._balance = balance
        self._others.extend(booked)

    @synchronized
    def pay(
        self,
        amount: int,
        type: PaymentType = "payment",  # noqa: A002 - the API's word
    ) -> Transaction:
        """Add to the balance: a `payment`, `credit` or `auto-recharge`."""
        check_whole("amount", amount, 0, MAX_AMOUNT)
        check_one_of("type", type, TYPES[1:])
        return self._book(Transaction(self._next_id(), self._now, amount, type, 0), amount)

    @synchronized
    def charge(self, product: Product, number: str, resource_id: str | None = None) -> Transaction:
        """Charge the price of one unit of `product`."""
        check_one_of("product", product, PRICES)
        check_text("number", number)
        check_optional_text("resource_id", resource_id)
        amount = PRICES[product]
        transaction = Transaction(
            self._next_id(), self._now, amount, "charge", 1, product, number, resource_id
        )
        return self._book(transaction, -amount)

    def require(self, product: Product, units: int = 1) -> None:
        """Raises `insufficient-available-balance` if the price is above a balance set by a test."""
        amount = PRICES[product] * units
        if self._world.rules.refuse_without_credit and amount > self._balance:
            raise INSUFFICIENT_AVAILABLE_BALANCE.error(
                balance=in_dollars(self._balance), amount=in_dollars(amount)
            )

    def charge_message(self, message: Message) -> None:
        """Charge for each segment. The transaction is derived from the message when it is read."""
        self._balance -= PRICES[product_of(message)] * message.segment_count

    def find(self, filters: TransactionFilter, *, start: int, stop: int) -> list[Transaction]:
        """The transactions from position `start` up to `stop`, newest first.

        Takes as long for the last page as for the first: nothing is read that is not returned.
        Takes no lock: messages and transactions are only appended, and none ever moves.
        """
        messages = self._charged_messages(filters)
        others = [each for each in reversed(self._others) if filters.matches(each)]
        # The position of each among all transactions; of one time, messages come first.
        positions = [
            at + messages.count_since(each.time_ms) for at, each in enumerate(others[:stop])
        ]
        found = []
        for position in range(start, min(stop, len(messages) + len(others))):
            at = bisect_left(positions, position)
            is_other = at < len(positions) and positions[at] == position
            found.append(others[at] if is_other else _of_message(messages[position - at]))
        return found

    def _charged_messages(self, filters: TransactionFilter) -> NewestFirst:
        """The messages whose charges match `filters`."""
        if filters.type not in (None, "charge"):
            return NewestFirst()
        return self._messages.newest_first(
            filters.number, from_ms=filters.from_ms, to_ms=filters.to_ms
        )

    def _book(self, transaction: Transaction, change: int) -> Transaction:
        self._others.append(transaction)
        self._balance += change
        return transaction

    def _next_id(self) -> str:
        return self._world.ids.next("pptx")

    @property
    def _now(self) -> int:
        return self._world.clock.now_ms()


def product_of(message: Message) -> Product:
    """`sms-out`, `mms-in`, …"""
    return _OF_MESSAGES[message.kind, message.direction]


def number_product(number: str) -> Product:
    """The product of a month of `number`."""
    return _TOLL_FREE_NUMBER if e164.is_toll_free(number) else _LOCAL_NUMBER


def in_dollars(amount: int) -> str:
    """The amount with five decimals: `538.37250`."""
    sign, amount = ("-", -amount) if amount < 0 else ("", amount)
    return f"{sign}{amount // DOLLAR}.{amount % DOLLAR:05}"


def _of_message(message: Message) -> Transaction:
    product = product_of(message)
    return Transaction(
        message.id.replace("m-", "pptx-", 1),
        message.time_ms,
        PRICES[product] * message.segment_count,
        "charge",
        message.segment_count,
        product,
        message.from_ if message.direction == "out" else message.to,
        message.id,
    )
