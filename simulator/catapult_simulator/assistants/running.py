"""Running a server: over stdin and stdout, or over streamable HTTP on this machine."""

import socket
from collections.abc import Callable
from functools import partial
from typing import Any

import anyio
import uvicorn
from mcp.server.mcpserver import MCPServer

from catapult_simulator.assistants.http_guard import HttpGuard

_HOST = "127.0.0.1"


def run_stdio(server: MCPServer[Any]) -> None:
    """Serve one client until stdin ends."""
    server.run("stdio")


def run_http(
    server: MCPServer[Any], port: int, say: Callable[[str], object], *, token: str | None = None
) -> None:
    """Serve until SIGINT or SIGTERM, on this machine only; `say` is told the URL. Port 0 is any
    free one. Asks for `token`, if there is one. Raises OSError where the port cannot be opened."""
    with socket.create_server((_HOST, port)) as listener:
        say(url_of(listener))
        http = http_server(server, listener, token=token)
        anyio.run(partial(http.serve, sockets=[listener]))


def url_of(listener: socket.socket) -> str:
    """The URL for clients of a server on that socket."""
    return f"http://{_HOST}:{listener.getsockname()[1]}/mcp"


def http_server(
    server: MCPServer[Any], listener: socket.socket, *, token: str | None = None
) -> uvicorn.Server:
    """Serves the protocol over streamable HTTP. Requests whose Host is not of this machine, or
    whose Origin is not this port of it, are refused: a page in a browser cannot call the tools."""
    port = listener.getsockname()[1]
    app = HttpGuard(server.streamable_http_app(host=_HOST), port=port, token=token)
    return uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
