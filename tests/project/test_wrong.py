"""The tool that makes mistakes in the API's place, to see whether the contract suite notices."""

import select
import socket
import struct
from collections.abc import Sequence
from itertools import chain
from threading import Thread

import pytest

from project.wrong_traffic import Recorded, recorded
from wrong.instance import Line, Wrong, answers, duplicates
from wrong.message import Message, has_method, is_of
from wrong.proxy import Proxy
from wrong.relay import Broken
from wrong.suite import NOTHING
from wrong.table import TABLE

OK = Message("HTTP/1.1 200 OK", (("Content-Length", "0"),))
REPLIES = (
    OK,
    OK._replace(start="HTTP/1.1 201 Created"),
    OK._replace(start="HTTP/1.1 204 No Content"),
    OK._replace(start="HTTP/1.1 404 Not Found"),
    OK._replace(start="HTTP/1.1 503 Service Unavailable"),
    OK._replace(start="HTTP/1.1 302 Found").with_header("Location", "http://127.0.0.1/x/other"),
    OK.with_header("Set-Cookie", "a=b"),
    OK.with_header("Content-Type", "text/plain; charset=koi8-r").with_body(b"\xff"),
    Broken(b"", reset=True),
    Broken(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", reset=False),
)


Exchange = tuple[Message, Message | Broken]


@pytest.fixture(scope="module")
def traffic() -> Recorded:
    return recorded()


class Way:
    """In the place of an API, or of receivers: it gives prepared answers, and remembers."""

    answer: Message | Broken = OK

    def __init__(self) -> None:
        self.asked: list[Message] = []

    def send(self, request: Message) -> Message:
        self.asked.append(request)
        if isinstance(self.answer, Broken):
            raise self.answer
        return self.answer


def is_changed(wrong: Wrong, exchanges: Sequence[Exchange]) -> bool:
    """Whether other requests are made, or answers given, in one of these, in this order."""
    way = Way()
    line, given = Line(way.send, way.send, []), list[object]()
    for request, way.answer in exchanges:
        try:
            given.append(wrong.behave(request, line))
        except Broken:
            given.append(way.answer)
    return (way.asked, given) != (
        [asked for asked, _ in exchanges],
        [said for _, said in exchanges],
    )


def has_effect(wrong: Wrong, traffic: Recorded) -> bool:
    if wrong.side == "api":
        whole: list[list[Exchange]] = [[e for e in traffic.api if is_of(e[0], wrong.where)]]
    else:
        asked = [request for request, _ in traffic.callbacks if has_method(request, wrong.where)]
        whole = [[(request, reply) for request in asked] for reply in REPLIES]
    alone = ([exchange] for exchanges in whole for exchange in exchanges)
    return any(is_changed(wrong, each) for each in chain(alone, whole))


def test_each_mistake_has_a_name_of_its_own() -> None:
    assert duplicates(TABLE) == set()
    assert len(TABLE) >= 120


def test_each_mistake_changes_something(traffic: Recorded) -> None:
    idle = [wrong.name for wrong in TABLE if not has_effect(wrong, traffic)]

    assert not idle, (
        f"{idle}: no exchange is changed; mend the row, or let tests/project/wrong_traffic.py make "
        "an exchange that it changes"
    )


def test_what_is_called_nothing_changes_nothing(traffic: Recorded) -> None:
    assert [wrong.name for wrong in NOTHING if has_effect(wrong, traffic)] == []


def serve(*said: bytes, reset: bool = False) -> int:
    """Answer requests with these bytes, one after the other, and close; gives the port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        with listener, listener.accept()[0] as server:
            for each in said:
                assert server.recv(1 << 16)
                while select.select([server], [], [], 0.05)[0]:
                    assert server.recv(1 << 16)
                server.sendall(each)
            if reset:
                linger = struct.pack("ii", 1, 0)
                server.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)

    Thread(target=answer, daemon=True).start()
    return int(listener.getsockname()[1])


def asked(proxy: Proxy, *requests: bytes) -> bytes:
    """All that is answered to these bytes."""
    port = int(proxy.base_url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        for request in requests:
            client.sendall(request)
        return b"".join(iter(lambda: client.recv(1 << 16), b""))


GET = b"GET /v1/users/u-1/messages HTTP/1.1\r\nHost: x\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nX-Odd:  a\r\n"


@pytest.mark.parametrize("mistakes", [(), NOTHING], ids=["untouched", "unchanged"])
@pytest.mark.parametrize(
    "said",
    [
        pytest.param(HEAD + b"Connection: close\r\nContent-Length: 2\r\n\r\n[]", id="whole"),
        pytest.param(HEAD + b"Content-Length: 9\r\n\r\n[", id="cut-off"),
        pytest.param(HEAD, id="half-a-head"),
        pytest.param(b"garbage\r\n\r\n", id="garbage"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_an_answer_arrives_as_it_was_sent(mistakes: Sequence[Wrong], said: bytes) -> None:
    with Proxy("127.0.0.1", serve(said), *mistakes) as proxy:
        assert asked(proxy, GET).replace(b"X-Odd: a", b"X-Odd:  a") == said


def test_a_reset_is_passed_on() -> None:
    with (
        Proxy("127.0.0.1", serve(b"HTTP/1.1 2", reset=True)) as proxy,
        pytest.raises(ConnectionResetError),
    ):
        asked(proxy, GET)


def test_control_requests_are_never_changed() -> None:
    said = b"HTTP/1.1 201 Created\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
    request = b"POST /_simulator/tenants HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
    mistake = answers("lost", "* * *", lambda answer: OK)

    with Proxy("127.0.0.1", serve(said), mistake) as proxy:
        assert asked(proxy, request) == said


def test_an_exception_of_a_mistake_is_no_notice() -> None:
    def change(answer: Message) -> Message:
        raise KeyError("x")

    with Proxy(
        "127.0.0.1", serve(b"HTTP/1.1 204 No\r\n\r\n"), answers("x", "* *", change)
    ) as proxy:
        assert asked(proxy, GET) == b""
        assert [repr(defect) for defect in proxy.defects] == ["KeyError('x')"]


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(b"Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n", id="chunked"),
        pytest.param(b"Content-Length: 2000000\r\n\r\n" + b"x" * 2_000_000, id="large"),
    ],
)
def test_a_mistake_goes_on_after_an_unusual_request(first: bytes) -> None:
    kept = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    upload = b"PUT /v1/users/u-1/media/x HTTP/1.1\r\nHost: x\r\n" + first
    mistake = answers("x", "GET messages 200", lambda answer: answer.with_header("X", "y"))

    with Proxy("127.0.0.1", serve(kept, kept), mistake) as proxy:
        assert asked(proxy, upload, GET) == kept + kept[:-2] + b"X: y\r\n\r\n"
