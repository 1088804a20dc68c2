"""UnknownMethod. Every server knows it; few are called by another process's tests."""

from collections.abc import Iterable


class UnknownMethod(LookupError):
    """The table has no such method; `known` are those that it has."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"no method {name!r} is called over HTTP; there are {', '.join(known)}")
