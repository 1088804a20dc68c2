"""What is stored when somebody sends a picture by its URL only: a small file of the same kind.

The simulator contacts nobody, so that the bytes behind the URL are made up.
"""

from base64 import b64decode
from mimetypes import MimeTypes

_PIXEL_GIF = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
_PIXEL_PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
_BY_TYPE = {"image/gif": _PIXEL_GIF, "image/png": _PIXEL_PNG}
_TYPES = MimeTypes()
_TYPES.add_type("application/smil", ".smil")


def sample(url: str) -> tuple[str, bytes]:
    """The content type that the name in `url` suggests, and bytes that stand for the file."""
    content_type = _TYPES.guess_type(url)[0] or "application/octet-stream"
    return content_type, _BY_TYPE.get(content_type, f"sample of {url}".encode())
