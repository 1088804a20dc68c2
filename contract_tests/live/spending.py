"""The price of a request, as if the API accepted it.

A check that expects a refusal costs nothing on the API as we know it, and may cost something on a
laxer one. Both are counted before the request is sent.
"""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

# US dollars; methods/account/getAccountTransactions.md and methods/availableNumbers. An MMS and a
# caller's name are counted in messages: two, and one.
MESSAGE, LOCAL, TOLL_FREE = Decimal("0.0075"), Decimal("0.60"), Decimal("2.00")
MMS = 2
TOLL_FREE_CODES = ("800", "833", "844", "855", "866", "877", "888")
DEFAULT_QUANTITY = {"local": 10, "tollfree": 1}  # methods/availableNumbers/postAvailableNumbers…

_GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = set("\f^{}\\[~]|€")


class Spending(NamedTuple):
    """Messages (each billed part is one), and numbers ordered."""

    messages: int = 0
    numbers: int = 0
    toll_free: int = 0

    def plus(self, other: "Spending") -> "Spending":
        return Spending(*(a + b for a, b in zip(self, other, strict=True)))

    def minus(self, other: "Spending") -> "Spending":
        return Spending(*(a - b for a, b in zip(self, other, strict=True)))

    def within(self, other: "Spending") -> bool:
        return all(a <= b for a, b in zip(self, other, strict=True))

    def billed(self, legs: int) -> "Spending":
        """With every message billed `legs` times: 2 where its receiver is billed too."""
        return self._replace(messages=self.messages * legs)

    @property
    def cost(self) -> Decimal:
        """US dollars."""
        return self.messages * MESSAGE + self.numbers * LOCAL + self.toll_free * TOLL_FREE

    def __str__(self) -> str:
        counted = zip(("message", "local number", "toll-free number"), self, strict=True)
        said = [amount(count, name) for name, count in counted if count]
        return ", ".join(said) or "nothing"


NOTHING = Spending()


def amount(count: int, name: str) -> str:
    """`1 check`, `2 checks`."""
    return f"{count} {name}{'s' * (count != 1)}"


def dollars(amount: Decimal) -> str:
    """`$1.20`, rounded to cents; below ten cents as it is."""
    return (
        f"${amount:.2f}" if amount >= Decimal("0.1") or not amount else f"${amount.normalize():f}"
    )


def worst_case(method: str, path: str, body: bytes = b"") -> Spending:
    """The cost of `method` on `path` (below `/v1`, with its query), if it is accepted."""
    whole = urlsplit(path)
    parts = [unquote(part).lower() for part in whole.path.split("/") if part]
    if parts[:1] == ["users"]:
        parts = parts[2:]
    if method in ("GET", "HEAD") and parts[:2] == ["phonenumbers", "numberinfo"]:
        return Spending(messages=1)
    if method != "POST" or not parts:
        return NOTHING
    if parts == ["messages"]:
        return Spending(messages=_messages(body))
    if parts == ["phonenumbers"]:
        return _number(body)
    if parts[0] == "availablenumbers":
        return _order(parts[-1], dict(parse_qsl(whole.query)), body)
    return NOTHING


def legs(numbers: Sequence[str], body: bytes = b"") -> int:
    """How often a message is billed: 2 where an own number could receive it, else 1.

    With two own numbers every message is taken for one between them. With one number, `body` is
    one to itself if it has the number more often than messages.
    """
    parsed = _parsed(body)
    sent = len(parsed) if isinstance(parsed, list) else 1
    to_itself = any(body.count(number[-10:].encode()) > sent for number in numbers)
    return 2 if len(numbers) > 1 or to_itself else 1


def segments(text: str) -> int:
    """The parts of an SMS; 3GPP TS 23.038."""
    if all(letter in _GSM or letter in _EXTENDED for letter in text):
        length, single, joined = len(text) + sum(c in _EXTENDED for c in text), 160, 153
    else:
        length, single, joined = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= single else -(-length // joined)


def _messages(body: bytes) -> int:
    parsed = _parsed(body)
    if isinstance(parsed, list):
        return sum(_parts(item) for item in parsed)
    return _parts(parsed)


def _parts(message: Any) -> int:
    if not isinstance(message, Mapping):
        return 1
    if message.get("media"):
        return MMS
    text = message.get("text")
    return segments(text) if isinstance(text, str) else 1


def _number(body: bytes) -> Spending:
    parsed = _parsed(body)
    number = str(parsed.get("number", "")) if isinstance(parsed, Mapping) else ""
    if number.lstrip("+1").startswith(TOLL_FREE_CODES):
        return Spending(toll_free=1)
    return Spending(numbers=1)


def _order(kind: str, query: Mapping[str, str], body: bytes) -> Spending:
    form = _parsed(body)
    if not isinstance(form, Mapping):
        form = dict(parse_qsl(body.decode("latin-1")))
    asked = query.get("quantity", form.get("quantity"))
    count = _count(asked) or DEFAULT_QUANTITY.get(kind, 10)
    return Spending(toll_free=count) if kind == "tollfree" else Spending(numbers=count)


def _count(quantity: object) -> int:
    try:
        return max(0, int(str(quantity)))
    except ValueError:
        return 0


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
