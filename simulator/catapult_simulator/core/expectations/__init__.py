"""Expectations: what an app should have sent, and what is nearest to it where it has not."""


class Expectations:
    """The verbs of an account that assert, and that wait for an app."""
