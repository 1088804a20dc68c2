"""Errors of media. Rows of the catalogue."""

from catapult_simulator.core.catalogue.kinds import ErrorKind

MEDIA_SIZE_MISSING = ErrorKind(
    "bad-request",
    "validation-error",
    "The media size must be specified by the 'Content-Length' header",
)
MEDIA_SIZE_OVERFLOW = ErrorKind(
    "forbidden",
    "media-size-overflow",
    "The media size {size} bytes is larger than the maximum {maximum} bytes",
)
MEDIA_INVALID_CONTENT_LENGHT = ErrorKind(
    "not-found",
    "media-invalid-content-lenght",
    "The media source 'Content-Length' header could not be parsed as a number",
)
MEDIA_NOT_FOUND = ErrorKind(
    "not-found",
    "media-not-found",
    "The media resource named '{mediaName}' could not be found",
    ("mediaName",),
)
MEDIA_UNAVAILABLE = ErrorKind(
    "unavailable", "media-unavailable", "Failed to access media {mediaName}"
)
REMOTE_MEDIA_UNAVAILABLE = ErrorKind(
    "unavailable", "media-unavailable", "Failed to access remote media {mediaName}"
)
