"""Sample files, stored for media that are given by a URL only.

The simulator does not download from URLs; it stores a small file of the same type.
"""

from base64 import b64decode

from catapult_simulator.core.smil import CONTENT_TYPE as SMIL_TYPE
from catapult_simulator.core.smil import smil

_PIXEL_GIF = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
_PIXEL_PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
_BY_TYPE = {"image/gif": _PIXEL_GIF, "image/png": _PIXEL_PNG, SMIL_TYPE: smil(())}
# The types that the service supports (faq messaging/mediaType.md). `mimetypes` would make answers
# depend on the machine.
_TYPES = {
    "3gp": "audio/3gpp", "amr": "audio/amr", "bmp": "image/bmp", "css": "text/css",
    "csv": "text/csv", "flac": "audio/flac", "gif": "image/gif", "gz": "application/gzip",
    "html": "text/html", "ico": "image/x-icon", "ics": "text/calendar", "jpeg": "image/jpeg",
    "jpg": "image/jpeg", "js": "application/javascript", "json": "application/json",
    "m4a": "audio/mp4", "mov": "video/quicktime", "mp3": "audio/mpeg", "mp4": "video/mp4",
    "ogg": "audio/ogg", "pdf": "application/pdf", "png": "image/png", "rtf": "application/rtf",
    "smil": "application/smil", "svg": "image/svg+xml", "tif": "image/tiff", "tiff": "image/tiff",
    "txt": "text/plain", "vcf": "text/vcard", "wav": "audio/wav", "webm": "video/webm",
    "webp": "image/webp", "wmv": "video/x-ms-wmv", "xml": "application/xml",
    "zip": "application/zip",
}  # fmt: skip


def sample(url: str) -> tuple[str, bytes]:
    """The content type for the extension in `url`, and the content of the sample."""
    content_type = type_of(url.partition("?")[0])
    return content_type, _BY_TYPE.get(content_type, f"sample of {url}".encode())


def type_of(name: str) -> str:
    """The content type for the extension of a file's name."""
    return _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
