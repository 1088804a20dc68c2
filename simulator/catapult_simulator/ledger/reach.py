"""How each error of the public catalogue is reached: by a request, by a script, or not at all.

*Naturally*: a request, or an event, on a tenant with suitable rules. *By script*: nothing in the
simulated world causes it, a `Fault` does (`{"at": "rest", "error": code}`). A row of the catalogue
that stands in neither table below is reached naturally; tests reach each of them.
"""

from typing import NamedTuple

from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import ErrorKind

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
}


class Unreached(NamedTuple):
    """One row of the public catalogue that cannot be got, and why."""

    code: str
    sentence: str
    why: str


_IDS = "internal: an id that exists already"
NOT_AT_ALL = (
    Unreached(
        "blank-property",
        "The '{0}' resource property '{1}' can't be blank",
        "wording of about 2014, replaced by the one that is said",
    ),
    Unreached(
        "validation-error",
        "Invalid {0} URL. {0} is not a valid URL",
        "alternative to callback-url-invalid, which is said",
    ),
    Unreached(
        "user-access-denied",
        "User {0} does not have permission to access user {1}",
        "never seen on the wire; recorded traffic says access-denied",
    ),
    Unreached("user-not-found", "The user '{0}' could not be found", "users are not simulated"),
    Unreached(
        "too-many-requests",
        "See 'X-RateLimit-Reset' Header for UNIX Timestamp (epoch) when limit is cleared",
        "the sample says rate-limit-reached; with `message_on_429` that has this sentence",
    ),
    Unreached(
        "message-from-toll-free",
        "User only have Toll-Free numbers allocated. "
        "Messages cannot be sent from toll free numbers",
        "toll-free numbers send SMS, says the FAQ; for MMS the other sentence fits",
    ),
    Unreached(
        "message-illegal-state",
        "The message '{0}' cannot be dequeued since isn't queued",
        "internal",
    ),
    Unreached("duplicate-message", "Cannot create another instance of message {0}", _IDS),
    Unreached("duplicate-application", "Cannot create another instance of application {0}", _IDS),
    Unreached("duplicate-user-error", "Cannot create another instance of user error {0}", _IDS),
    Unreached(
        "media-unavailable",
        "Failed to access remote media {0}",
        "a script names a code, and the other sentence of this code comes first",
    ),
    Unreached(
        "no-callback-for-call",
        'Application {0} ("{1}") for number {2} does not specify a URL for call events',
        "calls are not simulated",
    ),
    Unreached(
        "pre-pay-transaction-error",
        "The payment transaction {0} of {1} failed.",
        "nobody pays in a simulation",
    ),
)
_UNREACHED_ROWS = {catalogue.REMOTE_MEDIA_UNAVAILABLE}
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
    others = BY_SCRIPT.keys() | _UNREACHED_ROWS
    return [row for row in catalogue.rows() if row not in others]
