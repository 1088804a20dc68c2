"""How we know: the words that every operation, field, header and error carries.

*documented* names the page of the public documentation, *observed* when and where it was seen on
the wire, *sdk* which official client was measured, *assumed* says why. They are data beside the
code; `ledger.py` makes the page out of them.
"""

from typing import NamedTuple

KINDS = ("documented", "observed", "sdk", "assumed")


def documented(page: str) -> str:
    return f"documented: {page}"


def observed(where: str) -> str:
    return f"observed: {where}"


def sdk(client: str) -> str:
    return f"sdk: {client}"


def assumed(why: str) -> str:
    return f"assumed: {why}"


class Header(NamedTuple):
    """One header that we send: when, with what, and how we know."""

    name: str
    says: str
    evidence: str


def kind_of(evidence: str) -> str:
    """The first word. Raises ValueError where it is none of the four, or nothing follows it."""
    kind, _, detail = evidence.partition(": ")
    if kind not in KINDS or not detail:
        raise ValueError(f"{evidence!r} is no evidence; begin with one of {', '.join(KINDS)}")
    return kind
