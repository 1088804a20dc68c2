"""Credentials of one tenant. Imports nothing of ours: the command line needs them first."""

from typing import NamedTuple


class Credentials(NamedTuple):
    """The userId, token and secret that the app under test is configured with."""

    user_id: str
    token: str
    secret: str


def is_id(value: str) -> bool:
    """Whether `value` can be a userId or token: it stands in URLs and before a colon."""
    known = all(letter.isalnum() or letter in "_.~-" for letter in value)
    return known and value.isascii() and 1 <= len(value) <= 64
