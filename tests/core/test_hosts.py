"""Host names: reserved ones, patterns, and the address at which a server is reached."""

import pytest

from catapult_simulator.core.addresses import base_url
from catapult_simulator.core.hosts import host_of, is_unregistrable, matches, parse_host


@pytest.mark.parametrize(
    "host",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "203.0.113.9",
            "127.1",
            "2130706433",
            "0x7f.0.0.1",
            "0177.0.0.1",
        ),
        *("::1", "fd00::7", "2001:db8::1", "::ffff:127.0.0.1"),
        *("localhost", "simulator", "my_sim-2", "sim.localhost", "host.docker.internal"),
        *("box.local", "sim.default.svc.cluster.local", "simulator.test"),
    ],
)
def test_addresses_and_local_names_cannot_be_registered(host: str) -> None:
    assert is_unregistrable(host)


@pytest.mark.parametrize(
    "host",
    [
        *(
            "evil.example.com",
            "127.0.0.1.nip.io",
            "localhost.evil.org",
            "1.2.3.4.evil",
            "xtest.org",
        ),
        *("evil-internal.com", "evil.xlocal", "127.0.0.1.x-0", "evil%2ecom", "", "evil.com.."),
    ],
)
def test_all_other_names_can(host: str) -> None:
    assert not is_unregistrable(host)


@pytest.mark.parametrize(
    ("authority", "host"),
    [
        ("127.0.0.1:8080", "127.0.0.1"),
        ("[::1]:8080", "::1"),
        ("[FD00::A]", "fd00::a"),
        ("Sim.Example.com.:80", "sim.example.com"),
        ("localhost", "localhost"),
        ("::1", ""),
    ],
)
def test_the_host_of_an_authority_has_no_port_and_no_brackets(authority: str, host: str) -> None:
    assert host_of(authority) == host


@pytest.mark.parametrize(
    ("host", "pattern", "is_match"),
    [
        ("sim.example.com", "sim.example.com", True),
        ("a.example.com", "*.example.com", True),
        ("a.b.example.com", "*.example.com", True),
        ("example.com", "*.example.com", False),
        ("evilexample.com", "*.example.com", False),
        ("sim.example.com.evil.org", "sim.example.com", False),
    ],
)
def test_a_pattern_is_a_name_or_all_names_below_a_domain(
    host: str, pattern: str, *, is_match: bool
) -> None:
    assert matches(host, parse_host(pattern)) == is_match


@pytest.mark.parametrize(
    "text", ["", "*", "*.", "http://sim.example.com", "sim:8080", "a b", "a..b"]
)
def test_what_is_no_host_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a host name: give sim\.example\.com"):
        parse_host(text)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:81"),
        ("", "http://127.0.0.1:81"),
        ("0.0.0.0", "http://127.0.0.1:81"),
        ("::", "http://[::1]:81"),
        ("fd00::7", "http://[fd00::7]:81"),
        ("sim.example.com", "http://sim.example.com:81"),
    ],
)
def test_the_base_url_of_a_server_works_on_its_own_machine(host: str, url: str) -> None:
    assert base_url("http", host, 81) == url
