"""Fixtures `catapult` and `catapult_url`; the journal of a failing test under its traceback.

Loaded at the start of every run of pytest, so nothing of the simulator is imported before a test
asks for it.
"""

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from catapult_simulator.core.tenant import Tenant
    from catapult_simulator.server import Server


@pytest.fixture(scope="session")
def catapult_server() -> "Iterator[Server]":
    """A simulator on a free port, on virtual time, as long as the session (of this worker)."""
    from catapult_simulator.server import Server

    with Server() as server:
        yield server


@pytest.fixture
def catapult(catapult_server: "Server") -> "Iterator[Tenant]":
    """A fresh account of its own for this test: credentials, numbers, clock, journal, faults.

    Callbacks go out over HTTP, when the test says `catapult.advance(seconds)`, `settle()` or
    `receive_message(...)`, and have been answered when that returns.
    """
    tenant = catapult_server.simulator.open_tenant()
    yield tenant
    if catapult_server.simulator.is_open(tenant):
        catapult_server.simulator.close_tenant(tenant.user_id)


@pytest.fixture(scope="session")
def catapult_url(catapult_server: "Server") -> str:
    """Where the simulator listens, `http://127.0.0.1:PORT`. The API is below its `/v1`."""
    return catapult_server.url


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell what happened in the test's account, where the test failed."""
    report = yield
    tenant = getattr(item, "funcargs", {}).get("catapult")
    if report.failed and tenant is not None:
        report.sections.append(("catapult journal", str(tenant.journal) or "nothing happened"))
    return report
