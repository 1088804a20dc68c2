"""Errors of the errors resource, and what stands only in it. Rows of the catalogue."""

from catapult_simulator.core.catalogue.kinds import ERRORS_MD, ErrorKind

USER_ERROR_NOT_FOUND = ErrorKind(
    "not-found",
    "user-error-not-found",
    "The user error '{userErrorId}' could not be found",
    evidence=ERRORS_MD,
    details=("userErrorId",),
    detail_evidence=(("userErrorId", "assumed: assumption A21"),),
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
    evidence="assumed: assumption C10",
    details=("applicationId", "number", "messageId"),
)
_ERRORS_2017 = "observed: recorded errors 2017-02"
_CALLBACK_DETAILS = ("messageId", "callbackUrl", "callbackMethod", "callbackEvent")
CALLBACK_SERVER_TIMEOUT = ErrorKind(
    "unavailable",
    "callback-server-timeout",
    "The callback server took too long to respond",
    evidence="observed: recorded errors 2014-08",
    details=(*_CALLBACK_DETAILS, "callbackTimeout"),
    detail_evidence=(("messageId", _ERRORS_2017),),
)
CALLBACK_IO_ERROR = ErrorKind(
    "unavailable",
    "callback-io-error",
    "A network error ocurred during the callback",
    evidence="observed: recorded errors 2014-08",
    details=_CALLBACK_DETAILS,
    detail_evidence=(("messageId", _ERRORS_2017),),
)
CALLBACK_HTTP_FAILURE_STATUS = ErrorKind(
    "unavailable",
    "callback-http-failure-status",
    "The callback returned an HTTP failure status",
    evidence=_ERRORS_2017,
    details=(
        "messageId",
        "callbackStatusCode",
        "totalDuration",
        "responseDuration",
        "requestDuration",
        "callbackUrl",
        "callbackMethod",
        "callbackEvent",
    ),
)
DUPLICATE_USER_ERROR = ErrorKind(
    "conflict",
    "duplicate-user-error",
    "Cannot create another instance of user error {userErrorId}",
    evidence=ERRORS_MD,
)
