"""The tools of an assistant, called with the SDK's own client in memory."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

import pytest

from assistants.calling import call_tool
from builders import LINE, PERSON
from catapult_simulator import MessageDraft, Server, Tenant
from catapult_simulator.control_client.client import ControlClient
from receivers import App, Arrived, app_listening

if find_spec("mcp") is None:  # an extra, which `make lowest` does not install
    collect_ignore_glob = ["test_*.py"]

Call = Callable[..., str]
USER_ID = "u-assistant"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def tenant(server: Server) -> Iterator[Tenant]:
    yield server.simulator.open_tenant(USER_ID)
    server.simulator.close_tenant(USER_ID)


@pytest.fixture(scope="module")
def served(server: Server) -> Any:
    """The tools about `tenant`: making them takes a third of a second."""
    from catapult_simulator.assistants.server import make_server

    return make_server(ControlClient(server.url), USER_ID)


@pytest.fixture
def call(served: Any, tenant: Tenant) -> Call:
    """Calls a tool about `tenant`; gives its text, or raises ToolFailed with it."""

    def call(tool: str, /, **arguments: Any) -> str:
        return call_tool(served, tool, arguments)

    return call


@pytest.fixture
def shop(tenant: Tenant) -> Iterator[App]:
    """An app that repeats what it is told, and has the account's only number."""

    def react(arrived: Arrived) -> None:
        if arrived.json["direction"] == "in":
            said = f"You said {arrived.json['text']}"
            tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text=said))

    with app_listening() as app:
        app.react = react
        tenant.connect(app.url, number=LINE)
        yield app
