"""Apps around an account elsewhere: served in this process, connected, and redirected."""

from collections.abc import Iterator
from typing import cast

import pytest
import requests

from builders import LINE, PERSON
from catapult_simulator import Catapult, Server
from catapult_simulator.testing.remote.simulator import RemoteSimulator
from catapult_simulator.testing.remote.tenant import RemoteTenant
from catapult_simulator.testing.serving.app_place import AppPlace
from receivers import app_listening
from testing.apps import TextedApp, failing, outcomes


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def account(server: Server) -> Iterator[RemoteTenant]:
    account = RemoteSimulator(server.url).open_tenant()
    yield account
    account.close()


def text(account: RemoteTenant, number: str, words: str = "hi") -> list[int | str | None]:
    return outcomes(cast(Catapult, account), number, words)


def test_a_text_calls_the_app_that_is_served_here(account: RemoteTenant) -> None:
    app = TextedApp()
    line = account.serve(app)

    assert text(account, line.number, "open today?") == [200]
    assert app.texts == ["open today?"]


def test_a_text_calls_an_asgi_application(account: RemoteTenant) -> None:
    pytest.importorskip("uvicorn")

    async def app(scope, receive, send):  # type: ignore[no-untyped-def]
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body"})

    assert text(account, account.serve(app).number) == [204]


def test_an_app_answers_through_the_account_from_inside_its_webhook(account: RemoteTenant) -> None:
    app = TextedApp(lambda event: post(account, event["to"], event["from"], "Yes."))
    line = account.serve(app)

    account.phone(PERSON).text("open today?")
    account.settle()

    assert account.phone(PERSON).conversation.texts == ["open today?", "Yes."]
    assert account.assert_sent(from_=line.number, text="Yes.").state == "sent"


def post(account: RemoteTenant, from_: str, to: str, words: str) -> None:
    me, url = account.credentials, account.client_origin
    body = {"from": from_, "to": to, "text": words}
    messages = f"{url}/v1/users/{me.user_id}/messages"
    requests.post(messages, json=body, auth=(me.token, me.secret), timeout=5)


def test_what_the_app_raises_is_known(account: RemoteTenant) -> None:
    line = account.serve(failing(KeyError("x")))

    assert text(account, line.number) == [500]
    assert [repr(each) for each in line.errors] == ["KeyError('x')"]


@pytest.mark.parametrize("end", [RemoteTenant.reset, RemoteTenant.close])
def test_the_app_is_stopped_with_the_account(account: RemoteTenant, end: object) -> None:
    line = account.serve(TextedApp())

    end(account)  # type: ignore[operator]

    with pytest.raises(requests.ConnectionError):
        requests.post(line.url, json={}, timeout=5)


def test_an_app_cannot_be_called_without_a_port(account: RemoteTenant) -> None:
    with pytest.raises(ValueError, match="port=None needs the simulator in this process; leave it"):
        account.serve(TextedApp(), port=None)


def test_an_app_that_runs_already_is_connected(account: RemoteTenant) -> None:
    with app_listening() as app:
        line = account.connect(f"{app.url}/sms", number=LINE, method="GET")

        assert text(account, line.number, "open?") == [200]
        assert dict(app.next().query)["text"] == "open?"


def test_the_real_api_is_the_simulator_elsewhere(account: RemoteTenant, server: Server) -> None:
    me = account.credentials
    account.phone_numbers.allocate(LINE)
    url = f"https://api.catapult.inetwork.com/v1/users/{me.user_id}/phoneNumbers"

    with account.redirect():
        numbers = requests.get(url, auth=(me.token, me.secret), timeout=5).json()

    assert [each["number"] for each in numbers] == [LINE]
    assert account.journal.last("request").detail["path"].endswith("/phoneNumbers")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost", "LOCALHOST", "::1", "::"])
def test_an_app_listens_on_loopback_where_the_simulator_is_there_too(host: str) -> None:
    assert AppPlace.named(host) == AppPlace.of_connection(host) == ("127.0.0.1", "127.0.0.1")


@pytest.mark.parametrize(
    ("host", "address"),
    [("host.docker.internal", "0.0.0.0"), ("192.0.2.7", "0.0.0.0"), ("2001:db8::7", "::")],
)
def test_an_app_for_a_simulator_elsewhere_listens_on_all_addresses(host: str, address: str) -> None:
    assert AppPlace.named(host) == (address, host)


def test_an_app_listens_on_the_address_from_which_the_simulator_is_reached() -> None:
    assert AppPlace.of_connection("192.0.2.7") == ("192.0.2.7", "192.0.2.7")
    assert AppPlace("192.0.2.7", "2001:db8::7").url(80) == "http://[2001:db8::7]:80"


@pytest.mark.parametrize("host", ["http://x", "x:80", "a/b", "", " ", "me@x"])
def test_an_app_host_that_is_no_host_is_refused(server: Server, host: str) -> None:
    with pytest.raises(ValueError, match="is no host; give a name or an address without a port"):
        RemoteSimulator(server.url, app_host=host)


def test_the_url_of_the_app_has_the_host_under_which_the_simulator_reaches_it(
    account: RemoteTenant,
) -> None:
    place = AppPlace(host="localhost")
    other = RemoteTenant(account._client, account.credentials, place)

    line = other.serve(TextedApp())

    assert line.url.startswith("http://localhost:")
    assert text(other, line.number) == [200]
    line.stop()
