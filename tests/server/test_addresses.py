"""The addresses on which a server listens, and the names by which it may be called."""

import socket
from contextlib import suppress

import pytest
import requests

from catapult_simulator.core.simulator import Simulator
from catapult_simulator.server import Server
from receivers import PATIENCE

HEALTH = "/_simulator/health"


def _has_ipv6() -> bool:
    with suppress(OSError), socket.create_server(("::1", 0), family=socket.AF_INET6):
        return True
    return False


def _status(url: str, host: str | None = None) -> int:
    headers = {} if host is None else {"Host": host}
    return requests.get(url, headers=headers, timeout=PATIENCE).status_code


@pytest.mark.skipif(not _has_ipv6(), reason="a machine without IPv6")
def test_a_server_on_all_addresses_of_ipv6_is_reached_by_its_url_and_by_ipv4() -> None:
    with Server(Simulator(), host="::") as server:
        port = server.url.removeprefix("http://[::1]:")

        assert _status(server.url + HEALTH) == 200
        assert _status(f"http://127.0.0.1:{port}{HEALTH}") == 200


def test_control_is_called_by_public_allowed_and_local_names_only() -> None:
    hosts = ["sim.example.com", "public.example.org", "compose-service", "elsewhere.example.net"]
    public_url = "https://public.example.org/"
    with Server(Simulator(), public_url=public_url, allowed_hosts=["*.example.com"]) as server:
        statuses = [_status(server.url + HEALTH, host) for host in hosts]

    assert statuses == [200, 200, 200, 403]


def test_an_allowed_host_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="is not a host name"):
        Server(allowed_hosts=["http://sim.example.com"])
