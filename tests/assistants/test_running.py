"""Servers that run: over stdio as a process, over HTTP on this machine, and the command itself."""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, TextIO, cast

import anyio
import pytest
import requests

import catapult_simulator
from assistants.calling import Answer, answer_of, ask, call_tool
from builders import LINE
from catapult_simulator import Server, Tenant
from catapult_simulator.cli import assistants
from cli.commands import Run
from cli.conftest import run as run  # a fixture
from receivers import App


def stdio(*options: str) -> Any:
    """A transport that starts the command."""
    from mcp import StdioServerParameters, stdio_client

    arguments = ["-m", "catapult_simulator", "mcp", *options]
    package = {"PYTHONPATH": str(Path(catapult_simulator.__file__).parents[1])}
    command = StdioServerParameters(command=sys.executable, args=arguments, env=package)
    errors = sys.__stderr__  # the default is that of the import, which may be of another test
    return stdio_client(command, errlog=cast("TextIO", errors))


@contextmanager
def over_http(served: Any, token: str | None = None) -> Iterator[str]:
    """The URL of a server over HTTP, on a thread."""
    from catapult_simulator.assistants.running import http_server, url_of

    with socket.create_server(("127.0.0.1", 0)) as listener:
        http = http_server(served, listener, token=token)
        thread = Thread(target=anyio.run, args=(lambda: http.serve(sockets=[listener]),))
        thread.start()
        yield url_of(listener)
        http.should_exit = True
        thread.join()


def test_over_stdio_the_command_starts_a_simulator_of_its_own(shop: App) -> None:
    """The app is connected and texted, and its failure told: one process, as they are slow."""
    shop.react, shop.answer = (lambda arrived: None), "500 Oops"

    async def journey(client: Any) -> list[Answer]:
        calls = [("account", {}), ("connect", {"url": shop.url}), ("text_app", {"text": "hi"})]
        return [await answer_of(client, name, arguments) for name, arguments in calls]

    account, connected, texted = ask(stdio(), journey)

    assert "There is no number yet." in account.text
    assert f"{LINE} calls POST {shop.url}" in connected.text
    assert "The app did NOT take it." in texted.text
    assert shop.next().json["text"] == "hi"


def test_over_http_the_tools_are_called(served: Any, tenant: Tenant) -> None:
    with over_http(served) as url:
        answer = call_tool(url, "account", {})

    assert tenant.user_id in answer


@pytest.mark.parametrize(
    "headers", [{"Host": "attacker.test"}, {"Origin": "http://attacker.test"}], ids=str
)
def test_over_http_a_page_of_elsewhere_is_refused(served: Any, headers: dict[str, str]) -> None:
    content = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}

    with over_http(served) as url:
        response = requests.post(url, data="{}", headers=content | headers, timeout=10)

    assert response.status_code in (403, 421)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer other"}, 401),
        ({"Authorization": "Basic czNjcmV0"}, 401),
        ({"Authorization": "Bearer s3cret", "Origin": "http://127.0.0.1:1"}, 403),
        ({"Authorization": "Bearer s3cret"}, 200),
    ],
    ids=str,
)
def test_over_http_the_token_is_asked_for_and_the_port_of_a_page_counts(
    served: Any, headers: dict[str, str], status: int
) -> None:
    first = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    }
    call = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": first}
    accepted = {"Accept": "application/json, text/event-stream"}

    with over_http(served, token="s3cret") as url:
        response = requests.post(url, json=call, headers=accepted | headers, timeout=10)

    assert response.status_code == status, response.text


def test_a_page_of_the_own_port_may_call_the_tools(served: Any) -> None:
    with over_http(served) as url:
        origin = {"Origin": url.removesuffix("/mcp")}
        response = requests.post(url, data="{}", headers=origin, timeout=10)

    assert response.status_code == 400  # the protocol's, not the guard's


@pytest.mark.parametrize(
    ("token", "told"),
    [(None, "any program of this machine"), ("s3cret", "programs of this machine that send")],
)
def test_the_command_says_who_reaches_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, token: str | None, told: str
) -> None:
    from catapult_simulator.assistants import running

    asked: list[str | None] = []

    def run_http(server: Any, port: int, say: Any, *, token: str | None) -> None:
        asked.append(token)
        say("http://127.0.0.1:1/mcp")

    monkeypatch.setattr(assistants, "exit_on_signals", lambda *_: None)
    monkeypatch.setattr(running, "run_http", run_http)

    result = run("mcp", "--http", "0", CATAPULT_SIMULATOR_CONTROL_TOKEN=token)

    assert told in result.output
    assert asked == [token]


def test_the_command_ends_with_its_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistants, "exit_on_signals", lambda *_: None)

    assert run("mcp", typed="").exit_code == 0


def test_a_port_that_is_taken_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistants, "exit_on_signals", lambda *_: None)

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("mcp", "--http", str(port))

    assert result.exit_code == 1
    assert f"cannot listen on 127.0.0.1:{port}: Address already in use; choose another" in (
        result.output
    )


def test_without_the_sdk_the_command_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [each for each in sys.modules if each.startswith("catapult_simulator.assistants.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)

    result = run("mcp")

    assert result.exit_code == 1
    assert 'needs the SDK of MCP; pip install "catapult-simulator[mcp]"' in result.output


def test_no_other_command_loads_the_sdk(server: Server) -> None:
    from project.test_architecture import run_python

    code = "import sys; import catapult_simulator.cli.assistants; print('mcp' in sys.modules)"

    assert run_python("-c", code) == "False\n"
