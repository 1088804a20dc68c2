"""The addresses that callbacks may go to, in every spelling."""

from collections.abc import Iterator

import pytest

from catapult_simulator.callbacks.http_sender import HttpSender
from catapult_simulator.callbacks.outbound_policy import Forbidden, OutboundPolicy
from catapult_simulator.core.callbacks import Callback

REFUSED = [
    "169.254.169.254", "169.254.0.1", "fe80::1", "fe80::1%eth0", "224.0.0.1", "239.255.255.250",
    "ff02::1", "0.0.0.0", "0.1.2.3", "::", "255.255.255.255", "fd00:ec2::254", "100.100.100.200",
    "168.63.129.16", "192.0.0.192", "::ffff:169.254.169.254", "::ffff:0.0.0.0",
    "::169.254.169.254", "2002:a9fe:a9fe::1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a9fe:a9fe",
    "2001:0:a9fe:a9fe::1", "fd00:ec2::23", "fd20:ce::254", "::ffff:0:a9fe:a9fe",
    "2001:db8::5efe:a9fe:a9fe", "2001:db8::200:5efe:a9fe:a9fe",
]  # fmt: skip
ALLOWED = [
    "127.0.0.1", "127.8.9.10", "::1", "10.0.0.1", "172.17.0.1", "192.168.1.1", "fd00::1",
    "93.184.216.34", "2606:2800:220:1::1", "::ffff:127.0.0.1", "64:ff9b::5db8:d822",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_nobody_should_call_is_refused(address: str) -> None:
    with pytest.raises(Forbidden, match="only --allow-callbacks-to sends callbacks there"):
        OutboundPolicy().check(address)


@pytest.mark.parametrize("address", ALLOWED)
def test_an_ordinary_address_is_allowed(address: str) -> None:
    OutboundPolicy().check(address)


def test_networks_that_are_named_are_the_only_ones() -> None:
    policy = OutboundPolicy(["10.0.0.0/8", "169.254.169.254"])

    policy.check("10.1.2.3")
    policy.check("169.254.169.254")
    with pytest.raises(Forbidden, match=r"127\.0\.0\.1 is outside of --allow-callbacks-to"):
        policy.check("127.0.0.1")


def test_a_network_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="localhost"):
        OutboundPolicy(["localhost"])


@pytest.fixture
def sender() -> Iterator[HttpSender]:
    sender = HttpSender()
    yield sender
    sender.close()


@pytest.mark.parametrize(
    "host",
    ["169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "169.254.43518",
     "[::ffff:169.254.169.254]", "0.0.0.0", "0"],
)  # fmt: skip
def test_the_address_that_is_connected_to_decides(sender: HttpSender, host: str) -> None:
    payload = {"messageId": "m-1", "eventType": "sms"}

    outcome = sender.send(Callback("m-1", "", payload, timeout_ms=2000), f"http://{host}/sms")

    assert (outcome.status, outcome.problem) == (None, "policy")
    assert "only --allow-callbacks-to sends callbacks there" in outcome.explanation
