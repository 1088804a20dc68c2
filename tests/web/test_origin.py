"""The origin of links: the host that the client used, behind a TLS terminator too."""

import pytest

from builders import environ_of
from catapult_simulator.web.origin import origin_of

DIRECT = "http://simulator.test:8080"


def origin(peer: str = "127.0.0.1", **headers: str) -> str:
    named = {f"HTTP_X_FORWARDED_{name.upper()}": value for name, value in headers.items()}
    return origin_of(environ_of("GET", "/v1/x") | {"REMOTE_ADDR": peer} | named)


@pytest.mark.parametrize(
    "peer",
    ["127.0.0.1", "127.8.8.8", "::1", "10.1.2.3", "172.17.0.1", "192.168.1.1", "fd00::1",
     "::ffff:172.17.0.1", "fd00::1%eth0"],
)  # fmt: skip
def test_a_near_proxy_says_how_the_client_came(peer: str) -> None:
    assert origin(peer, proto="https", host="api.sim.test") == "https://api.sim.test"


@pytest.mark.parametrize(
    "peer",
    ["203.0.113.9", "192.0.2.10", "172.32.0.1", "11.0.0.1", "2001:db8::1", "fe80::1",
     "::ffff:203.0.113.9", "", "unix"],
)  # fmt: skip
def test_any_other_peer_is_not_believed(peer: str) -> None:
    assert origin(peer, proto="https", host="api.sim.test") == DIRECT


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, DIRECT),
        ({"proto": "https"}, "https://simulator.test:8080"),
        ({"proto": "HTTPS"}, "https://simulator.test:8080"),
        ({"host": "api.sim.test:8443"}, "http://api.sim.test:8443"),
        ({"host": "[2001:db8::1]:8443"}, "http://[2001:db8::1]:8443"),
        ({"host": "sim_1"}, "http://sim_1"),
        ({"proto": "https, http", "host": "first.test, second.test"}, "https://first.test"),
    ],
    ids=str,
)
def test_each_header_counts_alone(headers: dict[str, str], expected: str) -> None:
    """Of several values the first is the client's."""
    assert origin(**headers) == expected


@pytest.mark.parametrize(
    "host",
    ["", " ", "a b", "a/b", "a@b", "a:0", "a:65536", "a:x", "a;b", "<a>", "[::1", "[:::::]", "é",
     "-a", "a\r\nb", "a?b", "a#b", ",a", "h" * 254],
)  # fmt: skip
def test_a_malformed_host_is_ignored(host: str) -> None:
    assert origin(host=host) == DIRECT


@pytest.mark.parametrize("proto", ["", "ftp", "javascript", "https:", "h ttps", "wss", ",https"])
def test_a_malformed_scheme_is_ignored(proto: str) -> None:
    assert origin(proto=proto) == DIRECT


def test_without_a_host_header_the_address_of_the_server_counts() -> None:
    environ = environ_of("GET", "/v1/x") | {"SERVER_NAME": "::1"}
    del environ["HTTP_HOST"]

    assert origin_of(environ) == "http://[::1]:8080"
