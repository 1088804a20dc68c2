"""A server, a tenant of it, an app, and commands run against them."""

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from catapult_simulator import Server, Tenant
from catapult_simulator.cli.main import commands
from catapult_simulator.cli.receiver import Receiver
from cli.commands import Run


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

    def run(*arguments: str, **environment: str | None) -> Result:
        runner = CliRunner(env=variables | environment)
        return runner.invoke(commands, arguments, catch_exceptions=False)

    return run
