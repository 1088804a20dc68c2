"""Media on the wire, without sockets: what a client sees and what is refused."""

import io
import warnings
from typing import Any

import pytest

from builders import Client, Response, environ_of, run
from catapult_simulator.core.media import MAX_BYTES
from catapult_simulator.core.tenant import Tenant

LARGE = b"0123456789" * 30_000  # above what is kept in memory


def put(client: Client, name: str, content: bytes = b"x", **headers: str) -> Response:
    return client.call("PUT", f"media/{name}", content, type=None, **headers)


@pytest.mark.parametrize("content", [b"", b"a=1&b=%20\xff\0", LARGE], ids=["none", "few", "many"])
def test_bytes_come_back_with_their_headers(client: Client, content: bytes) -> None:
    put(
        client,
        "x",
        content,
        CONTENT_LENGTH=str(len(content)),
        CONTENT_TYPE="application/x-www-form-urlencoded",
        HTTP_CACHE_CONTROL="private, max-age=60",
    )

    got = client.get("media/x")

    assert (got.status, got.body) == (200, content)
    assert got.headers == {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": str(len(content)),
        "cache-control": "private, max-age=60",
        "content-disposition": "attachment",
    }


@pytest.mark.parametrize(
    ("content_type", "disposition"),
    [
        ("image/png", None),
        ("IMAGE/JPEG; q=1", None),
        ("audio/amr", None),
        ("video/mp4", None),
        ("image/svg+xml", "attachment"),
        ("Image/SVG+xml; charset=utf-8", "attachment"),
        ("text/html", "attachment"),
        ("application/smil", "attachment"),
        ("application/xhtml+xml", "attachment"),
        ("image", "attachment"),
        ("x-image/png", "attachment"),
        ("", "attachment"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_browser_saves_what_it_must_not_run(
    client: Client, method: str, content_type: str, disposition: str | None
) -> None:
    """Assumption A31."""
    put(client, "x", CONTENT_TYPE=content_type)

    headers = client.call(method, "media/x").headers

    assert headers.get("content-disposition") == disposition


def test_an_upload_is_answered_without_a_body(client: Client) -> None:
    answer = put(client, "x")

    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers == {"cache-control": "no-cache", "content-length": "0"}


@pytest.mark.parametrize("content", [b"few", LARGE], ids=["few", "many"])
def test_head_opens_no_file(client: Client, content: bytes) -> None:
    put(client, "x", content, CONTENT_TYPE="image/png")

    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        answer = client.call("HEAD", "media/x", b"{}")

    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers == {"content-type": "image/png", "content-length": str(len(content))}


def test_an_aborted_download_closes_its_file(client: Client) -> None:
    put(client, "x", LARGE)
    environ = environ_of("GET", f"{client.base}media/x")
    chunks = client.app(environ | {"HTTP_AUTHORIZATION": client.authorization}, lambda *_: None)

    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        first = next(iter(chunks))
        getattr(chunks, "close", lambda: None)()
        del chunks

    assert LARGE.startswith(first)
    assert 0 < len(first) < len(LARGE)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a%20b", "a b"),
        ("a+b", "a+b"),
        ("%C3%BC", "ü"),
        ("a/b/c", "a/b/c"),
        ("a%2Fb", "a/b"),
        ("a/", "a"),
        ("a//", "a"),
        ("..", ".."),
        ("../../../etc/passwd", "../../../etc/passwd"),
        ("%2e%2e%2fx", "../x"),
        ("a%00b", "a\0b"),
        ("a%3Fb%23c", "a?b#c"),
        ("%252e", "%2e"),
        ("%FF", "\ufffd"),
        ("x" * 4096, "x" * 4096),
    ],
    ids=lambda value: ascii(value)[:24],
)
def test_a_name_is_the_rest_of_the_path(
    client: Client, tenant: Tenant, path: str, name: str
) -> None:
    assert put(client, path).status == 200

    assert [file.name for file in tenant.media.find()] == [name]
    (item,) = client.get("media").json
    assert item["mediaName"] == name
    assert client.get(item["content"].removeprefix("http://simulator.test:8080")).body == b"x"


@pytest.mark.parametrize("path", ["/x", "%2fx", "/", "a%0Ab"])
def test_some_paths_are_no_route(client: Client, tenant: Tenant, path: str) -> None:
    answer = put(client, path)

    assert (answer.status, answer.code) == (404, "resource-not-found")
    assert tenant.media.find() == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE"])
def test_an_unknown_file_is_not_found(client: Client, method: str) -> None:
    answer = client.call(method, "media/a/b")

    assert answer.status == 404
    if method != "HEAD":
        assert answer.code == "media-not-found"
        assert answer.message == "The media resource named 'a/b' could not be found"
        assert answer.details[0] == ("mediaName", "a/b")


@pytest.mark.parametrize(
    ("environ", "status", "code"),
    [
        ({}, 400, "validation-error"),
        ({"CONTENT_LENGTH": ""}, 400, "validation-error"),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, 400, "validation-error"),
        ({"CONTENT_LENGTH": "abc"}, 404, "media-invalid-content-lenght"),
        ({"CONTENT_LENGTH": "-1"}, 404, "media-invalid-content-lenght"),
        ({"CONTENT_LENGTH": "٣"}, 404, "media-invalid-content-lenght"),
        ({"CONTENT_LENGTH": str(MAX_BYTES + 1)}, 403, "media-size-overflow"),
    ],
)
def test_an_upload_needs_a_valid_content_length(
    client: Client, tenant: Tenant, environ: dict[str, str], status: int, code: str
) -> None:
    answer = client.call("PUT", "media/x", **environ)

    assert (answer.status, answer.code) == (status, code)
    assert tenant.media.find() == []


class Unread(io.BytesIO):
    """A body that nobody may read."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("it was read")


@pytest.mark.parametrize("length", [None, "abc", str(MAX_BYTES + 1)])
def test_the_body_of_a_refused_upload_is_not_read(client: Client, length: str | None) -> None:
    environ = environ_of("PUT", f"{client.base}media/x")
    environ |= {"HTTP_AUTHORIZATION": client.authorization, "wsgi.input": Unread()}

    assert run(client.app, environ | ({"CONTENT_LENGTH": length} if length else {})).status >= 400


def test_an_unauthenticated_upload_is_refused(client: Client) -> None:
    environ = environ_of("PUT", f"{client.base}media/x")

    answer = run(client.app, environ | {"wsgi.input": Unread(), "CONTENT_LENGTH": "1"})

    assert (answer.status, answer.code) == (401, "access-denied")


@pytest.mark.parametrize(
    ("query", "names", "rels"),
    [
        ("", ["a", "b", "c"], []),
        ("?page=0&size=2", ["a", "b"], ["first", "next"]),
        ("?page=1&size=2", ["c"], ["first", "previous"]),
        ("?page=9", [], ["first", "previous"]),
        ("?sortOrder=asc", ["a", "b", "c"], []),
    ],
)
def test_a_list_is_paged_on_request_only(
    client: Client, query: str, names: list[str], rels: list[str]
) -> None:
    for name in "abc":
        put(client, name)

    answer = client.get(f"media{query}")

    assert [item["mediaName"] for item in answer.json] == names
    links = answer.headers.get("link", "").split(",") if rels else []
    assert [link.split('rel="')[1].rstrip('"') for link in links] == rels
    assert ("link" in answer.headers) is bool(rels)


@pytest.mark.parametrize("method", ["POST", "PATCH", "OPTIONS"])
def test_other_methods_are_not_allowed(client: Client, method: str) -> None:
    answer = client.call(method, "media/x")

    assert (answer.status, answer.code) == (405, "method-not-allowed")
    assert answer.headers["allow"] == "DELETE, GET, HEAD, PUT"
