"""Errors that every resource can answer. Rows of the catalogue."""

from catapult_simulator.core.catalogue.kinds import ERRORS_MD, LOGS_2015, TRAFFIC_2015, ErrorKind

MISSING_PROPERTY = ErrorKind(
    "bad-request",
    "missing-property",
    "The '{resource}' resource property '{property}' is required but was not specified",
    evidence=TRAFFIC_2015,
)
BLANK_PROPERTY = ErrorKind(
    "bad-request",
    "blank-property",
    "The '{resource}' resource property '{property}' must contain at least one non-whitespace "
    "character",
    evidence=LOGS_2015,
)
UNRECOGNIZED_PROPERTY = ErrorKind(
    "bad-request",
    "unrecognized-property",
    "Unrecognized property '{propertyName}' at line {line}, column {column}",
    evidence=LOGS_2015,
    details=("propertyName", "objectPath"),
)
UNRECOGNIZED_MESSAGE_PROPERTY = ErrorKind(
    "bad-request",
    "unrecognized-property",
    "Unrecognized property '{propertyName}' (path {objectPath}) at line {line}, column {column}",
    evidence=LOGS_2015,
    details=("propertyName", "objectPath"),
)
EXCEEDS_LIMIT = ErrorKind(
    "bad-request",
    "validation-error",
    "The '{resource}' resource property '{property}' exceeds the limit of {limit}",
    evidence=LOGS_2015,
)
MUST_BE_GREATER = ErrorKind(
    "bad-request",
    "validation-error",
    "The '{resource}' resource property '{property}' must be greater than {limit}",
    evidence=LOGS_2015,
)
NOT_ONE_OF = ErrorKind(
    "bad-request",
    "validation-error",
    "The '{resource}' resource property '{property}' must be one of the following values: {values}",
    evidence=ERRORS_MD,
)
BAD_PARAMETERS = ErrorKind("bad-request", "validation-error", "Bad parameters", evidence=ERRORS_MD)
INVALID_PHONE_NUMBER = ErrorKind(
    "bad-request", "validation-error", "Invalid phone number", evidence=ERRORS_MD
)
METHOD_NOT_ALLOWED = ErrorKind(
    "bad-request",
    "method-not-allowed",
    "Method not allowed",
    evidence="assumed: assumption A6",
    status=405,
)
NOT_JSON = ErrorKind(
    "bad-request",
    "validation-error",
    "Bad parameters",
    evidence="assumed: assumption A5",
    status=415,
)
BODY_TOO_LARGE = ErrorKind(
    "bad-request",
    "validation-error",
    "Bad parameters",
    evidence="assumed: assumption A23",
    status=413,
)
NOT_HTTP = ErrorKind(
    "bad-request",
    "validation-error",
    "The request could not be read: {reason}",
    evidence="assumed: assumption A29",
)
SIMULATOR_BUSY = ErrorKind(
    "unavailable", "simulator-busy", "{reason}", evidence="assumed: assumption A29"
)
SIMULATOR_LIMIT = ErrorKind(
    "limit",
    "simulator-limit",
    "This simulator keeps at most {maximum} {things} for each account; delete some, or reset it",
    evidence="assumed: assumption A30",
)
ACCESS_DENIED = ErrorKind(
    "authorization",
    "access-denied",
    "The authenticated user does not have sufficient permissions to access this resource",
    evidence=TRAFFIC_2015,
)
RESOURCE_NOT_FOUND = ErrorKind(
    "not-found",
    "resource-not-found",
    "The requested resource could not be found.",
    evidence=LOGS_2015,
)
_RATE_PAGE = "documented: rateLimits/resourceRateLimits.md"
RATE_LIMIT_REACHED = ErrorKind(
    "too-many-requests",
    "rate-limit-reached",
    "",
    evidence=_RATE_PAGE,
    details=("rateLimitResetTime",),
)
RATE_LIMIT_REACHED_IN_WORDS = ErrorKind(
    "too-many-requests",
    "rate-limit-reached",
    "See 'X-RateLimit-Reset' Header for UNIX Timestamp (epoch) when limit is cleared",
    evidence=f"{_RATE_PAGE}; the sentence: errors.md, of too-many-requests",
    details=("rateLimitResetTime",),
    detail_evidence=(("rateLimitResetTime", _RATE_PAGE),),
)
INSUFFICIENT_AVAILABLE_BALANCE = ErrorKind(
    "credit",
    "insufficient-available-balance",
    "Your account's available balance of {balance} is insufficient for this transaction in the "
    "amount of {amount}.",
    evidence=ERRORS_MD,
)
USER_ACCESS_DENIED = ErrorKind(
    "authorization",
    "user-access-denied",
    "User {userId} does not have permission to access user {otherUserId}",
    evidence=ERRORS_MD,
)
TOO_MANY_REQUESTS = ErrorKind(
    "too-many-requests",
    "too-many-requests",
    "See 'X-RateLimit-Reset' Header for UNIX Timestamp (epoch) when limit is cleared",
    evidence=ERRORS_MD,
    details=("rateLimitResetTime",),
    detail_evidence=(("rateLimitResetTime", _RATE_PAGE),),
)
