"""Evidence: how we know of each operation, field, header and error.

*documented* names a page of the public documentation, *observed* a recorded exchange, *sdk* the
official client that was measured, *assumed* an assumption by its id ("assumption X1").
docs/fidelity.md is made from these.
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
    """One header that we send or read: its value and when it is there, and the evidence."""

    name: str
    says: str
    evidence: str


def kind_of(evidence: str) -> str:
    """The kind: the first word. Raises ValueError if it is no kind, or has no detail after it."""
    kind, _, detail = evidence.partition(": ")
    if kind not in KINDS or not detail:
        raise ValueError(f"{evidence!r} is not evidence; begin it with one of {', '.join(KINDS)}")
    return kind
