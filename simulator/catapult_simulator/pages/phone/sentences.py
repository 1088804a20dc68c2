"""Errors in one sentence, for people."""

from catapult_simulator.control.endpoint import message_of
from catapult_simulator.core.advice import advice_in
from catapult_simulator.core.catalogue import CatapultError


def sentence_of(error: Exception) -> str:
    """The message of an error of the API; of any other exception that of the control API."""
    text = error.message if isinstance(error, CatapultError) else message_of(error)
    return advice_in("page", text or str(error))
