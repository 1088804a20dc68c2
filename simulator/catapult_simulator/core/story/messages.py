"""Messages of a story: the newest ones, each with its state as it is now."""

from collections.abc import Iterator, Sequence

from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.story.times import Times
from catapult_simulator.core.story.wording import counted, quoted, table


def message_lines(newest_first: Sequence[Message], times: Times, lines: int) -> list[str]:
    """At most `lines` lines, the newest message last, and the number of the others."""
    shown = newest_first if len(newest_first) <= lines else newest_first[: lines - 1]
    earlier = len(newest_first) - len(shown)
    told = table(_row(message, times) for message in reversed(shown))
    return [f"({counted(earlier, 'earlier message')})", *told] if earlier else told


def _row(message: Message, times: Times) -> tuple[str, ...]:
    way = f"{message.from_} -> {message.to}"
    content = quoted(message.text) if message.text or not message.media else ""
    media = counted(len(message.media), "file") if message.media else ""
    text = ", ".join(filter(None, (content, media)))
    return times.at(message.time_ms), message.direction, way, ", ".join(_states(message)), text


def _states(message: Message) -> Iterator[str]:
    yield message.state
    if message.delivery_state is not None:
        yield message.delivery_state
    if message.delivery_code:
        yield f"{message.delivery_code} {message.delivery_description}"
