"""How each error of the catalogue is reached: by a request, by a fault, or not at all.

*Naturally*: a request, or an event, on a tenant with suitable rules. Tests reach each of these.
*By fault*: nothing in the simulated world causes the error; a `Fault` does
(`{"at": "rest", "error": name}`). Those are listed in `BY_FAULT` with the reason.
"""

from typing import NamedTuple

from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import ErrorKind
from catapult_simulator.core.evidence import kind_of

_IDS = "internal: ids are unique"
BY_FAULT: dict[ErrorKind, str] = {
    catalogue.NO_ALLOCATED_NUMBER: "a number of another account is refused first",
    catalogue.MESSAGE_RATE_LIMIT_OVERALL: "message-rate-limit is answered instead (G8)",
    catalogue.INVALID_DESTINATION_NUMBER: "every country may be texted",
    catalogue.MEDIA_INVALID_URL: "bad media URLs are accepted (B31)",
    catalogue.MEDIA_NOT_SUPPORTED: "media are not inspected when sent",
    catalogue.MESSAGE_UPDATE_CONFLICT: "updates never overlap",
    catalogue.INTERNAL_ERROR: "the simulator has no internal failures",
    catalogue.GATEWAY_UNAVAILABLE: "the simulator has no internal failures",
    catalogue.MESSAGE_GATEWAY_UNAVAILABLE: "the simulator has no internal failures",
    catalogue.APPLICATION_ACCESS_DENIED: "another account's application is application-not-found",
    catalogue.NUMBER_ALLOCATOR_UNAVAILABLE: "the simulator has no internal failures",
    catalogue.NUMBER_ALLOCATOR_TIMEOUT: "the simulator has no internal failures",
    catalogue.PRE_PAY_BALANCE_NOT_FOUND: "every account has a balance",
    catalogue.CNAM_ERROR: "the simulator has no internal failures",
    catalogue.NOT_HTTP: "the HTTP server answers it, before any route",
    catalogue.MEDIA_NOT_STORED: "only where the simulator's disk takes no more",
    catalogue.SIMULATOR_BUSY: "of the simulator, not of the service",
    catalogue.SIMULATOR_LIMIT: "no test suite comes near the limits",
    catalogue.MEDIA_UNAVAILABLE: "the simulator has no internal failures",
    catalogue.REMOTE_MEDIA_UNAVAILABLE: "the simulator has no internal failures",
    catalogue.USER_ACCESS_DENIED: "access-denied is answered instead (G2)",
    catalogue.TOO_MANY_REQUESTS: "rate-limit-reached is answered instead (G9)",
    catalogue.TOLL_FREE_NUMBERS_ONLY: "toll-free numbers can send SMS (B32)",
    catalogue.MESSAGE_ILLEGAL_STATE: "internal: a message leaves its queue once",
    catalogue.DUPLICATE_MESSAGE: _IDS,
    catalogue.DUPLICATE_APPLICATION: _IDS,
    catalogue.DUPLICATE_USER_ERROR: _IDS,
    catalogue.INVALID_URL: "callback-url-invalid is answered instead",
    catalogue.PRE_PAY_TRANSACTION_ERROR: "payments are not simulated",
}


class Unreached(NamedTuple):
    """An error of the public catalogue that the simulator never answers, and why."""

    code: str
    sentence: str
    why: str


NOT_AT_ALL = (
    Unreached(
        "blank-property",
        "The '{0}' resource property '{1}' can't be blank",
        "wording of about 2014; replaced (G10)",
    ),
    Unreached("user-not-found", "The user '{0}' could not be found", "users are not simulated"),
    Unreached(
        "no-callback-for-call",
        'Application {0} ("{1}") for number {2} does not specify a URL for call events',
        "calls are not simulated",
    ),
)


def naturally() -> list[ErrorKind]:
    """The rows that a request, or an event, causes."""
    return [row for row in catalogue.rows() if row not in BY_FAULT]


def our_own() -> list[ErrorKind]:
    """The rows that the public catalogue lacks."""
    return [row for row in catalogue.rows() if kind_of(row.evidence) == "assumed"]
