"""`/v1/users/{userId}/media`. Source: methods/media/*.md.

The name is the rest of the path, slashes included (observed: a client sends them).
"""

import re
from collections.abc import Iterator
from typing import Any

from flask import Blueprint

from catapult_simulator.core import catalogue
from catapult_simulator.core.evidence import documented, sdk
from catapult_simulator.core.media import MAX_BYTES, MediaFile
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.rest.v1.endpoint import done, endpoint
from catapult_simulator.web.paging import page_response
from catapult_simulator.web.parameters import paging
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.resource import Field, ResourceView
from catapult_simulator.web.response import Headers, Response, json_response

routes = Blueprint("media", __name__, url_prefix="/v1/users/<user_id>/media")
_CHUNK = 64 * 1024
# A browser shows these; it saves all others, which may be pages with scripts, as SVG may.
_SHOWN_INLINE = re.compile(r"(image(?!/svg)|audio|video)/", re.IGNORECASE)

MEDIA_FILE = ResourceView[MediaFile](
    "MediaFile",
    documented("methods/media/getMedia.md"),
    (
        Field("contentLength", lambda file, _: file.size, "integer"),
        Field("mediaName", lambda file, _: file.name),
        Field("content", lambda file, context: context.links.media(file.name), "uri"),
    ),
)


@routes.get("")
@endpoint(
    documented("methods/media/getMedia.md"),
    paging(sdk("Java sends them; the documents name no parameters")),
)
def find(request: ApiRequest) -> Response:
    """List all files, or one page for a client that sends `page` or `size` (Java does)."""
    files = request.tenant.media.find()
    if "page" in request.args or "size" in request.args:
        return page_response(request, f"{request.links.user}/media", files, MEDIA_FILE)
    return json_response(200, [MEDIA_FILE.render(file, request.context) for file in files])


@routes.put("/<path:name>")
@endpoint(documented("methods/media/putMediaMediaName.md"))
def put(request: ApiRequest, name: str) -> Response:
    """Store a file, or replace one."""
    upload(request.tenant, _file_name(name), request.environ)
    return done()


@routes.get("/<path:name>")
@endpoint(documented("methods/media/getMediaMediaName.md"))
def get(request: ApiRequest, name: str) -> Response:
    """Download a file; HEAD gives its headers (sdk: Ruby, Node 1.x)."""
    return download(request.tenant, _file_name(name))


@routes.delete("/<path:name>")
@endpoint(documented("methods/media/deleteMediaMediaName.md"))
def delete(request: ApiRequest, name: str) -> Response:
    """Delete a file."""
    request.tenant.media.delete(_file_name(name))
    return done()


def upload(tenant: Tenant, name: str, environ: dict[str, Any]) -> None:
    """Store the body of a request. Raises the errors of its length, and those of `Media.put`."""
    tenant.media.put(
        name,
        environ["wsgi.input"],
        size=_content_length(environ),
        content_type=environ.get("CONTENT_TYPE"),
        cache_control=environ.get("HTTP_CACHE_CONTROL"),
    )


def download(tenant: Tenant, name: str) -> Response:
    """The content of a file. Raises `media-not-found`."""
    file = tenant.media.get(name)
    return Response(200, _headers(file), _chunks(file))


def _headers(file: MediaFile) -> Headers:
    headers = [("Content-Type", file.content_type), ("Content-Length", str(file.size))]
    if file.cache_control is not None:
        headers.append(("Cache-Control", file.cache_control))
    if not _SHOWN_INLINE.match(file.content_type):
        headers.append(("Content-Disposition", "attachment"))
    return headers


def _chunks(file: MediaFile) -> Iterator[bytes]:
    """The content in chunks. The file is opened for the first: for HEAD, never."""
    with file.open() as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _file_name(name: str) -> str:
    """The name without a trailing slash, which PHP adds to every path (observed)."""
    return name.rstrip("/")


def _content_length(environ: dict[str, Any]) -> int:
    """The `Content-Length` of an upload. It is mandatory: chunked uploads are refused."""
    length = environ.get("CONTENT_LENGTH")
    if length is None or length == "":
        raise catalogue.MEDIA_SIZE_MISSING.error()
    if not (length.isascii() and length.isdigit()):
        raise catalogue.MEDIA_INVALID_CONTENT_LENGHT.error()
    if int(length) > MAX_BYTES:
        raise catalogue.MEDIA_SIZE_OVERFLOW.error(size=length, maximum=MAX_BYTES)
    return int(length)
