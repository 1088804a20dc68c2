"""Large files through a real `serve`: little memory, early refusals, no files left behind."""

import hashlib
import signal
import socket
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest
import requests

from builders import basic
from receivers import PATIENCE
from serve_support import Process, started

MIB = 1024 * 1024
MAXIMUM = 65 * MIB  # the largest file that the API takes
ROOM_KIB = 10 * 1024
BLOCK = hashlib.sha256(b"block").digest() * (MIB // 32)


class Service:
    """A `serve` with its temporary files in `folder`, and the requests of its one account."""

    def __init__(self, process: Process, folder: Path) -> None:
        self.process = process
        self.folder = folder
        (tenant,) = requests.get(f"{process.url}/_simulator/tenants", timeout=10).json()
        self.base = f"/v1/users/{tenant['userId']}/media"
        self.auth = (tenant["token"], tenant["secret"])

    def connect(self) -> HTTPConnection:
        place = urlsplit(self.process.url)
        return HTTPConnection(place.hostname or "", place.port, timeout=30)

    def send_head(
        self, connection: HTTPConnection, method: str, name: str, **headers: str | int
    ) -> None:
        """Send the request line and headers; `Content_Length=3` is a header."""
        connection.putrequest(method, f"{self.base}/{name}")
        connection.putheader("Authorization", basic(*self.auth))
        for key, value in headers.items():
            connection.putheader(key.replace("_", "-"), str(value))
        connection.endheaders()

    def delete(self, name: str) -> int:
        url = f"{self.process.url}{self.base}/{name}"
        return requests.delete(url, auth=self.auth, timeout=30).status_code

    @property
    def names(self) -> list[str]:
        found = requests.get(f"{self.process.url}{self.base}", auth=self.auth, timeout=10).json()
        return [item["mediaName"] for item in found]

    def memory_kib(self, field: str) -> int:
        """`VmRSS` (now) or `VmHWM` (the peak since `forget_peak`)."""
        status = Path(f"/proc/{self.process.popen.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(field))

    def forget_peak(self) -> None:
        Path(f"/proc/{self.process.popen.pid}/clear_refs").write_text("5")

    @property
    def bytes_on_disk(self) -> int:
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    arguments = ("serve", "--port", "0", "--clock", "virtual")
    with started(*arguments, until="Ctrl-C", TMPDIR=str(tmp_path)) as process:
        yield Service(process, tmp_path)


def has_open_files(service: Service, count: int) -> bool:
    """Whether the process soon has `count` temporary files open, nameless ones included.

    It closes the body of a request after the response has been sent.
    """
    turns = iter(range(int(PATIENCE * 100)))
    while _open_files(service) != count and next(turns, None) is not None:
        Event().wait(0.01)
    return _open_files(service) == count


def _open_files(service: Service) -> int:
    targets = map(_target, Path(f"/proc/{service.process.popen.pid}/fd").iterdir())
    return sum(str(service.folder) in target for target in targets)


def _target(descriptor: Path) -> str:
    try:
        return str(descriptor.readlink())
    except FileNotFoundError:  # closed meanwhile
        return ""


def upload(service: Service, name: str, blocks: int) -> int:
    """Upload `blocks` MiB, block by block; returns the status."""
    with closing(service.connect()) as connection:
        service.send_head(connection, "PUT", name, Content_Length=blocks * MIB)
        for _ in range(blocks):
            connection.send(BLOCK)
        return connection.getresponse().status


def download(service: Service, name: str) -> tuple[int, bool]:
    """The number of MiB received, and whether they were all there was."""
    with closing(service.connect()) as connection:
        service.send_head(connection, "GET", name)
        response = connection.getresponse()
        blocks = list(iter(lambda: response.read(MIB) == BLOCK, False))
        return len(blocks), response.isclosed()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_file_of_65_mib_takes_little_memory(service: Service) -> None:
    upload(service, "warm", 1)
    download(service, "warm")
    service.forget_peak()
    before = service.memory_kib("VmRSS")

    assert upload(service, "large", 65) == 200
    assert download(service, "large") == (65, True)

    grown = service.memory_kib("VmHWM") - before
    assert grown <= ROOM_KIB, f"the peak was {grown} KiB higher"


def test_a_large_file_is_on_disk_until_it_is_deleted(service: Service) -> None:
    upload(service, "large", 2)
    assert service.bytes_on_disk == 2 * MIB
    upload(service, "large", 3)
    assert service.bytes_on_disk == 3 * MIB

    assert service.delete("large") == 200
    assert service.bytes_on_disk == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_no_file_is_left_when_serve_ends(service: Service, number: int) -> None:
    upload(service, "large", 2)

    assert service.process.end(number)[0] == 0

    assert list(service.folder.iterdir()) == []


def test_an_interrupted_upload_leaves_no_file(service: Service) -> None:
    with closing(service.connect()) as connection:
        service.send_head(connection, "PUT", "large", Content_Length=MAXIMUM)
        for _ in range(4):
            connection.send(BLOCK)
        connection.sock.shutdown(socket.SHUT_WR)
        while connection.sock.recv(4096):
            """The server closes the connection when it has seen the end of the body."""

    assert service.names == []
    assert service.bytes_on_disk == 0
    assert has_open_files(service, 0)


def test_an_interrupted_download_leaves_no_file(service: Service) -> None:
    upload(service, "large", 32)
    with closing(service.connect()) as connection:
        service.send_head(connection, "GET", "large")
        assert connection.sock.recv(1024).startswith(b"HTTP/1.1 200")
        assert has_open_files(service, 1)

    assert service.delete("large") == 200
    service.process.end(signal.SIGTERM)
    assert list(service.folder.iterdir()) == []


@pytest.mark.parametrize("expect", [{}, {"Expect": "100-continue"}], ids=["plain", "expect"])
def test_a_file_that_is_too_large_is_refused_before_its_body(
    service: Service, expect: dict[str, str]
) -> None:
    with closing(service.connect()) as connection:
        service.send_head(connection, "PUT", "large", Content_Length=MAXIMUM + 1, **expect)
        answer = connection.getresponse()

        assert (answer.status, b"media-size-overflow" in answer.read()) == (403, True)
        assert answer.getheader("Connection") == "close"


def test_a_body_that_is_accepted_gets_100_continue(service: Service) -> None:
    with closing(service.connect()) as connection:
        service.send_head(connection, "PUT", "x", Content_Length=3, Expect="100-continue")
        assert connection.sock.recv(1024).startswith(b"HTTP/1.1 100 Continue\r\n")
        connection.send(b"abc")

        answer = HTTPResponse(connection.sock, method="PUT")
        answer.begin()
        assert (answer.status, answer.read()) == (200, b"")

    assert service.names == ["x"]


def test_other_requests_are_answered_during_a_transfer(service: Service) -> None:
    upload(service, "large", 8)
    with closing(service.connect()) as slow, closing(service.connect()) as half:
        service.send_head(slow, "GET", "large")
        service.send_head(half, "PUT", "half", Content_Length=8 * MIB)
        half.send(BLOCK)

        assert service.names == ["large"]
        assert len(slow.getresponse().read()) == 8 * MIB
