"""Each client that goes to the real API reaches the simulator, unchanged."""

import http.client
import json
import socket
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
import requests
import urllib3

from catapult_simulator import Server, Simulator
from catapult_simulator.testing.catapult import Catapult
from testing.redirect.clients import (
    ASKS,
    CLIENTS,
    Ask,
    by_aiohttp,
    by_requests,
    headers_of,
    numbers_by,
    numbers_url,
)  # fmt: skip

LINE = "+19195551212"


@CLIENTS
def test_the_client_reaches_the_simulator(account: Catapult, ask: Ask) -> None:
    account.phone_numbers.allocate(LINE)

    with account.redirect():
        assert numbers_by(ask, account) == [LINE]


@CLIENTS
def test_links_lead_to_the_real_api(account: Catapult, ask: Ask) -> None:
    with account.redirect():
        numbers_by(ask, account)

    assert account.client_origin == "https://api.catapult.inetwork.com"


@CLIENTS
def test_it_holds_in_other_threads(account: Catapult, ask: Ask) -> None:
    with account.redirect(), ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: numbers_by(ask, account), range(8)))

    assert answers == [[]] * 8


@CLIENTS
def test_an_error_is_answered_as_by_the_api(account: Catapult, ask: Ask) -> None:
    with account.redirect():
        answered = ask(f"{numbers_url(account)}/n-unknown", headers_of(account))

    assert (answered.status, answered.content["code"]) == (404, "number-not-found")


@CLIENTS
def test_a_redirect_within_a_redirect_goes_first(account: Catapult, ask: Ask) -> None:
    with Server(Simulator(tenant_type=Catapult)) as server:
        other = server.simulator.open_tenant(*account.credentials)
        assert isinstance(other, Catapult)
        other.phone_numbers.allocate(LINE)
        with account.redirect():
            with other.redirect():
                assert numbers_by(ask, other) == [LINE]
            assert numbers_by(ask, account) == []


SENDING = {
    "text": "Grüße ✓",
    "json": {"from": LINE, "to": "+19195550001", "text": "Grüße ✓"},
}


def bodies() -> dict[str, Any]:
    text = json.dumps(SENDING["json"])
    return {
        "json": {"json": SENDING["json"]},
        "text": {"data": text},
        "bytes": {"data": text.encode()},
        "chunks": {"data": (text[at : at + 9].encode() for at in range(0, len(text), 9))},
    }


@pytest.mark.parametrize("kind", bodies())
@pytest.mark.parametrize("retries", [0, 2])
def test_requests_sends_any_body(account: Catapult, kind: str, retries: int) -> None:
    account.phone_numbers.allocate(LINE)
    me = account.credentials
    with account.redirect(), requests.Session() as session:
        session.mount("https://", requests.adapters.HTTPAdapter(max_retries=retries))
        sent = session.post(
            f"https://api.catapult.inetwork.com/v1/users/{me.user_id}/messages",
            auth=(me.token, me.secret),
            headers={"Content-Type": "application/json"},
            **bodies()[kind],
        )
        message = session.get(sent.headers["Location"], auth=(me.token, me.secret)).json()

    assert sent.status_code == 201
    assert message["text"] == SENDING["text"]


def test_a_file_goes_up_and_comes_down(account: Catapult) -> None:
    me = account.credentials
    url = f"https://api.catapult.inetwork.com/v1/users/{me.user_id}/media/cat.png"
    picture = bytes(range(256)) * 1024

    with account.redirect(), requests.Session() as session:
        session.auth = (me.token, me.secret)
        session.put(url, data=picture, headers={"Content-Type": "image/png"}).raise_for_status()
        with session.get(url, stream=True) as answer:
            assert b"".join(answer.iter_content(1000)) == picture
        assert session.get(url, stream=True).raw.read() == picture
        head = session.head(url)

    assert (head.headers["Content-Length"], head.content) == (str(len(picture)), b"")


def test_the_answer_has_the_headers_of_the_server(account: Catapult) -> None:
    with account.redirect():
        answer = requests.get(numbers_url(account), headers=headers_of(account), timeout=10)

    assert answer.headers["Server"] == "catapult-simulator"
    assert answer.headers["Content-Type"] == "application/json"
    assert (answer.reason, answer.raw.version, answer.url) == ("OK", 11, numbers_url(account))


def test_the_raw_response_is_that_of_urllib3(account: Catapult) -> None:
    with account.redirect():
        raw = requests.get(numbers_url(account), headers=headers_of(account), timeout=10).raw

    assert isinstance(raw, urllib3.HTTPResponse)
    assert (raw.status, raw.reason, raw.closed) == (200, "OK", False)
    assert raw.headers.getlist("server") == ["catapult-simulator"]
    assert (list(raw.stream()), raw.read()) == ([b"[]"], b"")
    with pytest.raises(AttributeError, match="nix"):
        _ = raw.nix  # type: ignore[attr-defined]  # it is the point


def test_other_hosts_are_left_alone(account: Catapult, served_simulator: Simulator) -> None:
    other = served_simulator.network.url
    with account.redirect():
        assert requests.get(f"{other}/_simulator/health", timeout=10).status_code == 200
        assert socket.getaddrinfo("localhost", 80)


def test_a_proxy_of_the_environment_is_not_asked(
    account: Catapult, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    with account.redirect():
        for ask in ASKS:
            if ask is not by_aiohttp:  # it asks no proxy unless told to
                assert numbers_by(ask, account) == []


def originals() -> list[object]:
    """Functions that a redirect replaces, of the libraries that are always there."""
    return [
        requests.adapters.HTTPAdapter.send,
        requests.Session.merge_environment_settings,
        urllib3.HTTPConnectionPool.urlopen,
        http.client.HTTPConnection.connect,
        http.client.HTTPSConnection.connect,
        urllib.request.urlopen,
        socket.getaddrinfo,
        socket.socket.connect,
    ]


@pytest.mark.parametrize("error", [None, ValueError("a test fails")])
def test_everything_is_given_back(account: Catapult, error: Exception | None) -> None:
    before = originals()

    with suppress(ValueError), account.redirect():
        numbers_by(by_requests, account)
        assert originals() != before
        if error is not None:
            raise error

    assert originals() == before


def test_a_redirect_needs_a_server() -> None:
    account = Simulator(tenant_type=Catapult).open_tenant()
    assert isinstance(account, Catapult)

    with pytest.raises(RuntimeError, match="none does: start one"), account.redirect():
        pass


def test_a_server_that_was_stopped_is_named() -> None:
    with Server(Simulator(tenant_type=Catapult)) as server:
        account = server.simulator.open_tenant()
        assert isinstance(account, Catapult)
        with account.redirect():
            server.stop()
            with pytest.raises(RuntimeError, match=r"redirect\(\) needs a server that runs"):
                numbers_by(by_requests, account)
