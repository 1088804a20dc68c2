"""HttpSender: sends a callback over HTTP, within its timeout.

Documented: apiCallbacks/*.md (headers), faq applications/retries.md (timeout). Basic credentials
of the URL are sent without a challenge (callbackSecurity.html), and not in the request line.
Redirects are not followed (assumption C6).
"""

from collections.abc import Callable
from functools import partial
from ssl import SSLContext
from threading import Lock
from urllib.parse import SplitResult, urlsplit

from catapult_simulator.callbacks.connection import (
    Connection,
    IdleConnections,
    Origin,
    Stale,
    connect,
)
from catapult_simulator.callbacks.deadline import Deadline, Stopped
from catapult_simulator.callbacks.outbound_policy import Forbidden, OutboundPolicy
from catapult_simulator.callbacks.probes import Open, Probes
from catapult_simulator.callbacks.resolver import Resolver
from catapult_simulator.callbacks.response_reader import ResponseReader
from catapult_simulator.core.callback_reasons import Reason, reason
from catapult_simulator.core.callback_request import head_lines
from catapult_simulator.core.callbacks import Callback, Outcome, Problem
from catapult_simulator.core.evidence import Header, assumed, documented
from catapult_simulator.core.interruption import interruption
from catapult_simulator.core.json_text import to_json
from catapult_simulator.core.urls import DEFAULT_PORTS

_UNSEEN = assumed("assumption C14")
_HTTP = assumed("in no source; HTTP/1.1 requires it: RFC 9112")
HEADERS = (
    Header(
        "User-Agent",
        "BandwidthAPI/v1, in the profile of 2019 with the build's timestamp (assumption C13)",
        documented("apiCallbacks/sms.md"),
    ),
    Header(
        "Content-Type",
        "application/json; charset=utf-8; with POST",
        documented("apiCallbacks/sms.md"),
    ),
    Header(
        "Authorization", "Basic, where the URL has credentials", documented("callbackSecurity.html")
    ),
    Header("Accept", "`*/*`", _UNSEEN),
    Header("Accept-Encoding", "gzip,deflate", _UNSEEN),
    Header("Connection", "keep-alive", _UNSEEN),
    Header("Content-Length", "of the body; with POST", _HTTP),
    Header("Host", "the URL's", _HTTP),
)


class HttpSender:
    """Sends callbacks from any thread; keeps connections to receivers for a while.

    `verify_tls=False` accepts every certificate, `ca_file` names an authority to trust beside the
    system's, `policy` says which addresses may be called.
    """

    def __init__(
        self,
        *,
        verify_tls: bool = True,
        ca_file: str | None = None,
        policy: OutboundPolicy | None = None,
    ) -> None:
        self._verify_tls = verify_tls
        self._ca_file = ca_file
        self._policy = policy or OutboundPolicy()
        self._idle = IdleConnections()
        self._resolver = Resolver()
        self._lock = Lock()
        self._under_way: set[Connection] = set()
        self._closed = False
        self._context: SSLContext | None = None

    def send(self, callback: Callback, url: str) -> Outcome:
        """Try `url` once. Never raises for what a receiver or a URL can do wrong."""
        return outcome_of(callback, url, partial(self._exchange, callback, url), self._open)

    def close(self) -> None:
        """Send no more: callbacks under way are broken off, connections that are kept closed."""
        with self._lock:
            self._closed = True
            under_way = list(self._under_way)
        for connection in under_way:
            connection.break_off()
        self._idle.close()

    def forget_connections(self, url: str) -> None:
        """Close the connections that are kept for the receiver at `url`: it has stopped."""
        self._idle.forget(_origin(urlsplit(url)))

    def _exchange(self, callback: Callback, url: str, deadline: Deadline) -> ResponseReader:
        parts = urlsplit(url)
        origin = _origin(parts)
        request = _request(callback, parts, origin)
        try:
            kept = self._idle.take(origin)
            return self._use(kept or self._connect(origin, deadline), origin, request, deadline)
        except Stale:
            return self._use(self._connect(origin, deadline), origin, request, deadline)

    def _use(
        self, connection: Connection, origin: Origin, request: bytes, deadline: Deadline
    ) -> ResponseReader:
        self._begin(connection)
        try:
            with interruption().waking(connection.break_off):
                answer = connection.exchange(request, deadline)
        except BaseException:
            connection.close()
            raise
        finally:
            with self._lock:
                self._under_way.discard(connection)
                closed = self._closed
        if answer.reusable and not closed:
            self._idle.put(origin, connection)
        else:
            connection.close()
        return answer

    def _begin(self, connection: Connection) -> None:
        with self._lock:
            if not self._closed:
                self._under_way.add(connection)
                return
        connection.close()
        raise Stopped

    def _connect(self, origin: Origin, deadline: Deadline) -> Connection:
        return self._open(origin, deadline, self._tls() if origin.scheme == "https" else None)

    def _open(self, origin: Origin, deadline: Deadline, tls: SSLContext | None) -> Connection:
        if self._closed:
            raise Stopped
        found = self._resolver.addresses(origin.host, origin.port, deadline)
        return connect(origin, found, deadline, self._policy, tls)

    def _tls(self) -> SSLContext:
        with self._lock:
            if self._context is None:
                from catapult_simulator.tls.trust import client_context

                self._context = client_context(verify=self._verify_tls, ca_file=self._ca_file)
            return self._context


def _problem(error: Exception) -> Problem:
    if isinstance(error, TimeoutError):
        return "timeout"
    return "policy" if isinstance(error, Forbidden) else "network"


def outcome_of(
    callback: Callback,
    url: str,
    exchange: Callable[[Deadline], ResponseReader],
    open_: Open | None = None,
) -> Outcome:
    """The result of one attempt: that of `exchange`, which gets the deadline. Raises nothing.

    Where it fails, `open_` gives connections to look at the receiver once more.
    """
    from catapult_simulator.callbacks import diagnosis  # a server starts sooner without it

    deadline = Deadline(callback.timeout_ms)
    try:
        answer = exchange(deadline)
    except Exception as error:  # the outermost edge: nothing may escape into a sender thread
        seconds, probes = deadline.elapsed, Probes(deadline, open_)
        # No lambda: its cell would hold the error, and the error this frame.
        why = _found(partial(diagnosis.reason_of_exception, error, callback, url, probes))
        return Outcome(None, "", _problem(error), seconds, why)
    problem: Problem | None = None if 200 <= answer.status < 300 else "status"
    doubt = _found(partial(diagnosis.reason_of_answer, answer, callback, url))
    return Outcome(answer.status, answer.text(), problem, deadline.elapsed, doubt, answer.head())


def _found(reason_found: Callable[[], Reason | None]) -> Reason | None:
    """The reason; where it cannot be said, for a defect here, that."""
    try:
        return reason_found()
    except Exception as error:  # the outermost edge, as above
        return reason("other", detail=f"its cause cannot be said ({type(error).__name__}: {error})")


def request_of(callback: Callback, url: str) -> bytes:
    """The request that calls `url`. Raises ValueError for a URL without a host."""
    parts = urlsplit(url)
    return _request(callback, parts, _origin(parts))


def _origin(parts: SplitResult) -> Origin:
    """The target of the URL `parts`. Raises ValueError for a URL without one."""
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError("the URL is not of the form http://host/path")
    port = DEFAULT_PORTS[parts.scheme] if parts.port is None else parts.port
    host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode()
    return Origin(parts.scheme, host, port)


def _request(callback: Callback, parts: SplitResult, origin: Origin) -> bytes:
    body = to_json(callback.payload).encode("utf-8", "replace")
    lines = head_lines(callback, parts, _host(origin), body)
    head = "\r\n".join([*lines, "", ""]).encode("latin-1")
    return head if callback.method == "GET" else head + body


def _host(origin: Origin) -> str:
    host = f"[{origin.host}]" if ":" in origin.host else origin.host
    return host if origin.port == DEFAULT_PORTS[origin.scheme] else f"{host}:{origin.port}"
