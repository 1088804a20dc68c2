"""Progress: how far a message has come, in the words of every interface."""

from typing import Literal, NamedTuple


class Progress(NamedTuple):
    """The state of a message: how good it is, a word or two, and what explains them."""

    tone: Literal["good", "wait", "bad"]
    words: str
    more: str = ""

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.words, self.more)))


def progress(
    state: str,
    delivery_state: str | None,
    delivery_code: str | int | None,
    delivery_description: str | None,
) -> Progress:
    """How far a message in these states has come."""
    if state == "error":
        return Progress("bad", "failed", "before it reached the carrier")
    if delivery_state == "not-delivered":
        words = " ".join(filter(None, ("failed", str(delivery_code or ""))))
        return Progress("bad", words, delivery_description or "")
    if delivery_state == "delivered":
        return Progress("good", "delivered")
    return Progress("good" if state in ("sent", "received") else "wait", state)
