"""Opt-outs from toll-free numbers. Documented: rateLimits/messageRateLimits.md.

The network handles `STOP` and `UNSTOP`, in any case, if they are the whole message.
"""

from collections.abc import Iterable

from catapult_simulator.core.numbers import e164

NETWORK_REPLIES = {
    "STOP": "NETWORK MSG: You replied with the word STOP which blocks all texts sent from this "
    "number. Text back UNSTOP to receive messages again.",
    "UNSTOP": "NETWORK MSG: You have replied UNSTOP and will begin receiving messages again from "
    "this number.",
}


class OptOuts:
    """The pairs of person and toll-free number between which messages are blocked."""

    def __init__(self) -> None:
        self._pairs: set[tuple[str, str]] = set()

    def apply_keyword(self, *, person: str, number: str, text: str) -> str | None:
        """Apply a keyword from `person` to `number`. Returns the network's reply to it, or None."""
        word = text.strip().upper()
        if word not in NETWORK_REPLIES or not e164.is_toll_free(number):
            return None
        if word == "STOP":
            self._pairs.add((person, number))
        else:
            self._pairs.discard((person, number))
        return NETWORK_REPLIES[word]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each person and number between which messages are blocked, in the order of numbers."""
        return sorted(self._pairs)

    def restore(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Block messages between these persons and numbers."""
        self._pairs.update(pairs)

    def blocks(self, *, person: str, number: str) -> bool:
        """Whether `person` has opted out of messages from `number`."""
        return (person, number) in self._pairs
