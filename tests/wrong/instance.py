"""Wrong, one mistake of an implementation, and the words in which the table writes it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from wrong.message import Message, has_status

Send = Callable[[Message], Message]
Change = Callable[[Message], Message]


class Line(NamedTuple):
    """The way to the right implementation, or for a callback to its receiver.

    `send` gives the answer, `send_anew` too, over a connection of its own. `kept` stays from one
    exchange to the next.
    """

    send: Send
    send_anew: Send
    kept: list[Message]


class Wrong(NamedTuple):
    """`where` chooses requests to the API by "METHOD path status", and callbacks by their method.

    `behave` takes the request, and gives the answer.
    """

    name: str
    side: Literal["api", "callback"]
    where: str
    behave: Callable[[Message, Line], Message]


def answers(name: str, where: str, *changes: Change) -> Wrong:
    """The API answers otherwise."""

    def behave(request: Message, line: Line) -> Message:
        answer = line.send(request)
        return _all(changes, answer) if has_status(answer, where) else answer

    return Wrong(name, "api", where, behave)


def requests(name: str, where: str, *changes: Change) -> Wrong:
    """The API understands requests otherwise."""
    return Wrong(name, "api", where, lambda request, line: line.send(_all(changes, request)))


def both_ways(name: str, where: str, inward: Change, outward: Change) -> Wrong:
    """The API names something otherwise, and understands it by that name."""
    return Wrong(name, "api", where, lambda request, line: outward(line.send(inward(request))))


def acts(name: str, where: str, behave: Callable[[Message, Line], Message]) -> Wrong:
    """The API does something more, or something else."""
    return Wrong(name, "api", where, behave)


def callbacks(name: str, *changes: Change, method: str = "*") -> Wrong:
    """Callbacks look otherwise."""
    return Wrong(name, "callback", method, lambda request, line: line.send(_all(changes, request)))


def replies(name: str, *changes: Change) -> Wrong:
    """Answers of receivers are understood otherwise."""
    return Wrong(name, "callback", "*", lambda request, line: _all(changes, line.send(request)))


def calls(name: str, behave: Callable[[Message, Line], Message], method: str = "*") -> Wrong:
    """Callbacks are made at another time, or another number of times."""
    return Wrong(name, "callback", method, behave)


def _all(changes: Iterable[Change], message: Message) -> Message:
    for change in changes:
        message = change(message)
    return message


def duplicates(table: Sequence[Wrong]) -> set[str]:
    """Names that more than one has."""
    names = [wrong.name for wrong in table]
    return {name for name in names if names.count(name) > 1}
