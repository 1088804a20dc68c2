"""NoLine. Every server knows it; few have a phone."""


class NoLine(LookupError):
    """The account has no such number, or no app behind it that would hear of the text."""

    __module__ = "catapult_simulator"  # its public name, as failures show it
