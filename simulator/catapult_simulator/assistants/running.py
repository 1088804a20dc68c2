"""Running a server: over stdin and stdout, or over streamable HTTP on this machine."""

import socket
from collections.abc import Callable
from functools import partial
from typing import Any

import anyio
import uvicorn
from mcp.server.mcpserver import MCPServer

_HOST = "127.0.0.1"


def run_stdio(server: MCPServer[Any]) -> None:
    """Serve one client until stdin ends."""
    server.run("stdio")


def run_http(server: MCPServer[Any], port: int, say: Callable[[str], object]) -> None:
    """Serve until SIGINT or SIGTERM, on this machine only; `say` is told the URL. Port 0 is any
    free one. Raises OSError where the port cannot be opened."""
    with socket.create_server((_HOST, port)) as listener:
        say(url_of(listener))
        anyio.run(partial(http_server(server).serve, sockets=[listener]))


def url_of(listener: socket.socket) -> str:
    """The URL for clients of a server on that socket."""
    return f"http://{_HOST}:{listener.getsockname()[1]}/mcp"


def http_server(server: MCPServer[Any]) -> uvicorn.Server:
    """Serves the protocol over streamable HTTP. Requests whose Host or Origin is not of this
    machine are refused: a page in a browser cannot call the tools."""
    app = server.streamable_http_app(host=_HOST)
    return uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
