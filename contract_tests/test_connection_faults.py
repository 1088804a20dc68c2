"""Faults of connections: responses that break off or are delayed, on real sockets."""

import http.client
from contextlib import closing

import pytest
import requests

from contract_tests.account import Account, compact
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.raw import open_connection, send_head

pytestmark = [
    needs("faults"),
    assumed("the simulator's own: faults"),
]

BREAKS: dict[str, type[Exception]] = {
    "reset": ConnectionResetError,
    "close": http.client.RemoteDisconnected,
    "garbage": http.client.BadStatusLine,
    "truncate": http.client.IncompleteRead,
}


def ask(account: Account, method: str, path: str, body: bytes = b"") -> bytes:
    """The body of an answer, over a connection of its own; raises as http.client does."""
    with closing(open_connection(account)) as connection:
        length = {"Content-Length": str(len(body))} if body else {}
        send_head(connection, account, method, path, length)
        if body:
            connection.send(body)
        return connection.getresponse().read()


@pytest.mark.parametrize("connection_fault", BREAKS)
@pytest.mark.parametrize("path", ["account", "media"])
def test_a_response_can_break_off(
    account: Account, simulated: SimulatedNetwork, connection_fault: str, path: str
) -> None:
    account.request("PUT", "media/x", raw=b"x")
    simulated.add_fault(at="rest", connectionFault=connection_fault, path=path, times=1)

    with pytest.raises(BREAKS[connection_fault]) as broken:
        ask(account, "GET", path)

    expected = BREAKS[connection_fault]
    if account.base_url.startswith("https:") and expected is ConnectionResetError:
        expected = http.client.RemoteDisconnected  # OpenSSL reports a reset as an end
    assert type(broken.value) is expected
    assert ask(account, "GET", path).startswith((b"{", b"["))


@pytest.mark.parametrize("connection_fault", ["reset", "close", "garbage"])
def test_a_message_is_sent_even_if_its_response_is_lost(
    account: Account, simulated: SimulatedNetwork, draft: Draft, connection_fault: str
) -> None:
    simulated.add_fault(at="rest", connectionFault=connection_fault, method="POST", times=1)
    before = len(account.read("messages"))

    with pytest.raises(BREAKS[connection_fault]):
        ask(account, "POST", "messages", compact(draft()))

    assert len(account.read("messages")) == before + 1


@pytest.mark.parametrize("connection_fault", BREAKS)
def test_a_download_can_break_off(
    account: Account, simulated: SimulatedNetwork, connection_fault: str
) -> None:
    account.request("PUT", "media/large", raw=b"x" * 1_000_000)
    simulated.add_fault(
        at="rest", connectionFault=connection_fault, method="GET", path="large", times=1
    )

    with pytest.raises(BREAKS[connection_fault]):
        ask(account, "GET", "media/large")

    assert len(ask(account, "GET", "media/large")) == 1_000_000


def test_an_error_response_can_break_off(account: Account, simulated: SimulatedNetwork) -> None:
    simulated.add_fault(at="rest", error="internal-error", connectionFault="truncate", times=1)

    with pytest.raises(http.client.IncompleteRead) as broken:
        ask(account, "GET", "account")

    assert broken.value.partial.startswith(b'{"category":"unavailable"')
    assert account.read("errors")[0]["code"] == "internal-error"


def test_a_response_can_be_delayed(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    simulated.add_fault(at="rest", method="POST", path="messages", delayMs=3_600_000, times=1)

    with pytest.raises(requests.ReadTimeout):
        account.session.post(
            account.url("messages"), json=draft(), auth=account.credentials[1:], timeout=0.1
        )

    assert len(account.read("messages")) == 1
    assert account.post("messages", draft()).status_code == 201


def test_a_delayed_response_does_not_delay_others(
    account: Account, simulated: SimulatedNetwork
) -> None:
    simulated.add_fault(at="rest", path="account", delayMs=3_600_000, times=8)
    late = [open_connection(account) for _ in range(8)]

    for connection in late:
        send_head(connection, account, "GET", "account", {})
    answers = [ask(account, "GET", path) for path in ("messages", "media", "errors")]

    assert answers == [b"[]"] * 3
    for connection in late:
        connection.close()


@pytest.mark.parametrize("path", ["account", "media"])
def test_a_delayed_response_is_unchanged(
    account: Account, simulated: SimulatedNetwork, path: str
) -> None:
    before = account.get(path)
    simulated.add_fault(at="rest", path=path, delayMs=20, times=1)

    late = account.get(path)

    assert (late.status_code, late.content) == (before.status_code, before.content)
