"""Each cause of a failed callback is found at a receiver that really misbehaves so."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from threading import Event
from typing import Any, get_args

import pytest
import trustme

from callbacks.sender_support import callback
from catapult_simulator.callbacks import diagnosis
from catapult_simulator.callbacks.deadline import Deadline
from catapult_simulator.callbacks.http_sender import HttpSender
from catapult_simulator.core.callback_reasons import Cause, Reason, reason_of
from catapult_simulator.core.callbacks import Outcome
from receivers import app_listening, hanging_after, resetting, saying, socket_that

PAGE = b"<html><head><title>x</title></head><h1>Oops</h1> KeyError: &#39;to&#39;</html>"


def response(status: str, body: bytes = b"", **headers: str) -> bytes:
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *lines, "", ""]
    return "\r\n".join(lines).encode() + body


def tls(*names: str, authority: trustme.CA | None = None, **how: Any) -> SSLContext:
    context = SSLContext(PROTOCOL_TLS_SERVER)
    (authority or trustme.CA()).issue_cert(*names, **how).configure_cert(context)
    return context


@contextmanager
def nothing() -> Iterator[str]:
    with socket.socket() as bound:  # bound, and not listening: nobody else gets the port
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}/sms"


@contextmanager
def on_ipv6_only() -> Iterator[str]:
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/sms"


@contextmanager
def hanging() -> Iterator[str]:
    released = Event()
    with socket_that(hanging_after(b"", released)) as url:
        yield url
        released.set()


@contextmanager
def at(url: str) -> Iterator[str]:
    yield url


@contextmanager
def with_tls(context: SSLContext | None = None, scheme: str = "https") -> Iterator[str]:
    with app_listening(context) as app:
        yield f"{scheme}:{app.url.partition(':')[2]}/sms"


def answering(status: str, body: bytes = b"", **headers: str) -> Any:
    return socket_that(saying(response(status, body, **headers)))


# Cause -> a receiver, and a part of sentence and advice.
RECEIVERS: dict[Cause, tuple[Callable[[], Any], str]] = {
    "refused": (nothing, "nothing listens on 127.0.0.1:"),
    "other-family": (on_ipv6_only, "but on [::1]:"),
    "unknown-name": (lambda: at("http://nowhere.invalid/sms"), "the name nowhere.invalid"),
    "unknown-name-docker": (lambda: at("http://host.docker.internal/"), "--add-host"),
    "forbidden-address": (lambda: at("http://169.254.169.254/"), "cloud metadata"),
    "untrusted-certificate": (lambda: with_tls(tls("127.0.0.1")), "--callback-ca"),
    "https-to-plain": (with_tls, "speaks plain HTTP"),
    "plain-to-https": (lambda: with_tls(tls("127.0.0.1"), "http"), "write https://"),
    "closed": (lambda: socket_that(saying(b"")), "closed the connection without an answer"),
    "reset": (lambda: socket_that(resetting), "broke the connection off"),
    "bad-http": (
        lambda: socket_that(saying(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n")),
        "invalid character in Content-Length",
    ),
    "not-http": (lambda: socket_that(saying(b"220 smtp ready\r\n\r\n")), "220 smtp ready"),
    "cut-off": (lambda: socket_that(saying(response("200 OK", b"whole")[:-2])), "in the middle"),
    "too-many-headers": (
        lambda: socket_that(saying(b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 20_000)),
        "more headers than are read",
    ),
    "timeout": (hanging, "within 300 ms"),
    "redirect": (lambda: answering("302 Found", Location="/login"), "redirects to /login"),
    "unauthorized": (lambda: answering("401 No"), "http://user:password@host/path"),
    "not-found": (lambda: answering("404 Not Found"), "404 for /sms"),
    "method-not-allowed": (lambda: answering("405 No", Allow="GET"), "update ID --method GET"),
    "not-understood": (lambda: answering("422 No", b"text is missing"), "422: text is missing"),
    "client-error": (lambda: answering("403 No", b"CSRF"), "it answered 403: CSRF"),
    "server-error": (lambda: answering("500 Oops", PAGE), "it answered 500: Oops KeyError: 'to'"),
    "other-status": (lambda: answering("101 Switching"), "answered 101"),
    "html-page": (lambda: answering("200 OK", b"<!DOCTYPE html><h1>Log in"), ": Log in"),
    "cut": (lambda: answering("200 OK", b"x" * 70_000), "longer than 16 KiB"),
    "bad-url": (lambda: at("ftp://127.0.0.1/sms"), "cannot be called"),
}  # fmt: skip


def outcome_at(url: str, sender: HttpSender | None = None) -> Outcome:
    sender = sender or HttpSender()
    timeout_ms = 300 if "timeout" in url else 5000
    try:
        return sender.send(callback(timeout_ms=timeout_ms), url)
    finally:
        sender.close()


def reason_at(url: str, sender: HttpSender | None = None) -> Reason:
    found = outcome_at(url, sender).reason
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def not_in_a_container(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "_in_container", lambda: False)


@pytest.mark.parametrize("cause", RECEIVERS)
def test_a_receiver_that_fails_gets_its_cause(cause: Cause) -> None:
    receiver, part = RECEIVERS[cause]
    with receiver() as url:
        found = reason_at(url + ("?timeout" if cause == "timeout" else ""))

    assert (found.cause, part in str(found)) == (cause, True), found


def test_a_certificate_for_another_name(tmp_path: Any) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    with with_tls(tls("example.org", authority=authority)) as url:
        found = reason_at(url, HttpSender(ca_file=str(tmp_path / "ca.pem")))

    assert found.cause == "other-name"
    assert "--insecure-callbacks" in found.advice


def test_an_expired_certificate(tmp_path: Any) -> None:
    from datetime import UTC, datetime

    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    expired = tls("127.0.0.1", authority=authority, not_after=datetime(2001, 1, 1, tzinfo=UTC))
    with with_tls(expired) as url:
        found = reason_at(url, HttpSender(ca_file=str(tmp_path / "ca.pem")))

    assert found.cause == "expired-certificate"


def test_in_a_container_loopback_is_the_container(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "_in_container", lambda: True)
    with nothing() as url:
        found = reason_at(url)

    assert found.cause == "refused-in-container"
    assert "http://host.docker.internal:" in found.advice


def test_in_a_container_too_an_app_on_the_other_loopback_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(diagnosis, "_in_container", lambda: True)
    with on_ipv6_only() as url:
        assert reason_at(url).cause == "other-family"


def test_a_stopped_sender_says_so() -> None:
    sender = HttpSender()
    sender.close()

    assert reason_at("http://127.0.0.1:1/", sender).cause == "stopped"


def test_a_name_with_ipv6_only_and_no_way_there(monkeypatch: pytest.MonkeyPatch) -> None:
    error = OSError(101, "Network is unreachable")
    address = (socket.AF_INET6, socket.SOCK_STREAM, 0, "", ("2001:db8::1", 80, 0, 0))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [address])
    monkeypatch.setattr(socket.socket, "connect", lambda *a: (_ for _ in ()).throw(error))

    assert reason_at("http://six.test/").cause == "ipv6-only"


def test_an_answer_of_success_has_no_reason() -> None:
    with answering("200 OK", b"thanks") as url:
        assert outcome_at(url).reason is None


def test_a_doubtful_success_is_no_failure() -> None:
    with answering("200 OK", b"<html>") as url:
        assert outcome_at(url).ok


def test_every_cause_of_the_sender_has_a_receiver_here() -> None:
    elsewhere = {
        "refused-in-container", "other-name", "expired-certificate", "stopped", "ipv6-only",
        "unreachable", "tls-failed", "other", "queue-full", "no-application", "no-url",
        "no-callback-url", "no-app-then", "lost-by-fault", "account-gone", "not-called",
        "app-hangs", "app-raised", "blocked-socket",  # of apps that a test serves
    }  # fmt: skip
    assert set(get_args(Cause)) - elsewhere == set(RECEIVERS)


def test_no_reason_has_secrets() -> None:
    with answering("302 Found", Location="http://bob:s3cret@h/?token=s3cret") as url:
        assert "s3cret" not in str(reason_at(url.replace("//", "//bob:s3cret@")))


def test_a_look_at_a_receiver_goes_to_no_forbidden_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The name of a receiver may mean another address each time that it is looked up."""
    called: list[Any] = []
    connect = socket.socket.connect

    def noting(self: socket.socket, address: Any) -> None:
        called.append(address[0])
        connect(self, ("127.0.0.1", port))

    def look_up(host: str, *_: object, **__: object) -> list[tuple[Any, ...]]:
        address = "169.254.169.254" if called else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, port))]

    with socket_that(saying(b"")) as url:
        port = int(url.rpartition(":")[2].partition("/")[0])
        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        monkeypatch.setattr(socket.socket, "connect", noting)
        found = reason_at(f"http://rebinding.test:{port}/sms")

    assert (found.cause, called) == ("closed", ["127.0.0.1"])


def test_a_look_takes_no_longer_than_the_callback_may() -> None:
    with pytest.raises(TimeoutError):
        Deadline(0).at_most(100)
    assert Deadline(50).at_most(100).remaining() <= 0.05
    assert Deadline(10_000).at_most(100).remaining() <= 0.1


def test_a_result_without_callbacks_and_reason_says_that_none_was_made() -> None:
    assert reason_of({"callbacks": []}).cause == "not-called"
