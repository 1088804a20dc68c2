"""Refuses a request before it is sent, where it could spend or change what it may not.

Everything is counted as if the API accepted it: a check that expects a refusal spends as much as
one that does not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import unquote

from contract_tests.live.exchange import Answered, Asked
from contract_tests.live.settings import Settings
from contract_tests.live.spending import NOTHING, Spending, dollars, legs, worst_case
from contract_tests.live.strangers import strangers


class NotSent(Exception):
    """The guard did not let a request out, for the reason in the message."""


def _unnoted(*spending: Spending) -> None:
    """Keep no record."""


class Unpaid(NotSent):
    """The budget does not cover the request."""


@dataclass
class Guard:
    """The rest of the budget. `numbers` are those of the account, which it never releases.
    Messages go to them and to `person` only, or to numbers that nobody has.

    `note` is called with what a request may spend, before it leaves, and `note_answer` with that
    and what was accepted, when it is answered. Announcements are in messages
    sent; `counted` and `accepted` in messages billed, twice where the receiver pays too.
    """

    base_url: str
    budget: Decimal
    order_numbers: bool
    numbers: tuple[str, ...] = ()
    person: str = ""
    counted: Spending = NOTHING
    accepted: Spending = NOTHING
    answered: Spending = NOTHING  # of `counted`, what got a response of any kind
    note: Callable[[Spending], None] = _unnoted
    note_answer: Callable[[Spending, Spending], None] = _unnoted
    _open: Spending = NOTHING  # what the last request may spend, until it is answered
    _allowed: Spending = NOTHING
    _used: Spending = NOTHING
    _kept: set[str] = field(default_factory=set)  # ids of `numbers`

    @classmethod
    def of(cls, settings: Settings) -> "Guard":
        """The guard of a run that has not begun."""
        return cls(
            settings.base_url, settings.budget, settings.order_numbers, settings.numbers,
            settings.person,
        )  # fmt: skip

    @property
    def left(self) -> Decimal:
        """US dollars."""
        return self.budget - self.counted.cost

    @property
    def unanswered(self) -> Spending:
        """The spending of requests without a response, which may have been accepted."""
        return self.counted.minus(self.answered)

    def refuse_check(self, announced: Spending) -> str:
        """Why a check that may spend `announced` cannot begin, or an empty text."""
        billed = announced.billed(legs(self.numbers))
        if billed.cost > self.left:
            return (
                f"budget: it may spend {dollars(billed.cost)} ({billed}), and "
                f"{dollars(self.left)} of CATAPULT_BUDGET={self.budget} is left"
            )
        return ""

    def begin(self, allowed: Spending) -> None:
        """A check begins, which has announced `allowed`."""
        self._allowed, self._used = allowed, NOTHING

    def before(self, asked: Asked) -> None:
        """Raises NotSent."""
        for rule in (self._host, self.releases, self._orders, self._sends, self._announced):
            if why := rule(asked):
                raise NotSent(f"{asked} was not sent: {why}")
        if why := self._affords(asked):
            raise Unpaid(f"{asked} was not sent: {why}")
        spending = worst_case(asked.method, asked.path, asked.body)
        billed = self._billed(asked)
        if billed != NOTHING:
            self.note(billed)
        self._used, self.counted = self._used.plus(spending), self.counted.plus(billed)
        self._open = billed

    def after(self, answer: Answered) -> None:
        """The last request was answered."""
        taken = self._taken(answer)
        if self._open != NOTHING:
            self.note_answer(self._open, taken)
        self.answered, self._open = self.answered.plus(self._open), NOTHING
        self.accepted = self.accepted.plus(taken)
        self._learn(answer)

    def _taken(self, answer: Answered) -> Spending:
        """The spending that an answer accepts."""
        asked = answer.asked
        if answer.status in (200, 201):
            return self._billed(asked)
        if answer.status != 202:
            return NOTHING
        sent = worst_case(asked.method, asked.path, asked.body).messages
        taken = Spending(min(answer.body.count(b'"accepted"'), sent))
        return taken.billed(legs(self.numbers, asked.body))

    def _billed(self, asked: Asked) -> Spending:
        spending = worst_case(asked.method, asked.path, asked.body)
        sends = asked.family == "messages"
        return spending.billed(legs(self.numbers, asked.body)) if sends else spending

    def _learn(self, answer: Answered) -> None:
        shown = answer.json if answer.asked.family == "phoneNumbers" else None
        for item in shown if isinstance(shown, list) else [shown]:
            if isinstance(item, dict) and item.get("number") in self.numbers:
                self._kept.add(str(item.get("id")))

    def _host(self, asked: Asked) -> str:
        if asked.url == self.base_url or asked.url.startswith(f"{self.base_url}/"):
            return ""
        return f"only {self.base_url} gets the credentials"

    def releases(self, asked: Asked) -> str:
        parts = [unquote(part) for part in asked.parts]
        if asked.method != "DELETE" or parts[:1] != ["phoneNumbers"] or len(parts) != 2:
            return ""
        kept = parts[1] in self._kept or f"+{parts[1].strip('+ ')}" in self.numbers
        return f"it would release {parts[1]}, which the account keeps" if kept else ""

    def _orders(self, asked: Asked) -> str:
        spending = worst_case(asked.method, asked.path, asked.body)
        if self.order_numbers or not spending.numbers + spending.toll_free:
            return ""
        return "it could order a number; set CATAPULT_ORDER_NUMBERS=yes if it may"

    def _sends(self, asked: Asked) -> str:
        if asked.method != "POST" or asked.family.lower() != "messages":
            return ""
        others = strangers(asked.body, (*self.numbers, self.person))
        return f"it would text {others[0]}, who has not asked for it" if others else ""

    def _announced(self, asked: Asked) -> str:
        spending = worst_case(asked.method, asked.path, asked.body)
        if spending == NOTHING or self._used.plus(spending).within(self._allowed):
            return ""
        return (
            f"the check has announced {self._allowed} and would spend "
            f"{self._used.plus(spending)}; mark it with @spends(…) or @risks(…)"
        )

    def _affords(self, asked: Asked) -> str:
        cost = self._billed(asked).cost
        if cost <= self.left:
            return ""
        left = dollars(self.left)
        return f"it may cost {dollars(cost)}, and {left} of CATAPULT_BUDGET={self.budget} is left"
