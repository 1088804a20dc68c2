"""Framing: where the body of a message ends, and whether another follows it."""

import re

from wrong.message import Message

_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]*\r\n")


def length_of(message: Message, absent: int | None = 0) -> int | None:
    """Of the body; None where it has no length that is told."""
    if message.get("Transfer-Encoding"):
        return None
    told = message.get("Content-Length")
    if told is None:
        return absent
    return int(told) if re.fullmatch(r"\d{1,12}", told) else None


def end_of_chunks(seen: bytearray) -> int:
    """The length of a body in chunks, up to its last; one more than there is, where it lacks."""
    at = 0
    while found := _CHUNK.match(seen, at):
        size = int(found[1], 16)
        at = found.end() + size + 2
        if not size:
            return at
    return len(seen) + 1


def stays_open(answer: Message) -> bool:
    connection = (answer.get("Connection") or "").lower()
    told = answer.get("Content-Length") is not None or answer.status in (204, 304)
    chunked = answer.get("Transfer-Encoding") is not None
    return (told or chunked) and connection != "close" and "HTTP/1.1" in answer.start[:8]
