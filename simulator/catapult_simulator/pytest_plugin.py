"""pytest fixtures of the simulator. A failed test tells the story of its accounts.

pytest loads this module at the start of every run, so it imports nothing of the simulator before a
test uses a fixture. Nothing in it may end a run.
"""

import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from pluggy import Result

    from catapult_simulator.core.people.phone import Phone
    from catapult_simulator.server import Server
    from catapult_simulator.testing.catapult import Catapult
    from catapult_simulator.testing.plugin.factory import MakeCatapult
    from catapult_simulator.testing.plugin.options import CatapultConfig
    from catapult_simulator.testing.plugin.stories import Story
    from catapult_simulator.testing.remote.simulator import RemoteServer

MARKER = (
    "catapult(clock=, profile=, now=, strict=, redirect=, rules=, setup=): options of the account "
    "that this test gets from the fixtures of catapult-simulator."
)
INI: tuple[tuple[str, Literal["bool", "string"], bool | str, str], ...] = (
    (
        "catapult_strict",
        "bool",
        True,
        "fail tests on failed callbacks and on faults without effect",
    ),
    (
        "catapult_redirect",
        "bool",
        False,
        "send to the simulator what tests send to the real API, while an account is open",
    ),
    (
        "catapult_clock",
        "string",
        "",
        "virtual (as if not set): time passes when tests say so; wall",
    ),
    ("catapult_profile", "string", "", "version of the API: 2019 (as if not set) or 2018"),
    ("catapult_setup", "string", "", "file that says what each account has from the beginning"),
)
# Each is an option --catapult-*, a variable CATAPULT_SIMULATOR_*, and a line catapult_* of the ini
# file; the first of these that is there holds.
SETTINGS = {
    "url": "use the simulator that runs at this URL, such as http://127.0.0.1:8080",
    "app_host": "name of this machine for that simulator, such as host.docker.internal",
}


class _Running:
    """The test that runs, the fixtures that are being set up, and the accounts, once there are."""

    def __init__(self) -> None:
        self.test: pytest.Item | None = None
        self.fixtures: list[pytest.FixtureRequest] = []
        self.make_catapult: MakeCatapult | None = None


_RUNNING = pytest.StashKey[_Running]()


def pytest_addoption(parser: pytest.Parser) -> None:
    for name, type_, default, words in INI:
        parser.addini(name, words, type=type_, default=default)
    group = parser.getgroup("catapult-simulator")
    for name, words in SETTINGS.items():
        group.addoption(f"--catapult-{name.replace('_', '-')}", metavar=name.upper(), help=words)
        parser.addini(f"catapult_{name}", words, default="")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", MARKER)


def pytest_report_header(config: pytest.Config) -> list[str]:
    url = _setting(config, "url")
    if not url:
        return []
    from catapult_simulator.core.masking import without_credentials

    return [f"catapult-simulator: accounts are opened at {without_credentials(url)}"]


def _setting(config: pytest.Config, name: str) -> str | None:
    variable = os.environ.get(f"CATAPULT_SIMULATOR_{name.upper()}", "").strip()
    option = config.getoption(f"catapult_{name}")
    return option or variable or config.getini(f"catapult_{name}") or None


def _running(config: pytest.Config) -> _Running:
    return config.stash.setdefault(_RUNNING, _Running())


@pytest.fixture(scope="session")
def catapult_server(request: pytest.FixtureRequest) -> "Iterator[Server | RemoteServer]":
    """The server of the simulator, on a free port: one for each session (and xdist worker).

    With `--catapult-url`, a running one; its accounts have the same methods, over HTTP.
    """
    if url := _setting(request.config, "url"):
        from catapult_simulator.testing.plugin.elsewhere import reach
        from catapult_simulator.testing.plugin.refusals import in_one_sentence

        with in_one_sentence():
            elsewhere = reach(url, _setting(request.config, "app_host"))
        yield elsewhere
        return
    from catapult_simulator.core.simulator import Simulator
    from catapult_simulator.server import Server
    from catapult_simulator.testing.catapult import Catapult
    from catapult_simulator.testing.portless_server import running

    with running(Server(Simulator(tenant_type=Catapult))) as server:
        yield server


@pytest.fixture(scope="session")
def catapult_config(request: pytest.FixtureRequest) -> "CatapultConfig":
    """Options of all accounts: override it with a dict, such as `{"profile": "2018"}`.

    Keys: clock, profile, now, strict, redirect, rules, setup. They go before the options of the ini
    file; the marker `catapult` goes before them. With params, each test runs with each of several.
    """
    return {}


@pytest.fixture(scope="session")
def make_catapult(request: pytest.FixtureRequest) -> "MakeCatapult":
    """A function that opens more accounts: `make_catapult()`, `make_catapult(profile="2018")`.

    An account is closed with the test that called it, or with the fixture, which may have any
    scope. Return `make_catapult()` from a fixture `catapult` of a wider scope, and its tests share
    one account.
    """
    from catapult_simulator.testing.plugin.factory import MakeCatapult
    from catapult_simulator.testing.plugin.open_accounts import OpenAccounts
    from catapult_simulator.testing.plugin.openers import opener_of
    from catapult_simulator.testing.plugin.refusals import in_one_sentence

    server = request.getfixturevalue("catapult_server")
    with in_one_sentence():
        accounts = OpenAccounts(opener_of(server))
    running = _running(request.config)
    running.make_catapult = MakeCatapult(accounts, running)
    return running.make_catapult


@pytest.fixture
def catapult(make_catapult: "MakeCatapult", catapult_config: "CatapultConfig") -> "Catapult":
    """A new account for this test, with its own credentials, numbers, clock, journal and faults.

    Credentials and ids depend on the name of the test: they are the same in every run, alone, in
    any order, and on any worker.

    `catapult.advance(seconds)`, `settle()` and `receive_message(...)` send callbacks over HTTP, and
    return when the app has answered them.
    """
    from catapult_simulator.testing.plugin.refusals import in_one_sentence

    with in_one_sentence():
        return make_catapult()


@pytest.fixture
def catapult_phone(catapult: "Catapult") -> "Phone":
    """The phone of a person, +19195550001: it texts the account, and shows the replies.

    `catapult.phone(number)` gives the phones of others.
    """
    return catapult.phone("+19195550001")


@pytest.fixture(scope="session")
def catapult_url(make_catapult: "MakeCatapult") -> str:
    """The base URL of the simulator, `http://127.0.0.1:PORT`. The API is under its `/v1`."""
    return make_catapult.url


# Not `wrapper=True`: that needs pluggy 1.2, and an older one would fail every run of pytest.
@pytest.hookimpl(hookwrapper=True)
def pytest_fixture_setup(request: pytest.FixtureRequest) -> Iterator[None]:
    """An account belongs to the fixture that is being set up when it is opened."""
    fixtures = _running(request.config).fixtures
    fixtures.append(request)
    yield
    fixtures.pop()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> "Generator[None, Result[None], None]":
    running = _running(item.config)
    running.test = item
    outcome = yield
    if running.make_catapult is not None and outcome.excinfo is None:
        running.make_catapult.begin_test(item)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    _running(item.config).test = None


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: "pytest.CallInfo[None]"
) -> "Generator[None, Result[pytest.TestReport], None]":
    """Add the stories of a failed test's accounts to its report."""
    _hide_frames(item, call)
    outcome = yield
    if outcome.excinfo is not None:
        return
    report = outcome.get_result()
    try:
        _report(report, item, call)
    except Exception as error:  # the outermost edge: a report of ours must not end the run
        section = f"{type(error).__name__}: {error}"
        report.sections.append(("catapult cannot tell its story", section))


def _hide_frames(item: pytest.Item, call: "pytest.CallInfo[None]") -> None:
    if call.excinfo is None or _running(item.config).make_catapult is None:
        return
    with suppress(Exception):  # the outermost edge: they are shown then
        from catapult_simulator.testing.plugin.frames import hide_frames

        hide_frames(call.excinfo)


def _report(report: pytest.TestReport, item: pytest.Item, call: "pytest.CallInfo[None]") -> None:
    make_catapult = _running(item.config).make_catapult
    error = call.excinfo.value if call.excinfo is not None else None
    told: Sequence[Story] = getattr(error, "catapult_stories", ())  # by a test of unittest
    if make_catapult is None and not told:
        return
    from catapult_simulator.testing.plugin.report import add, tell

    for story in told:
        add(story, report)
    if make_catapult is not None:
        tell(report, make_catapult.accounts, getattr(item, "fixturenames", ()))
