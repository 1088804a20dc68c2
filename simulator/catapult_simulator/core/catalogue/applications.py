"""Errors of applications. Rows of the catalogue."""

from catapult_simulator.core.catalogue.kinds import ERRORS_MD, ErrorKind

APPLICATION_NOT_FOUND = ErrorKind(
    "not-found",
    "application-not-found",
    "The application {applicationId} could not be found",
    evidence=ERRORS_MD,
    details=("applicationId",),
    detail_evidence=(("applicationId", "assumed: assumption A21"),),
)
CALLBACK_URL_INVALID = ErrorKind(
    "bad-request",
    "callback-url-invalid",
    "The callback URL '{url}' is not a valid URL",
    evidence=ERRORS_MD,
)
NO_CALLBACK_URL = ErrorKind(
    "bad-request",
    "validation-error",
    "Your application must have a least one callback URL.",
    evidence=ERRORS_MD,
)
BLANK_CALL_FALLBACK = ErrorKind(
    "bad-request",
    "validation-error",
    "Your application call fallback URL may not be blank/empty.",
    evidence=ERRORS_MD,
)
CALL_FALLBACK_WITHOUT_URL = ErrorKind(
    "bad-request",
    "validation-error",
    "Your application must have a call callback URL in order to have a fallback URL.",
    evidence=ERRORS_MD,
)
BLANK_MESSAGE_FALLBACK = ErrorKind(
    "bad-request",
    "validation-error",
    "Your application sms fallback URL may not be blank/empty.",
    evidence=ERRORS_MD,
)
MESSAGE_FALLBACK_WITHOUT_URL = ErrorKind(
    "bad-request",
    "validation-error",
    "Your application must have a sms callback URL in order to have a fallback URL.",
    evidence=ERRORS_MD,
)
CALL_TIMEOUT_TOO_SMALL = ErrorKind(
    "bad-request",
    "validation-error",
    "Incoming Call callback timeout must be greater than 0",
    evidence=ERRORS_MD,
)
CALL_TIMEOUT_TOO_LARGE = ErrorKind(
    "bad-request",
    "validation-error",
    "Incoming Call callback timeout must not surpass 10000",
    evidence=ERRORS_MD,
)
MESSAGE_TIMEOUT_TOO_SMALL = ErrorKind(
    "bad-request",
    "validation-error",
    "Incoming SMS callback timeout must be greater than 0",
    evidence=ERRORS_MD,
)
MESSAGE_TIMEOUT_TOO_LARGE = ErrorKind(
    "bad-request",
    "validation-error",
    "Incoming SMS callback timeout must not surpass 10000",
    evidence=ERRORS_MD,
)
INVALID_URL = ErrorKind(
    "bad-request",
    "validation-error",
    "Invalid {property} URL. {property} is not a valid URL",
    evidence=ERRORS_MD,
)
DUPLICATE_APPLICATION = ErrorKind(
    "conflict",
    "duplicate-application",
    "Cannot create another instance of application {applicationId}",
    evidence=ERRORS_MD,
)
