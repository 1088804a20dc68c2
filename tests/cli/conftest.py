"""A server, a tenant of it, an app, and commands run against them."""

from collections.abc import Iterator

import pytest

from catapult_simulator import Server, Tenant
from catapult_simulator.cli.receiver import Receiver
from cli.chatting import HEAD, Chat, bind, echo
from cli.commands import Ran, Run, invoked
from receivers import App, app_listening


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def tenant(server: Server) -> Iterator[Tenant]:
    tenant = server.simulator.open_tenant()
    yield tenant
    server.simulator.close_tenant(tenant.user_id)


@pytest.fixture
def app() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def run(server: Server, tenant: Tenant) -> Run:
    """Runs a command against `server`, for `tenant`."""
    variables = {"CATAPULT_SIMULATOR_URL": server.url, "CATAPULT_SIMULATOR_TENANT": tenant.user_id}

    def run(*arguments: str, typed: str | bytes | None = None, **environment: str | None) -> Ran:
        return invoked(arguments, variables | environment, input=typed, catch_exceptions=False)

    return run


@pytest.fixture
def shop(tenant: Tenant) -> Iterator[App]:
    """An app that repeats what it is told, and has the account's only number."""
    with app_listening() as app:
        app.react = echo(tenant)
        bind(tenant, app.url)
        yield app


@pytest.fixture
def chat(run: Run) -> Chat:
    """Types lines into `chat`; gives what it prints below its first line, without times."""

    def chat(*lines: str, code: int = 0, options: tuple[str, ...] = ()) -> str:
        result = run("chat", *options, typed="".join(f"{line}\n" for line in lines))
        assert result.exit_code == code, result.output
        assert result.output.startswith(HEAD)
        return result.output.removeprefix(HEAD)

    return chat
