"""Server: a simulator on a port. The composition root of clock, callback sender and socket.

Flask is imported after the socket listens: an early client waits instead of being refused.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from catapult_simulator.callbacks.http_sender import HttpSender
from catapult_simulator.callbacks.outbound_policy import OutboundPolicy
from catapult_simulator.callbacks.wall_time import WallTime
from catapult_simulator.core.addresses import base_url
from catapult_simulator.core.checks import (
    check_flag,
    check_list,
    check_one_of,
    check_optional,
    check_optional_text,
    check_text,
    check_url,
    check_whole,
)
from catapult_simulator.core.configuration import Setting
from catapult_simulator.core.hosts import parse_host
from catapult_simulator.core.media import MAX_BYTES
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.http_server.context import OnResponse
from catapult_simulator.http_server.limits import Limits
from catapult_simulator.http_server.server import HttpServer
from catapult_simulator.tls.trust import client_context
from catapult_simulator.web.control_access import ControlAccess, ControlSwitch
from catapult_simulator.web.http_errors import HttpErrors
from catapult_simulator.web.request_log import FORMS, Form, RequestLog
from catapult_simulator.web.threads import may_wait, never_blocks
from catapult_simulator.web.trusted_hosts import TrustedHosts

if TYPE_CHECKING:
    from ssl import SSLContext


class Server:
    """`with Server() as server: requests.get(server.url + "/v1/…")`.

    Starts and stops within milliseconds, on a thread of its own. A simulator without a callback
    sender gets the HTTP sender. A stopped server can be started again: on the same port, and with
    the timers that became due meanwhile.
    """

    def __init__(
        self,
        simulator: Simulator | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        public_url: str | None = None,
        ssl_context: "SSLContext | None" = None,
        verify_tls: bool = True,
        callback_ca: str | None = None,
        allow_callbacks_to: Sequence[str] = (),
        allowed_hosts: Sequence[str] = (),
        control: ControlSwitch = "on",
        control_token: str | None = None,
        control_port: int | None = None,
        log: Form = "off",
        write_log: Callable[[str], object] | None = None,
    ) -> None:
        """`verify_tls` and `callback_ca`, a file in PEM format, say which receivers are trusted;
        `allow_callbacks_to` are the only networks that are called: `10.0.0.0/8`. `allowed_hosts`
        are names by which control API and pages may be called, beside `host`, that of `public_url`,
        IP addresses and names that nobody can register: `sim.example.com`, or `*.example.com`.
        Both answer only to who has `control_token`, if it is given, only on `control_port`, where
        `/v1` answers too, and not at all with `control` off; health does always. `write_log` gets
        one line for each request, in the form of `log`; where that is off, one for each request
        that no account owns. It must not block.

        Raises TypeError and ValueError for what an argument cannot be, OSError for an unusable
        file.
        """
        check_optional("simulator", simulator, Simulator)
        _check_address(host, port, public_url)
        if control_port is not None:
            check_whole("control_port", control_port, 0, 65535)
        _check_tls(ssl_context, verify_tls, callback_ca)
        check_list("allow_callbacks_to", allow_callbacks_to, str)
        check_list("allowed_hosts", allowed_hosts, str)
        _check_log(log, write_log)
        self.simulator: Simulator = simulator or Simulator()
        self._host, self._port, self._control_port = host, port, control_port
        self._scheme = "https" if ssl_context else "http"
        self._public_url = public_url
        self._ssl_context = ssl_context
        if callback_ca is not None:
            client_context(ca_file=callback_ca)  # fails here, not at the first callback
        self._make_sender = partial(
            HttpSender,
            verify_tls=verify_tls,
            ca_file=callback_ca,
            policy=OutboundPolicy(allow_callbacks_to),
        )
        self._trusted_hosts = TrustedHosts(
            [parse_host(name) for name in allowed_hosts], own=[host], public_url=public_url
        )
        self._access = ControlAccess(control_token, control)
        self._settings: Sequence[Setting] = ()
        self._log = None if write_log is None else RequestLog(log, write_log)
        if self._log is not None and not self._log.is_on:
            self.simulator.unmatched_requests.subscribe(self._log.unmatched)
        self._http_server: HttpServer | None = None
        self._sender: HttpSender | None = None
        self._wall_time: WallTime | None = None
        self._url = ""

    @property
    def url(self) -> str:
        """The base URL; that of its last start once it has stopped. Raises RuntimeError before it
        has been started."""
        if not self._url:
            raise RuntimeError("this server has no URL yet; start it: with Server() as server: ...")
        return self._url

    @property
    def control_url(self) -> str:
        """The base URL of control API and pages; as `url`."""
        port = self._access.port
        return self.url if port is None else base_url(self._scheme, self._host, port)

    def show_configuration(self, settings: Sequence[Setting]) -> None:
        """Have the control API show these settings, with which a program was started."""
        self._settings = tuple(settings)

    def open(self) -> str:
        """Listen on the port; gives the base URL. Raises OSError where the port is taken,
        RuntimeError where this server is open already."""
        if self._http_server is not None:
            raise RuntimeError(f"this server is open already, at {self.url}; stop it first")
        http_server = self._new_http_server()
        self._port = http_server.open()
        if self._control_port is not None:
            self._access.port = self._control_port = http_server.ports[-1]
        self._run_wall_clock(http_server)
        self._http_server = http_server
        self._url = base_url(self._scheme, self._host, self._port)
        network = self.simulator.network
        network.url = self._url
        network.public_url = self._public_url.rstrip("/") if self._public_url else None
        if not self.simulator.has_callback_sender:
            self._sender = self._make_sender()
            self.simulator.network.callback_sender = self._sender
        return self._url

    def start(self) -> Self:
        """Serve on a thread of its own; returns once connections are accepted.

        Raises RuntimeError where the server runs already.
        """
        self._opened().start(self._app())
        return self

    def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Serve on this thread until SIGINT, SIGTERM or SIGHUP."""
        self._opened().run(self._app(), ready=ready)
        self.stop()

    def stop(self) -> None:
        """Stop within milliseconds, from any thread, repeatedly."""
        http_server = self._http_server
        if http_server is None:
            return
        if self.simulator.network.wall_time is self._wall_time:
            self.simulator.network.wall_time = None  # first: its loop is closed below
        http_server.stop()
        self._http_server = self.simulator.network.application = None
        if self._sender is not None:
            self._sender.close()

    def __enter__(self) -> Self:
        runs = self._http_server is not None and self._http_server.is_serving
        return self if runs else self.start()

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def _opened(self) -> HttpServer:
        if self._http_server is None:
            self.open()
        assert self._http_server is not None
        return self._http_server

    def _run_wall_clock(self, http_server: HttpServer) -> None:
        """On virtual time too: single accounts may be on the wall clock."""
        if self.simulator.clock == "virtual" and self.simulator.network.wall_time is not None:
            return  # of another server
        self._wall_time = WallTime(http_server.loop)
        try:
            self.simulator.run_wall_clock(self._wall_time)
        except RuntimeError:
            http_server.stop()
            raise

    def _new_http_server(self) -> HttpServer:
        return HttpServer(
            self._host,
            self._port,
            more_ports=[] if self._control_port is None else [self._control_port],
            inline=never_blocks,
            waits=may_wait,
            error_renderer=HttpErrors(self.simulator),
            ssl_context=self._ssl_context,
            limits=Limits(body_bytes=MAX_BYTES),
            on_response=self._on_response(),
        )

    def _app(self) -> Any:
        from catapult_simulator.app import create_app

        app = create_app(self.simulator, self._trusted_hosts, self._access)
        app.extensions["configuration"] = self._settings
        self.simulator.network.application = app
        if self._log is not None:
            self._log.tenant_of = app.extensions["authenticator"].authenticate
        return app

    def _on_response(self) -> OnResponse | None:
        """The writer of the log. Where it is off, nothing is called for a request."""
        return self._log.answered if self._log is not None and self._log.is_on else None


def _check_address(host: str, port: int, public_url: str | None) -> None:
    check_text("host", host)  # "" means all addresses
    check_whole("port", port, 0, 65535)
    if public_url is not None:
        check_url("public_url", public_url)


def _check_tls(ssl_context: object, verify_tls: bool, callback_ca: str | None) -> None:
    check_flag("verify_tls", verify_tls)
    check_optional_text("callback_ca", callback_ca)
    if ssl_context is not None:
        from ssl import SSLContext  # few servers have one

        check_optional("ssl_context", ssl_context, SSLContext)


def _check_log(log: Form, write_log: object) -> None:
    check_one_of("log", log, FORMS)
    if write_log is not None and not callable(write_log):
        raise TypeError(f"write_log={write_log!r}; pass a function of one text")
