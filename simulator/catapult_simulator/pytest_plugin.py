"""pytest fixtures `catapult` and `catapult_url`. A failing test prints its account's journal.

pytest loads this module at the start of every run, so it imports nothing of the simulator before a
test uses a fixture.
"""

from collections.abc import Generator, Iterator
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pluggy import Result

    from catapult_simulator.core.simulator import Simulator
    from catapult_simulator.core.tenant import Tenant
    from catapult_simulator.server import Server

_REPORTED = pytest.StashKey[int]()  # the number of the last request that an earlier test may have


@pytest.fixture(scope="session")
def catapult_server() -> "Iterator[Server]":
    """A simulator on a free port and on virtual time, one for each session (and xdist worker)."""
    from catapult_simulator.core.simulator import Simulator
    from catapult_simulator.server import Server
    from catapult_simulator.testing.catapult import Catapult

    with Server(Simulator(tenant_type=Catapult)) as server:
        yield server


@pytest.fixture
def catapult(catapult_server: "Server", request: pytest.FixtureRequest) -> "Iterator[Tenant]":
    """A new account for this test, with its own credentials, numbers, clock, journal and faults.

    Credentials and ids depend on the name of the test: they are the same in every run, alone, in
    any order, and on any worker.

    `catapult.advance(seconds)`, `settle()` and `receive_message(...)` send callbacks over HTTP, and
    return when the app has answered them.
    """
    tenant = _open_for(request.node.nodeid, catapult_server.simulator)
    yield tenant
    if catapult_server.simulator.is_open(tenant):
        catapult_server.simulator.close_tenant(tenant.user_id)


def _open_for(test: str, simulator: "Simulator") -> "Tenant":
    """An account for `test`; another one while the test already has one open."""
    from catapult_simulator.core.simulator import TenantExists

    for use in count(1):
        with suppress(TenantExists):
            return simulator.open_tenant(seed=test if use == 1 else f"{test} #{use}")
    raise AssertionError("count never ends")


@pytest.fixture(scope="session")
def catapult_url(catapult_server: "Server") -> str:
    """The base URL of the simulator, `http://127.0.0.1:PORT`. The API is under its `/v1`."""
    return catapult_server.url


# Not `wrapper=True`: that needs pluggy 1.2, and an older one would fail every run of pytest.
@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> "Generator[None, Result[pytest.TestReport], None]":
    """Add the journal of the test's account, and requests of no account, to a failed test."""
    report = (yield).get_result()
    used = getattr(item, "funcargs", {})
    if report.failed and (tenant := used.get("catapult")) is not None:
        report.sections.append(("catapult journal", str(tenant.journal) or "no entries"))
    if (server := used.get("catapult_server")) is not None:
        _report_unmatched(item.config, report, server)


def _report_unmatched(config: pytest.Config, report: pytest.TestReport, server: "Server") -> None:
    """Add the requests since the last test that reached the simulator, but no account."""
    unmatched = server.simulator.unmatched_requests
    new = unmatched.entries(after=config.stash.get(_REPORTED, 0))
    if report.failed and new:
        report.sections.append(("catapult requests of no account", "\n".join(map(str, new))))
    if report.when == "teardown":
        config.stash[_REPORTED] = unmatched.next_number - 1
