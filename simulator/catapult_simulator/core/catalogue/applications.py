"""Errors of applications. Rows of the catalogue."""

from catapult_simulator.core.catalogue.kinds import ErrorKind

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
INVALID_URL = ErrorKind(
    "bad-request", "validation-error", "Invalid {property} URL. {property} is not a valid URL"
)
DUPLICATE_APPLICATION = ErrorKind(
    "conflict",
    "duplicate-application",
    "Cannot create another instance of application {applicationId}",
)
