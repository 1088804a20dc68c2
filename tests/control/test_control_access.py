"""Access to control API and pages by a token, and without any."""

from base64 import b64encode
from collections.abc import Callable

import pytest
import requests
from flask import Flask

from builders import Response, environ_of, run
from catapult_simulator import Server, Simulator
from catapult_simulator.app import create_app
from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.control_client.errors import ErrorResponse
from catapult_simulator.web.control_access import ControlAccess

TOKEN = "s3cret:token"
GUARDED = [
    "/_simulator",
    "/_simulator/tenants",
    "/_simulator/nowhere",
    "/_simulator/docs",
    "/_simulator/docs/v1/messages_send",
    "/_simulator/openapi.json",
    "/",
    "/phone",
    "/phone/u-1",
    "/static/phone.css",
]
Get = Callable[..., Response]


def getter(simulator: Simulator, access: ControlAccess) -> Get:
    app: Flask = create_app(simulator, access=access)

    def get(path: str, authorization: str | None = None) -> Response:
        headers = {} if authorization is None else {"HTTP_AUTHORIZATION": authorization}
        return run(app, environ_of("GET", path) | headers)

    return get


@pytest.fixture
def get(simulator: Simulator) -> Get:
    simulator.open_tenant("u-1")
    return getter(simulator, ControlAccess(TOKEN))


def basic(name: str, password: str) -> str:
    return "Basic " + b64encode(f"{name}:{password}".encode()).decode()


WRONG = [
    None,
    "",
    "Bearer",
    "Bearer ",
    "Bearer s3cret",
    f"Bearer {TOKEN}x",
    f"Bearer {TOKEN[:-1]}",
    "Bearer grüße",
    f"Token {TOKEN}",
    TOKEN,
    "Basic",
    "Basic !!!",
    basic(TOKEN, ""),
    basic("", "token"),
    basic("", "é"),
]


@pytest.mark.parametrize("path", GUARDED)
def test_without_the_token_nothing_is_shown(get: Get, path: str) -> None:
    answer = get(path)

    assert (answer.status, answer.code) == (401, "wrong-token")
    assert answer.message.startswith("the control API and the pages need the token")


@pytest.mark.parametrize("authorization", WRONG)
def test_another_token_is_refused(get: Get, authorization: str | None) -> None:
    answer = get("/_simulator/tenants", authorization)

    assert (answer.status, answer.code) == (401, "wrong-token")
    assert TOKEN not in answer.body.decode()


@pytest.mark.parametrize(
    "authorization", [f"Bearer {TOKEN}", f"bearer  {TOKEN}", basic("", TOKEN), basic("me", TOKEN)]
)
def test_the_token_opens_everything(get: Get, authorization: str) -> None:
    statuses = {path: get(path, authorization).status for path in GUARDED}

    assert statuses == dict.fromkeys(GUARDED, 200) | {"/_simulator/nowhere": 404}


def test_a_browser_is_asked_for_a_password(get: Get) -> None:
    assert get("/").headers["www-authenticate"].startswith('Basic realm="')


def test_health_needs_no_token(get: Get) -> None:
    assert get("/_simulator/health").status == get("/_simulator/health/").status == 200


def test_the_simulated_api_has_its_own_credentials(get: Get) -> None:
    answer = get("/v1/users/u-1/messages", f"Bearer {TOKEN}")

    assert (answer.status, answer.json["category"]) == (401, "authorization")


def test_a_foreign_page_is_refused_with_the_token_too(simulator: Simulator) -> None:
    app = create_app(simulator, access=ControlAccess(TOKEN))
    headers = {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}", "HTTP_ORIGIN": "http://evil.example"}

    answer = run(app, environ_of("POST", "/_simulator/tenants") | headers)

    assert (answer.status, answer.code) == (403, "foreign-host")


@pytest.mark.parametrize("path", GUARDED)
def test_control_that_is_off_does_not_answer(simulator: Simulator, path: str) -> None:
    get = getter(simulator, ControlAccess(switch="off"))

    answer = get(path)

    assert (answer.status, answer.code) == (404, "switched-off")
    assert get("/_simulator/health").status == 200
    assert get("/v1/users/u-1/messages").status == 401


@pytest.mark.parametrize("token", ["", "a b", "é", "x" * 257, "a\nb"])
def test_a_token_that_no_header_can_have_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match=f"^control_token has {len(token)} characters; use 1 to"):
        Server(control_token=token)


def test_another_word_for_the_switch_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^control='no'; choose one of on, off"):
        Server(control="no")  # type: ignore[arg-type]


def test_the_client_reads_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    with Server(control_token=TOKEN) as server:
        with pytest.raises(ErrorResponse, match="set CATAPULT_SIMULATOR_CONTROL_TOKEN for com"):
            ControlClient(server.url).tenants()
        monkeypatch.setenv("CATAPULT_SIMULATOR_CONTROL_TOKEN", TOKEN)

        assert ControlClient(server.url).tenants() == []


def status(url: str) -> int:
    return requests.get(url, timeout=30).status_code


@pytest.mark.parametrize("path", GUARDED)
def test_on_a_port_of_its_own_control_answers_there_only(path: str) -> None:
    with Server(control_port=0) as server:
        server.simulator.open_tenant("u-1")
        own = status(server.control_url + path)
        other = requests.get(server.url + path, timeout=30)

    assert own == (404 if path == "/_simulator/nowhere" else 200)
    assert (other.status_code, other.json()["code"]) == (404, "other-port")
    assert other.json()["detail"].endswith(server.control_url.rpartition(":")[2])


def test_health_and_the_simulated_api_answer_on_both_ports() -> None:
    with Server(control_port=0) as server:
        bases = (server.url, server.control_url)
        answers = [status(f"{base}/_simulator/health") for base in bases]
        answers += [status(f"{base}/v1/users/u-1/messages") for base in bases]

    assert answers == [200, 200, 401, 401]


def test_a_control_port_that_is_taken_is_named_and_leaves_no_socket() -> None:
    with Server() as other:
        taken = int(other.url.rpartition(":")[2])
        server = Server(control_port=taken)
        with pytest.raises(OSError, match=f"127.0.0.1:{taken}"):
            server.open()

    with server:  # the port is free now
        assert server.control_url.endswith(f":{taken}")


def test_a_server_that_is_started_again_has_its_ports_again() -> None:
    server = Server(control_port=0)
    with server:
        before = (server.url, server.control_url)

    with server:
        assert (server.url, server.control_url) == before


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_cannot_be_is_refused(port: int) -> None:
    with pytest.raises(ValueError, match=f"^control_port={port}; choose from 0 to 65535"):
        Server(control_port=port)
