"""Errors of phone numbers. Rows of the catalogue."""

from catapult_simulator.core.catalogue.kinds import ERRORS_MD, ErrorKind

NUMBER_NOT_FOUND = ErrorKind(
    "not-found",
    "number-not-found",
    "The number {number} could not be found",
    evidence=ERRORS_MD,
    details=("number",),
    detail_evidence=(("number", "assumed: assumption A21"),),
)
DUPLICATE_NUMBER = ErrorKind(
    "conflict",
    "duplicate-number",
    "Cannot create another instance of number resource {id} for number {number}",
    evidence=ERRORS_MD,
)
APPLICATION_ACCESS_DENIED = ErrorKind(
    "forbidden",
    "application-access-denied",
    "User {userId} does not have permission to use application {applicationId}",
    evidence=ERRORS_MD,
)
NUMBER_ALLOCATOR_UNAVAILABLE = ErrorKind(
    "unavailable",
    "number-allocator-unavailable",
    "Cannot connect to the number allocator",
    evidence=ERRORS_MD,
)
NUMBER_ALLOCATOR_TIMEOUT = ErrorKind(
    "unavailable",
    "number-allocator-timeout",
    "Number allocator request timeout",
    evidence=ERRORS_MD,
)
INVALID_PROVIDER_CREDENTIALS = ErrorKind(
    "forbidden",
    "invalid-provider-credentials",
    "The provider credentials are invalid",
    evidence="assumed: assumption D1",
)
