"""The address at which this machine reaches a server.

It imports nothing, not even `re`: the health check needs it, whose time is that of its imports.
"""

# An address to listen on that means all of them -> the address at which this machine reaches it.
_LOOPBACK = {"": "127.0.0.1", "0": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1", "::0": "::1"}


def reachable(host: str) -> str:
    """The host at which this machine reaches a server that listens on `host`."""
    return _LOOPBACK.get(host, host)


def base_url(scheme: str, host: str, port: int) -> str:
    """The URL of a server that listens on `host`, to call it from this machine."""
    name = reachable(host)
    return f"{scheme}://{f'[{name}]' if ':' in name else name}:{port}"
