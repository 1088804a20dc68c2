"""`/v1/users/{userId}/media`. Source: methods/media/*.md.

The name is the whole rest of the path, slashes included (observed: a client sends them).
"""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint

from catapult_simulator.core import catalogue
from catapult_simulator.core.media import MAX_BYTES, MediaFile
from catapult_simulator.evidence import documented, sdk
from catapult_simulator.reply import Headers, Reply, json_reply
from catapult_simulator.rest.entrance import done, entrance
from catapult_simulator.rest.paging import page_reply
from catapult_simulator.rest.parameters import paging
from catapult_simulator.rest.resource import Field, Resource
from catapult_simulator.rest.visit import Visit

routes = Blueprint("media", __name__, url_prefix="/v1/users/<user_id>/media")
_CHUNK = 64 * 1024

RESOURCE = Resource[MediaFile](
    "MediaFile",
    documented("methods/media/getMedia.md"),
    (
        Field("contentLength", lambda file, _: file.size, "integer"),
        Field("mediaName", lambda file, _: file.name),
        Field("content", lambda file, scene: scene.links.media(file.name), "uri"),
    ),
)


@routes.get("")
@entrance(
    documented("methods/media/getMedia.md"),
    paging(sdk("Java sends them; the documents name no parameters")),
)
def find(visit: Visit) -> Reply:
    """All files at once; in pages for a client that asks for them (Java does)."""
    files = visit.tenant.media.find()
    if "page" in visit.args or "size" in visit.args:
        return page_reply(visit, f"{visit.links.user}/media", files, RESOURCE)
    return json_reply(200, [RESOURCE.show(file, visit.scene) for file in files])


@routes.put("/<path:name>")
@entrance(documented("methods/media/putMediaMediaName.md"))
def put(visit: Visit, name: str) -> Reply:
    """Store a file, or replace one."""
    environ = visit.environ
    size = _announced_size(environ)
    visit.tenant.media.put(
        _stored(name),
        environ["wsgi.input"],
        size=size,
        content_type=environ.get("CONTENT_TYPE"),
        cache_control=environ.get("HTTP_CACHE_CONTROL"),
    )
    return done(visit.tenant)


@routes.get("/<path:name>")
@entrance(documented("methods/media/getMediaMediaName.md"))
def get(visit: Visit, name: str) -> Reply:
    """Download a file; HEAD gives its headers (observed: Ruby, Node 1.x)."""
    file = visit.tenant.media.get(_stored(name))
    return Reply(200, _headers(file), _chunks(file))


@routes.delete("/<path:name>")
@entrance(documented("methods/media/deleteMediaMediaName.md"))
def delete(visit: Visit, name: str) -> Reply:
    """Delete a file."""
    visit.tenant.media.delete(_stored(name))
    return done(visit.tenant)


def _headers(file: MediaFile) -> Headers:
    headers = [("Content-Type", file.content_type), ("Content-Length", str(file.size))]
    if file.cache_control is not None:
        headers.append(("Cache-Control", file.cache_control))
    return headers


def _chunks(file: MediaFile) -> Iterator[bytes]:
    """The bytes bit by bit. Opened for the first of them: for HEAD, never."""
    with file.open() as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _stored(name: str) -> str:
    """The name without the slash that a client puts behind every path (observed: PHP)."""
    return name.rstrip("/")


def _announced_size(environ: dict[str, Any]) -> int:
    """What `Content-Length` says; it is mandatory, so that a chunked upload is refused."""
    written = environ.get("CONTENT_LENGTH")
    if written is None or written == "":
        raise catalogue.MEDIA_SIZE_MISSING.error()
    if not (written.isascii() and written.isdigit()):
        raise catalogue.MEDIA_INVALID_CONTENT_LENGHT.error()
    if int(written) > MAX_BYTES:
        raise catalogue.MEDIA_SIZE_OVERFLOW.error(size=written, maximum=MAX_BYTES)
    return int(written)
