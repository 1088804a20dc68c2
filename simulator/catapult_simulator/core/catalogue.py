"""Every error that the API can answer, as rows of one table.

A row says category, code, sentence, which values are repeated as details (in wire order) and how
we know. Status codes belong to the categories and stand in `problems.py`. The sentences keep the
original's quirks (`ocurred`, `lenght`, lost commas): clients compare them.

Source: ap-docs errors.md (quoting restored from the revision before 2018-10-24), recorded
exchanges of 2014-2015, and the pages named in each row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

Details = tuple[tuple[str, str], ...]


class CatapultError(Exception):
    """What the API says no with. Made from a row: `MESSAGE_NOT_FOUND.error(messageId="m-x")`."""

    def __init__(self, kind: "ErrorKind", message: str, details: Details = ()) -> None:
        super().__init__(message or kind.code)
        self.kind = kind
        self.category = kind.category
        self.code = kind.code
        self.message = message
        self.details = details


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """One row: what is said, and how we know that it is said so.

    `evidence` starts with *documented*, *observed* or *assumed*. A template without text is an
    error whose body has no `message` (429). `status` is given where it is not its category's.
    """

    category: str
    code: str
    template: str
    details: tuple[str, ...] = ()
    evidence: str = "documented: errors.md"
    status: int | None = None

    def error(self, **values: object) -> CatapultError:
        """The error with `values` filled into the sentence and, where the row says so, details."""
        details = tuple((name, str(values[name])) for name in self.details)
        return CatapultError(self, self.template.format_map(values), details)


_TRAFFIC_2015 = "observed: recorded exchanges 2015-09"
_LOGS_2015 = "observed: SDK run logs 2014-12 to 2015-04"

# --- all resources -------------------------------------------------------------------------------
MISSING_PROPERTY = ErrorKind(
    "bad-request",
    "missing-property",
    "The '{resource}' resource property '{property}' is required but was not specified",
    evidence=_TRAFFIC_2015,
)
BLANK_PROPERTY = ErrorKind(
    "bad-request",
    "blank-property",
    "The '{resource}' resource property '{property}' must contain at least one non-whitespace "
    "character",
    evidence=_LOGS_2015,
)
UNRECOGNIZED_PROPERTY = ErrorKind(
    "bad-request",
    "unrecognized-property",
    "Unrecognized property '{propertyName}' at line {line}, column {column}",
    ("propertyName", "objectPath"),
    _LOGS_2015,
)
UNRECOGNIZED_MESSAGE_PROPERTY = ErrorKind(
    "bad-request",
    "unrecognized-property",
    "Unrecognized property '{propertyName}' (path {objectPath}) at line {line}, column {column}",
    ("propertyName", "objectPath"),
    _LOGS_2015,
)
EXCEEDS_LIMIT = ErrorKind(
    "bad-request",
    "validation-error",
    "The '{resource}' resource property '{property}' exceeds the limit of {limit}",
    evidence=_LOGS_2015,
)
MUST_BE_GREATER = ErrorKind(
    "bad-request",
    "validation-error",
    "The '{resource}' resource property '{property}' must be greater than {limit}",
    evidence=_LOGS_2015,
)
NOT_ONE_OF = ErrorKind(
    "bad-request",
    "validation-error",
    "The '{resource}' resource property '{property}' must be one of the following values: {values}",
)
BAD_PARAMETERS = ErrorKind("bad-request", "validation-error", "Bad parameters")
INVALID_PHONE_NUMBER = ErrorKind("bad-request", "validation-error", "Invalid phone number")
METHOD_NOT_ALLOWED = ErrorKind(
    "bad-request",
    "method-not-allowed",
    "Method not allowed",
    evidence="assumed: no source; an envelope with the words of RFC 9110 section 15.5.6",
    status=405,
)
NOT_JSON = ErrorKind(
    "bad-request",
    "validation-error",
    "Bad parameters",
    evidence="assumed: a service of this make answers 415 to a body of another type",
    status=415,
)
BODY_TOO_LARGE = ErrorKind(
    "bad-request",
    "validation-error",
    "Bad parameters",
    evidence="assumed: no source; RFC 9110 section 15.5.14",
    status=413,
)
ACCESS_DENIED = ErrorKind(
    "authorization",
    "access-denied",
    "The authenticated user does not have sufficient permissions to access this resource",
    evidence=_TRAFFIC_2015,
)
RESOURCE_NOT_FOUND = ErrorKind(
    "not-found",
    "resource-not-found",
    "The requested resource could not be found.",
    evidence=_LOGS_2015,
)
RATE_LIMIT_REACHED = ErrorKind(
    "too-many-requests",
    "rate-limit-reached",
    "",
    ("rateLimitResetTime",),
    "documented: rateLimits/resourceRateLimits.md",
)
INSUFFICIENT_AVAILABLE_BALANCE = ErrorKind(
    "credit",
    "insufficient-available-balance",
    "Your account's available balance of {balance} is insufficient for this transaction in the "
    "amount of {amount}.",
)

# --- messages ------------------------------------------------------------------------------------
TEXT_TOO_LONG = ErrorKind(
    "bad-request",
    "validation-error",
    "The message text must be 2,048 characters or less",
    evidence=_TRAFFIC_2015,
)
CALLBACK_INVALID_URL = ErrorKind(
    "bad-request",
    "callback-invalid-url",
    "The URL '{url}' is not a valid callbackUrl/fallbackUrl",
)
MESSAGE_DELAY_LIMIT = ErrorKind(
    "bad-request",
    "message-delay-limit",
    "Message tried to be delayed over the maximum limit.",
    evidence="documented: rateLimits/messageRateLimits.md",
)
NUMBER_ACCESS_DENIED = ErrorKind(
    "authorization",
    "number-access-denied",
    "User {userId} does not have permission to use number {number}",
    ("userId", "number"),
    _TRAFFIC_2015,
)
NO_ALLOCATED_NUMBER = ErrorKind(
    "authorization", "no-allocated-number", "User {userId} does not have allocated numbers"
)
_RATE = (
    "You can send {limit} messages per {per} seconds, calculated as the average over {window} "
    "seconds. Your rate is: {rate}"
)
MESSAGE_RATE_LIMIT = ErrorKind(
    "limit",
    "message-rate-limit",
    _RATE,
    evidence="documented: rateLimits/messageRateLimits.md",
)
MESSAGE_RATE_LIMIT_OVERALL = ErrorKind(
    "limit",
    "message-rate-limit-overall",
    _RATE,
    evidence="documented: rateLimits/messageRateLimits.md",
)
MESSAGE_RATE_LIMIT_PER_TN = ErrorKind(
    "limit",
    "message-rate-limit-per-tn",
    "You can send {limit} messages per {per} seconds per telephone number, calculated as the "
    "average over {window} seconds. Your rate is: {rate} for telephone number {number}",
    evidence="documented: rateLimits/messageRateLimits.md",
)
MULTI_MESSAGE_LIMIT = ErrorKind(
    "limit",
    "multi-message-limit",
    "The number of messages [{count}] in the multi message request is greater than the limit "
    "[{limit}].",
    evidence="documented: rateLimits/messageRateLimits.md",
)
RESTRICT_MESSAGE_TYPE = ErrorKind(
    "forbidden",
    "restrict-message-type",
    "Cannot create message: user {userId} cannot send a MMS message.",
    evidence=_LOGS_2015,
)
RESTRICTED_NUMBER = ErrorKind(
    "forbidden",
    "restricted-number",
    "The number {number} is restricted and cannot be used to send message.",
)
MESSAGE_FROM_TOLL_FREE = ErrorKind(
    "forbidden",
    "message-from-toll-free",
    "Messages cannot be sent from toll free numbers '{number}'",
)
INVALID_DESTINATION_NUMBER = ErrorKind(
    "forbidden",
    "invalid-destination-number",
    "You are not allowed to call the country/region you are trying to reach.",
)
MEDIA_INVALID_URL = ErrorKind("forbidden", "media-invalid-url", "The media URL '{url}' is invalid.")
MEDIA_NOT_SUPPORTED = ErrorKind(
    "forbidden", "media-not-supported", "Media type not supported {mediaType}"
)
MESSAGE_NOT_FOUND = ErrorKind(
    "not-found",
    "message-not-found",
    "The message '{messageId}' could not be found",
    ("messageId",),
    _TRAFFIC_2015,
)
MESSAGE_UPDATE_CONFLICT = ErrorKind(
    "conflict",
    "message-update-conflict",
    "The message {messageId} could not be updated because another update was is progress",
)
INTERNAL_ERROR = ErrorKind(
    "unavailable",
    "internal-error",
    "An error occurred handling the message",
    evidence=_LOGS_2015,
)
_GATEWAY = (
    "The message gateway was temporarily unavailable. Check the state of your message "
    "'{messageId}' to determine if it was successfully sent"
)
GATEWAY_UNAVAILABLE = ErrorKind("unavailable", "gateway-unavailable", _GATEWAY)
MESSAGE_GATEWAY_UNAVAILABLE = ErrorKind("unavailable", "message-gateway-unavailable", _GATEWAY)
MESSAGE_DELIVERY_FAILED = ErrorKind(
    "unavailable",
    "message-delivery-failed",
    "The message from '{from}' to '{to}' could not be delivered",
    ("messageId",),
)

# --- phone numbers -------------------------------------------------------------------------------
NUMBER_NOT_FOUND = ErrorKind(
    "not-found", "number-not-found", "The number {number} could not be found", ("number",)
)
DUPLICATE_NUMBER = ErrorKind(
    "conflict",
    "duplicate-number",
    "Cannot create another instance of number resource {id} for number {number}",
)
APPLICATION_ACCESS_DENIED = ErrorKind(
    "forbidden",
    "application-access-denied",
    "User {userId} does not have permission to use application {applicationId}",
)
NUMBER_ALLOCATOR_UNAVAILABLE = ErrorKind(
    "unavailable", "number-allocator-unavailable", "Cannot connect to the number allocator"
)
NUMBER_ALLOCATOR_TIMEOUT = ErrorKind(
    "unavailable", "number-allocator-timeout", "Number allocator request timeout"
)
INVALID_PROVIDER_CREDENTIALS = ErrorKind(
    "forbidden",
    "invalid-provider-credentials",
    "The provider credentials are invalid",
    evidence="assumed: no source for refused dashboard credentials; the code is invented",
)

# --- applications --------------------------------------------------------------------------------
APPLICATION_NOT_FOUND = ErrorKind(
    "not-found",
    "application-not-found",
    "The application {applicationId} could not be found",
    ("applicationId",),
)
CALLBACK_URL_INVALID = ErrorKind(
    "bad-request", "callback-url-invalid", "The callback URL '{url}' is not a valid URL"
)
NO_CALLBACK_URL = ErrorKind(
    "bad-request", "validation-error", "Your application must have a least one callback URL."
)
BLANK_CALL_FALLBACK = ErrorKind(
    "bad-request",
    "validation-error",
    "Your application call fallback URL may not be blank/empty.",
)
CALL_FALLBACK_WITHOUT_URL = ErrorKind(
    "bad-request",
    "validation-error",
    "Your application must have a call callback URL in order to have a fallback URL.",
)
BLANK_MESSAGE_FALLBACK = ErrorKind(
    "bad-request",
    "validation-error",
    "Your application sms fallback URL may not be blank/empty.",
)
MESSAGE_FALLBACK_WITHOUT_URL = ErrorKind(
    "bad-request",
    "validation-error",
    "Your application must have a sms callback URL in order to have a fallback URL.",
)
CALL_TIMEOUT_TOO_SMALL = ErrorKind(
    "bad-request", "validation-error", "Incoming Call callback timeout must be greater than 0"
)
CALL_TIMEOUT_TOO_LARGE = ErrorKind(
    "bad-request", "validation-error", "Incoming Call callback timeout must not surpass 10000"
)
MESSAGE_TIMEOUT_TOO_SMALL = ErrorKind(
    "bad-request", "validation-error", "Incoming SMS callback timeout must be greater than 0"
)
MESSAGE_TIMEOUT_TOO_LARGE = ErrorKind(
    "bad-request", "validation-error", "Incoming SMS callback timeout must not surpass 10000"
)

# --- the errors resource -------------------------------------------------------------------------
USER_ERROR_NOT_FOUND = ErrorKind(
    "not-found",
    "user-error-not-found",
    "The user error '{userErrorId}' could not be found",
    ("userErrorId",),
)
NO_APPLICATION_FOR_NUMBER = ErrorKind(
    "unavailable",
    "no-application-for-number",
    "No application is configured for number {number}",
    evidence="documented: methods/errors/getErrors.md",
)
NO_CALLBACK_FOR_MESSAGE = ErrorKind(
    "unavailable",
    "no-callback-for-message",
    'Application {applicationId} ("{name}") for number {number} does not specify a URL for '
    "message events",
    ("applicationId", "number", "messageId"),
    "assumed: worded after no-callback-for-call of methods/errors/getErrors.md",
)
_CALLBACK_DETAILS = ("messageId", "callbackUrl", "callbackMethod", "callbackEvent")
CALLBACK_SERVER_TIMEOUT = ErrorKind(
    "unavailable",
    "callback-server-timeout",
    "The callback server took too long to respond",
    (*_CALLBACK_DETAILS, "callbackTimeout"),
    "observed: java-bandwidth ErrorsTest 2014",
)
CALLBACK_IO_ERROR = ErrorKind(
    "unavailable",
    "callback-io-error",
    "A network error ocurred during the callback",
    _CALLBACK_DETAILS,
    "observed: java-bandwidth ErrorsTest 2014",
)


def rows() -> Iterator[ErrorKind]:
    """Every row, in the order of this page."""
    return (row for row in globals().values() if isinstance(row, ErrorKind))


@cache
def by_code() -> dict[str, ErrorKind]:
    """The rows by code; of several rows with one code the first (they differ in wording only)."""
    return {row.code: row for row in reversed(list(rows()))}
