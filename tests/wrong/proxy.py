"""Proxy, an API with one mistake: the requests of the suite and the callbacks of the simulator go
through it. `/_simulator` is passed on, so that the suite can do its work."""

import re
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Lock, Thread
from types import TracebackType
from typing import Self

from wrong.instance import Line, Wrong
from wrong.message import Message, has_method, is_of
from wrong.relay import Behaviour, Broken, Filter, Relay

_WEBHOOK = re.compile(rb"127\.0\.0\.1:(\d+)/webhook-")
Handler = Callable[[socket.socket], None]


class Proxy:
    """`with Proxy("127.0.0.1", 8080, wrong) as proxy`: at `proxy.base_url`.

    An exchange is handed to the first mistake that is about it. `defects` are exceptions of
    mistakes: none is expected.

    A webhook's address is replaced by one of the proxy, of the same length, on its way to the
    simulator, and put back on its way out.
    """

    def __init__(self, host: str, port: int, *mistakes: Wrong) -> None:
        self._api, self._mistakes = (host, port), mistakes
        self.defects: list[Exception] = []
        self._listeners: list[socket.socket] = []
        self._hooks: dict[int, int] = {}  # the port of a receiver, and that of the proxy for it
        self._lock = Lock()
        self._kept: list[Message] = []

    def __enter__(self) -> Self:
        self.base_url = f"http://127.0.0.1:{self._listen(self._serve_api)}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for listener in self._listeners:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)  # wakes its thread
            listener.close()

    def _listen(self, handler: Handler) -> int:
        listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._listeners.append(listener)
        Thread(target=_accept, args=(listener, handler), daemon=True).start()
        return int(listener.getsockname()[1])

    def _serve_api(self, client: socket.socket) -> None:
        self._relay(client, "api", is_of, self._api, self._to_hooks, self._to_receivers)

    def _serve_callbacks(self, receiver: int) -> Handler:
        def serve(client: socket.socket) -> None:
            here, there = b":%d" % self._hooks[receiver], b":%d" % receiver
            address = ("127.0.0.1", receiver)
            self._relay(
                client, "callback", has_method, address, lambda sent: sent.replace(here, there)
            )

        return serve

    def _relay(
        self,
        client: socket.socket,
        side: str,
        matches: Callable[[Message, str], bool],
        address: tuple[str, int],
        inward: Filter = bytes,
        outward: Filter = bytes,
    ) -> None:
        def mistake_of(head: Message) -> Behaviour | None:
            found = (w for w in self._mistakes if w.side == side and matches(head, w.where))
            wrong = next(found, None)
            return partial(self._behave, wrong) if wrong else None

        Relay(client, address, mistake_of, inward, outward).run()

    def _behave(self, wrong: Wrong, request: Message, relay: Relay) -> Message:
        try:
            return wrong.behave(request, Line(relay.send, relay.send_anew, self._kept))
        except (Broken, OSError):
            raise
        except Exception as error:  # of the table: the run must not pass for a noticed mistake
            self.defects.append(error)
            raise Broken(b"", reset=False) from error

    def _to_hooks(self, sent: bytes) -> bytes:
        return _WEBHOOK.sub(lambda found: _address(self._hook_of(int(found[1]))), sent)

    def _to_receivers(self, sent: bytes) -> bytes:
        receivers = {hook: receiver for receiver, hook in list(self._hooks.items())}
        return _WEBHOOK.sub(
            lambda found: _address(receivers.get(int(found[1]), int(found[1]))), sent
        )

    def _hook_of(self, receiver: int) -> int:
        with self._lock:
            if receiver not in self._hooks:
                hook = self._listen(self._serve_callbacks(receiver))
                assert len(str(hook)) == len(str(receiver))
                self._hooks[receiver] = hook
        return self._hooks[receiver]


def _accept(listener: socket.socket, handler: Handler) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        Thread(target=handler, args=(client,), daemon=True).start()


def _address(port: int) -> bytes:
    return b"127.0.0.1:%d/webhook-" % port
