"""A body that the disk does not take is refused when it is complete, not lost when it is read."""

import errno
import tempfile
from io import BytesIO

import pytest

from catapult_simulator.http_server.limits import KIB
from http_server.server_support import Recorder, answering, serving, status_of, talk


class FullAtTheEnd(BytesIO):
    """A file that has room for its buffer only: what it was given is refused when it is flushed."""

    def flush(self) -> None:
        if not self.closed and self.getbuffer().nbytes:
            raise OSError(errno.ENOSPC, "No space left on device")

    def seek(self, *place: int) -> int:
        self.flush()
        return super().seek(*place)


def test_a_body_that_is_lost_at_its_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", FullAtTheEnd)
    app, size = Recorder(answering()), 1024 * KIB + 1
    head = f"PUT /x HTTP/1.1\r\nHost: h\r\nContent-Length: {size}\r\n\r\n".encode()

    with serving(app) as port:
        answer = talk(port, head + b"x" * size)

    assert status_of(answer) == 507
    assert app.environs == []
