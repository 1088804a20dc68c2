"""How each error of the public catalogue is reached: by a request, by a script, or not at all.

*Naturally*: a request, or an event, on a tenant with suitable rules. *By script*: nothing in the
simulated world causes it, a `Fault` does (`{"at": "rest", "error": name}`). A row of the catalogue
that stands in neither table below is reached naturally; tests reach each of them.
"""

from typing import NamedTuple

from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import ErrorKind

_IDS = "internal: no id comes up twice"
BY_SCRIPT: dict[ErrorKind, str] = {
    catalogue.NO_ALLOCATED_NUMBER: "a foreign number is refused first",
    catalogue.MESSAGE_RATE_LIMIT_OVERALL: "the sample's message-rate-limit is said instead",
    catalogue.RESTRICTED_NUMBER: "no number is restricted",
    catalogue.INVALID_DESTINATION_NUMBER: "every country may be texted",
    catalogue.MEDIA_INVALID_URL: "bad media URLs were answered 201 (observed)",
    catalogue.MEDIA_NOT_SUPPORTED: "media are not looked at when they are sent",
    catalogue.MESSAGE_UPDATE_CONFLICT: "one update at a time",
    catalogue.INTERNAL_ERROR: "nothing fails by itself",
    catalogue.GATEWAY_UNAVAILABLE: "nothing fails by itself",
    catalogue.MESSAGE_GATEWAY_UNAVAILABLE: "nothing fails by itself",
    catalogue.APPLICATION_ACCESS_DENIED: "another account's application is not known here at all",
    catalogue.NUMBER_ALLOCATOR_UNAVAILABLE: "nothing fails by itself",
    catalogue.NUMBER_ALLOCATOR_TIMEOUT: "nothing fails by itself",
    catalogue.PRE_PAY_BALANCE_NOT_FOUND: "every account has a balance",
    catalogue.CNAM_ERROR: "nothing fails by itself",
    catalogue.MEDIA_UNAVAILABLE: "nothing fails by itself",
    catalogue.REMOTE_MEDIA_UNAVAILABLE: "nothing fails by itself",
    catalogue.USER_ACCESS_DENIED: "recorded traffic says access-denied",
    catalogue.TOO_MANY_REQUESTS: "the sample's rate-limit-reached is said instead",
    catalogue.TOLL_FREE_NUMBERS_ONLY: "toll-free numbers send SMS, says the FAQ",
    catalogue.MESSAGE_ILLEGAL_STATE: "internal: a message leaves its queue once",
    catalogue.DUPLICATE_MESSAGE: _IDS,
    catalogue.DUPLICATE_APPLICATION: _IDS,
    catalogue.DUPLICATE_USER_ERROR: _IDS,
    catalogue.INVALID_URL: "callback-url-invalid is said instead",
    catalogue.PRE_PAY_TRANSACTION_ERROR: "nobody pays in a simulation",
}


class Unreached(NamedTuple):
    """One row of the public catalogue that cannot be got, and why."""

    code: str
    sentence: str
    why: str


NOT_AT_ALL = (
    Unreached(
        "blank-property",
        "The '{0}' resource property '{1}' can't be blank",
        "wording of about 2014, replaced by the one that is said",
    ),
    Unreached("user-not-found", "The user '{0}' could not be found", "users are not simulated"),
    Unreached(
        "no-callback-for-call",
        'Application {0} ("{1}") for number {2} does not specify a URL for call events',
        "calls are not simulated",
    ),
)
# Rows of ours that the public catalogue lacks: they are reached, and not counted as its.
OUR_OWN = {
    catalogue.METHOD_NOT_ALLOWED,
    catalogue.NOT_JSON,
    catalogue.BODY_TOO_LARGE,
    catalogue.RATE_LIMIT_REACHED_IN_WORDS,
    catalogue.INVALID_PROVIDER_CREDENTIALS,
}


def naturally() -> list[ErrorKind]:
    """The rows that a request, or an event, brings about."""
    return [row for row in catalogue.rows() if row not in BY_SCRIPT]
