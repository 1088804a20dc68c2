"""Credentials of one tenant. Imports nothing of ours: the command line needs them first."""

from typing import NamedTuple


class Credentials(NamedTuple):
    """The userId, token and secret that the app under test is configured with."""

    user_id: str
    token: str
    secret: str
