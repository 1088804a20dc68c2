"""Errors of media. Rows of the catalogue."""

from catapult_simulator.core.catalogue.kinds import ERRORS_MD, ErrorKind

MEDIA_SIZE_MISSING = ErrorKind(
    "bad-request",
    "validation-error",
    "The media size must be specified by the 'Content-Length' header",
    evidence=ERRORS_MD,
)
MEDIA_SIZE_OVERFLOW = ErrorKind(
    "forbidden",
    "media-size-overflow",
    "The media size {size} bytes is larger than the maximum {maximum} bytes",
    evidence=ERRORS_MD,
)
MEDIA_INVALID_CONTENT_LENGHT = ErrorKind(
    "not-found",
    "media-invalid-content-lenght",
    "The media source 'Content-Length' header could not be parsed as a number",
    evidence=ERRORS_MD,
)
MEDIA_NOT_FOUND = ErrorKind(
    "not-found",
    "media-not-found",
    "The media resource named '{mediaName}' could not be found",
    evidence=ERRORS_MD,
    details=("mediaName",),
    detail_evidence=(("mediaName", "assumed: assumption A21"),),
)
MEDIA_UNAVAILABLE = ErrorKind(
    "unavailable", "media-unavailable", "Failed to access media {mediaName}", evidence=ERRORS_MD
)
REMOTE_MEDIA_UNAVAILABLE = ErrorKind(
    "unavailable",
    "media-unavailable",
    "Failed to access remote media {mediaName}",
    evidence=ERRORS_MD,
)
MEDIA_NOT_STORED = ErrorKind(
    "unavailable",
    "media-unavailable",
    "The media '{mediaName}' could not be stored: {reason}",
    evidence="assumed: assumption A29",
    status=507,
)
