"""Requests that HTTP itself refuses: status and sentence say what is wrong, for uploads too."""

import json
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from builders import basic
from catapult_simulator.core.media import _StoredPath
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.http_server.limits import KIB, MIB
from catapult_simulator.server import Server

FULL = Path("/dev/full")
needs_full_device = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full")
REFUSED = {
    "two Host headers": ([("Host", "other")], 400, "more than one Host header"),
    "many headers": ([("A", "b")] * 100, 431, "more than 100 headers"),
    "large headers": ([("A", "b" * 70_000)], 431, "headers of more than 65536 bytes"),
    "transfer coding": ([("Transfer-Encoding", "gzip")], 501, "unknown transfer coding"),
}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as opened:
        yield opened


@pytest.fixture
def tenant(server: Server) -> Tenant:
    return server.simulator.open_tenant()


def put(server: Server, tenant: Tenant, headers: list[tuple[str, str]], size: int = 3) -> Any:
    """Upload `size` bytes with these further headers; the status and the JSON of the answer."""
    own = tenant.credentials
    lines = [
        f"PUT /v1/users/{own.user_id}/media/cat.jpg HTTP/1.1",
        "Host: sim",
        f"Authorization: {basic(own.token, own.secret)}",
        *(f"{name}: {value}" for name, value in headers),
    ]
    if "Transfer-Encoding" not in dict(headers):
        lines.append(f"Content-Length: {size}")
    port = int(server.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:
        wire.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        wire.sendall(b"x" * size)
        answer = wire.makefile("rb").read()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)


@pytest.mark.parametrize(("headers", "status", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_an_upload_is_refused_with_what_is_wrong(
    server: Server, tenant: Tenant, headers: list[tuple[str, str]], status: int, reason: str
) -> None:
    answered, body = put(server, tenant, headers)

    assert (answered, body["code"]) == (status, "validation-error")
    assert body["message"] == f"The request could not be read: {reason}"


@pytest.mark.parametrize(
    "headers", [[("Content-Length", "4")], [("Content-Length", "three")]], ids=["two", "no number"]
)
def test_a_length_that_cannot_be_read_is_said_to_be(
    server: Server, tenant: Tenant, headers: list[tuple[str, str]]
) -> None:
    answered, body = put(server, tenant, headers)

    assert (answered, body["code"]) == (404, "media-invalid-content-lenght")


@needs_full_device
@pytest.mark.parametrize("size", [MIB + 1, MIB + 20 * KIB], ids=["at its end", "on its way"])
def test_an_upload_that_the_disk_does_not_take_says_so(
    server: Server, tenant: Tenant, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda: FULL.open("r+b"))

    answered, body = put(server, tenant, [], size)

    assert (answered, body["message"]) == (
        507,
        "The request could not be read: the body could not be stored: No space left on device",
    )


@needs_full_device
def test_a_file_that_the_disk_does_not_keep_says_so(
    server: Server, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_StoredPath, "open", lambda *_: FULL.open("wb"))

    answered, body = put(server, tenant, [], 300 * KIB)

    assert (answered, body["code"]) == (507, "media-unavailable")
    assert body["message"] == "The media 'cat.jpg' could not be stored: No space left on device"
    assert tenant.media.find() == []


@needs_full_device
def test_after_a_full_disk_the_server_goes_on(
    server: Server, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(tempfile, "TemporaryFile", lambda: FULL.open("r+b"))
        put(server, tenant, [], MIB + 1)

    own = tenant.credentials
    answer = requests.put(
        f"{server.url}/v1/users/{own.user_id}/media/cat.jpg",
        data=b"x" * (MIB + 1),
        auth=(own.token, own.secret),
        timeout=10,
    )

    assert answer.status_code == 200
