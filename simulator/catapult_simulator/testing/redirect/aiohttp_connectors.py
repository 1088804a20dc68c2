"""aiohttp: a connection to the real API is one to the port of the simulator, without TLS."""

import asyncio
from typing import Any

import aiohttp

from catapult_simulator.testing.blocked_sockets import needing_sockets
from catapult_simulator.testing.redirect.patches import Function, Patch
from catapult_simulator.testing.redirect.state import target_for


def patches(library: str) -> list[Patch]:
    return [Patch(aiohttp.TCPConnector, "_create_connection", _wrap)]


def _wrap(original: Function) -> Function:
    async def create_connection(
        connector: Any, request: Any, *arguments: Any, **options: Any
    ) -> Any:
        target = target_for(request.url.host)
        if target is None:
            return await original(connector, request, *arguments, **options)
        if not target.port:
            raise RuntimeError(_NO_PORT)
        protocol = await _connect(connector._factory, target.host, target.port)
        protocol.force_close()  # it must not be kept for a request after the redirect
        return protocol

    return create_connection


async def _connect(factory: Any, host: str, port: int) -> Any:
    with needing_sockets():
        return (await asyncio.get_running_loop().create_connection(factory, host, port))[1]


_NO_PORT = "aiohttp needs the port of the simulator, and this one has none"
