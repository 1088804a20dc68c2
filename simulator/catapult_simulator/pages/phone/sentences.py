"""Errors in one sentence, for people."""

from catapult_simulator.core.catalogue import CatapultError


def sentence_of(error: Exception) -> str:
    """The message of an error of the API; of any other exception its text."""
    text = error.message if isinstance(error, CatapultError) else str(error)
    return text or str(error)
