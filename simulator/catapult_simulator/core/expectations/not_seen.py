"""NotSeen. Every server knows it; few ever need the report that it carries."""


class NotSeen(AssertionError):
    """Nothing, or too little, of what was asked for has happened."""

    __module__ = "catapult_simulator"  # its public name, as failures show it
