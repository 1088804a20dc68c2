"""Errors in one sentence, for people."""

import re

from catapult_simulator.control.endpoint import message_of
from catapult_simulator.core.advice import advice_in
from catapult_simulator.core.catalogue import CatapultError

# An argument of Python that begins a sentence -> the label of its field, where that is another.
_LABELS = {
    "url": "URL",
    "incoming_message_url": "URL for incoming messages",
    "incoming_message_fallback_url": "Fallback URL",
    "incoming_message_url_callback_timeout": "Time-out (ms)",
    "callback_http_method": "Method",
}
_ARGUMENT = re.compile(r"([a-z_]+)=(?=['\"\d-])")


def sentence_of(error: Exception) -> str:
    """The message of an error of the API; of any other exception that of the control API, with the
    names of fields in place of arguments."""
    if isinstance(error, CatapultError):
        return advice_in("page", error.message or str(error))
    text = _ARGUMENT.sub(_label, message_of(error) or str(error), count=1)
    return advice_in("page", text.replace("choose one of None, ", "choose nothing, or one of "))


def _label(argument: re.Match[str]) -> str:
    name = argument[1]
    return f"{_LABELS.get(name, name.strip('_').replace('_', ' ').capitalize())}: "
