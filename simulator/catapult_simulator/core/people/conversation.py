"""Conversation: the messages between a person and the account's numbers. `str` prints a chat."""

from collections.abc import Iterator, Sequence
from typing import overload

from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.printable import printable

_PERSON, _APP = "phone", "app"


class Conversation(Sequence[Message]):
    """All messages from and to one phone, oldest first, those on their way and failed ones
    included."""

    __slots__ = ("_messages", "number")

    number: str
    """The number of the phone, in E.164."""

    def __init__(self, number: str, messages: Sequence[Message]) -> None:
        self.number = number
        self._messages = tuple(messages)

    @overload
    def __getitem__(self, index: int) -> Message: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Message]: ...

    def __getitem__(self, index: int | slice) -> Message | Sequence[Message]:
        return self._messages[index]

    def __len__(self) -> int:
        return len(self._messages)

    @property
    def texts(self) -> list[str]:
        """The texts alone, oldest first."""
        return [message.text or "" for message in self._messages]

    def __repr__(self) -> str:
        return f"<Conversation of {self.number}, {len(self)} messages>"

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        others = sorted({self._other(message) for message in self._messages})
        yield f"{self.number} and {', '.join(others)}" if others else f"{self.number}: no messages"
        day = ""
        for message in self._messages:
            if f"{message.time:%Y-%m-%d}" != day:
                day = f"{message.time:%Y-%m-%d}"
                yield day
            yield from self._line(message, named=len(others) > 1)

    def _line(self, message: Message, *, named: bool) -> Iterator[str]:
        who = _PERSON if self._is_from_person(message) else _APP
        number = f" ({self._other(message)})" if named else ""
        beginning = f"{message.time:%H:%M:%S} {who:>{len(_PERSON)}}{number}: "
        first, *rest = _shown(message).split("\n")
        state = "" if message.direction == "in" else f"  [{_state(message)}]"
        for at, line in enumerate((first, *rest)):
            before = beginning if at == 0 else " " * len(beginning)
            yield f"{before}{printable(line)}{state if at == len(rest) else ''}"

    def _is_from_person(self, message: Message) -> bool:
        return message.from_ == self.number

    def _other(self, message: Message) -> str:
        return message.to if self._is_from_person(message) else message.from_


def _shown(message: Message) -> str:
    text = "(text no longer kept)" if message.text is None else message.text
    media = " ".join(f"({medium})" for medium in message.media if not medium.endswith(".smil"))
    return " ".join(filter(None, (media, text)))


def _state(message: Message) -> str:
    if message.delivery_state in ("delivered", "not-delivered"):
        code = f" {message.delivery_code}" if message.delivery_code else ""
        return f"{message.delivery_state}{code}"
    return message.state
