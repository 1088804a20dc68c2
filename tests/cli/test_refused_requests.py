"""A request of the app that is refused is said by `chat`, `receive` and `listen`."""

import json
from base64 import b64encode
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from catapult_simulator import Server, Tenant
from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.control_client.errors import ErrorResponse
from cli.chatting import Chat
from cli.commands import LINE, PERSON, Run
from receivers import App, Arrived

RECEIVE = ("receive", "--from", PERSON, "--to", LINE, "--text", "hi")
DENIED = (
    "meanwhile your app asked: POST …/messages -> 401: User {} does not have permission to use "
    "number +19195559999"
)
Asking = Callable[..., Callable[[Arrived], object]]


@pytest.fixture
def asking(server: Server, tenant: Tenant) -> Asking:
    """Makes a handler that asks the API with a `secret`, from a number, and ignores the answer."""

    def asking(
        secret: str | None = None, *, from_: str = LINE, user: str = "", method: str = "POST"
    ) -> Callable[[Arrived], object]:
        user_id, token, own = tenant.credentials
        pair = b64encode(f"{token}:{secret or own}".encode()).decode()
        headers = {"Authorization": f"Basic {pair}", "Content-Type": "application/json"}
        body = json.dumps({"from": from_, "to": PERSON, "text": "yes"})

        def ask(arrived: Arrived) -> None:
            connection = HTTPConnection(urlsplit(server.url).netloc)
            path = f"/v1/users/{user or user_id}/messages" + ("/m-none" if method == "GET" else "")
            connection.request(method, path, body if method == "POST" else None, headers)
            connection.getresponse().read()
            connection.close()

        return ask

    return asking


def test_receive_says_that_the_secret_is_wrong(shop: App, asking: Asking, run: Run) -> None:
    shop.react = asking("wrong")

    result = run(*RECEIVE)

    assert result.exit_code == 1
    assert "meanwhile your app asked: POST …/messages -> 401: " in result.stdout
    assert "Error: the app took the text, but what it asked meanwhile was refused" in result.stderr


def test_receive_says_that_the_number_is_not_the_apps(
    shop: App, asking: Asking, run: Run, tenant: Tenant
) -> None:
    shop.react = asking(from_="+19195559999")

    result = run(*RECEIVE, CATAPULT_SIMULATOR_TENANT=None)

    assert result.exit_code == 1
    assert DENIED.format(tenant.user_id) in result.stdout


def test_receive_says_it_also_where_the_app_failed_over_it(
    shop: App, asking: Asking, run: Run
) -> None:
    shop.react, shop.answer = asking("wrong"), "500 Oops"

    assert "meanwhile your app asked: POST …/messages -> 401: " in run(*RECEIVE).stdout


def test_as_json_it_stands_on_stderr(shop: App, asking: Asking, run: Run) -> None:
    shop.react = asking("wrong")

    result = run(*RECEIVE, "--json")

    assert (result.exit_code, json.loads(result.stdout)["callbacks"][0]["status"]) == (1, 200)
    assert "meanwhile your app asked: POST …/messages -> 401: " in result.stderr


def test_a_get_that_finds_nothing_is_said_and_no_loss(shop: App, asking: Asking, run: Run) -> None:
    shop.react = asking(method="GET")

    result = run(*RECEIVE)

    assert result.exit_code == 0
    assert "meanwhile your app asked: GET …/messages/m-none -> 404: " in result.stdout


def test_what_was_refused_before_and_of_another_account_is_left_out(
    server: Server, shop: App, asking: Asking, run: Run
) -> None:
    other = server.simulator.open_tenant()
    asking("wrong")(Arrived("POST", "/", {}, b""))
    shop.react = asking("wrong", user=other.user_id)

    result = run(*RECEIVE)
    server.simulator.close_tenant(other.user_id)

    assert (result.exit_code, "meanwhile" in result.output) == (0, False)


@pytest.mark.parametrize("wrong", [{"secret": "wrong"}, {"from_": "+19195559999"}])
def test_chat_says_it_once_and_ends_with_1(
    shop: App, asking: Asking, chat: Chat, wrong: dict[str, str]
) -> None:
    shop.react = asking(**wrong)

    shown = chat("hi", "/advance 1", code=1)

    assert shown.count("  meanwhile your app asked: POST …/messages -> 401: ") == 1


@pytest.mark.parametrize("wrong", [{"secret": "wrong"}, {"from_": "+19195559999"}])
def test_listen_has_a_line_for_it(
    shop: App,
    asking: Asking,
    run: Run,
    tenant: Tenant,
    monkeypatch: pytest.MonkeyPatch,
    wrong: dict[str, str],
) -> None:
    def texted(client: ControlClient, user_id: str, *, after: int = 0, **filters: Any) -> Any:
        if tenant.received:
            raise ErrorResponse(404, "no-such-tenant", "")
        tenant.receive_message(from_=PERSON, to=LINE, text="hi")
        return client.journal(user_id, after=after)

    monkeypatch.setattr(ControlClient, "follow", texted)
    shop.react = asking(**wrong)

    result = run("listen", "--forward-to", shop.url)

    assert result.exit_code == 0, result.output
    assert result.stdout.count("meanwhile your app asked: POST …/messages -> 401: ") == 1
    assert "  200  " in result.stdout
