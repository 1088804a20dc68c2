"""Limits: how much one simulator keeps, so that no client can fill the machine.

Generous: no test suite that we know comes near. A request beyond one is refused with a sentence
that names it. Sizes of HTTP messages are in `http_server/limits.py`; the limits that the real API
has are rules of a tenant (`core/rules.py`).
"""

from catapult_simulator.core.catalogue import SIMULATOR_LIMIT, CatapultError

KIB = 1024
MIB = 1024 * KIB

MAX_TENANTS = 10_000
# Of one tenant:
MAX_APPLICATIONS = 10_000
MAX_PHONE_NUMBERS = 50_000  # released ones count too: they are never offered again
MAX_CALLER_NAMES = 50_000  # set, or looked up
MAX_MEDIA_BYTES = 1024 * MIB
MAX_MEDIA_FILES = 50_000
MAX_FAULTS = 1_000  # each request, message and callback is compared with those of its place
MAX_SCRIPTED_PEOPLE = 10_000
MAX_READING_PHONES = 1_000_000  # that waited for a reply
# Characters of one text that an account keeps for good:
MAX_NAME = 1_000  # of an application, a number, a caller
MAX_TEXT = 65_536  # of a message from a person, and of a person's answer
MAX_FAULT_TEXT = 2_048  # of a condition, and of a reply
# Responses that are held back until there is news. The server takes 1,024 connections.
MAX_LONG_POLLS = 500
MAX_LONG_POLLS_OF_A_TENANT = 100
MAX_SETUP_BYTES = 32 * MIB  # of a text, also as the body of a request
MAX_STATE_BYTES = 256 * MIB  # of the file of `serve --state`: all accounts together
# The body of a control request, with or without a declared length.
MAX_CONTROL_BODY_BYTES = 2 * MIB
MAX_CALL_BODY_BYTES = 16 * MIB  # of a method's arguments, which may be the files of a message


def require_short(name: str, text: object, maximum: int) -> None:
    """Raise `simulator-limit` where `text`, called `name`, has more characters than are kept."""
    if isinstance(text, str) and len(text) > maximum:
        sentence = f"{name} has {len(text)} characters; this simulator keeps at most {maximum}"
        raise CatapultError(SIMULATOR_LIMIT, sentence, ())


def require_room(kept: int, maximum: int, things: str) -> None:
    """Raise `simulator-limit` where `kept`, with what is to come, is above `maximum`."""
    if kept > maximum:
        raise SIMULATOR_LIMIT.error(maximum=maximum, things=things)
