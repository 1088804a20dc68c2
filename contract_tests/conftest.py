"""Options, collection rules and fixtures of the contract checks."""

import os
from collections.abc import Callable, Iterator
from typing import cast

import pytest
import requests

from contract_tests import evidence, exchanges
from contract_tests import target as targets
from contract_tests.account import ABSENT, Account, Json, new_session
from contract_tests.control import Control
from contract_tests.live import options, settings
from contract_tests.live.belongings import MARK
from contract_tests.live.run import LiveRun
from contract_tests.live.settings import TargetError
from contract_tests.network import Network, SimulatedNetwork
from contract_tests.own_messages import mine as mine
from contract_tests.own_messages import send as send
from contract_tests.receiver import Receiver, Webhook
from contract_tests.target import CAPABILITIES, ONLY_SIMULATED, Target
from contract_tests.wire import Expected

DASHBOARD = {
    "providerName": "bandwidth-dashboard",
    "properties": {"accountId": "9999999", "userName": "wileCoyote", "password": "catchThatBird"},
}
LINE = "+14352154439"
LIVE = pytest.StashKey[LiveRun]()

OpenAccount = Callable[..., Account]
Draft = Callable[..., dict[str, Json]]
Serve = Callable[..., str]
Offered = Callable[[int], list[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("contract checks")
    group.addoption("--target", choices=("simulator", "live"), default="simulator")
    group.addoption("--base-url", default="", help="a running simulator instead of a new one")
    group.addoption("--tls", action="store_true", help="let the new simulator speak TLS")
    group.addoption("--credentials", default="", help="userId:token:secret of that simulator")
    options.add(group)


def pytest_configure(config: pytest.Config) -> None:
    for mark in evidence.MARKS:
        config.addinivalue_line("markers", mark)
    try:
        exchanges.Folder.path = options.folder_of(config, "--exchanges") or exchanges.FIXTURES
        if config.getoption("--target") == "live":
            _go_live(config)
        else:
            options.refuse_elsewhere(config)
    except TargetError as error:
        pytest.exit(str(error), returncode=4)


def _go_live(config: pytest.Config) -> None:
    """Raises TargetError, before anything is sent."""
    if config.getoption("numprocesses", None) or hasattr(config, "workerinput"):
        raise TargetError("--target live has one account: run it without -n.")
    for name in ("--base-url", "--credentials", "--tls"):
        if config.getoption(name):
            raise TargetError(f"{name} is for the simulator; set CATAPULT_BASE_URL and the like.")
    run = config.stash[LIVE] = LiveRun(config, settings.read(os.environ))
    Expected.empty_is_json = run.settings.profile == "2018"
    config.pluginmanager.register(run)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    ours = [item for item in items if "contract_tests" in item.path.parts]
    if errors := evidence.evidence_errors(ours):
        raise pytest.UsageError("\n".join(errors))
    for item in ours:
        item.user_properties.append(("evidence", evidence.kinds_of(item)[0]))
        if LIVE in config.stash:
            _skip_unable(item, targets.live_target(config.stash[LIVE].settings).capabilities)


def _skip_unable(item: pytest.Item, can: frozenset[str]) -> None:
    if reason := _reason(evidence.needs_of(item) - can):
        item.add_marker(pytest.mark.skip(reason=reason))


def _reason(lacking: set[str]) -> str:
    return "; ".join(f"{name}: {CAPABILITIES[name]}" for name in sorted(lacking))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    stats = terminalreporter.stats
    if said := evidence.shares(stats.get("passed", []) + stats.get("failed", [])):
        terminalreporter.write_line(said)


@pytest.fixture(scope="session")
def session(target: Target, pytestconfig: pytest.Config) -> Iterator[requests.Session]:
    if LIVE in pytestconfig.stash:
        yield pytestconfig.stash[LIVE].wire.session
        return
    with new_session(target.ca_file) as session:
        yield session


@pytest.fixture(scope="session")
def target(pytestconfig: pytest.Config) -> Iterator[Target]:
    if LIVE in pytestconfig.stash:
        yield targets.live_target(pytestconfig.stash[LIVE].settings)
        return
    option = pytestconfig.getoption
    named = (option("--base-url"), option("--credentials"))
    with targets.SimulatorTarget(*named, tls=option("--tls")) as simulator:
        yield simulator


@pytest.fixture(autouse=True)
def _skip_if_unable(request: pytest.FixtureRequest, target: Target) -> None:
    if reason := _reason(evidence.needs_of(request.node) - target.capabilities):
        pytest.skip(reason)


@pytest.fixture(scope="session")
def control(target: Target, session: requests.Session) -> Control | None:
    return Control(target.base_url, session) if target.simulated else None


@pytest.fixture
def open_account(
    target: Target, session: requests.Session, control: Control | None
) -> Iterator[OpenAccount]:
    """`open_account(profile="2018")`: a new account without resources."""
    opened: list[str] = []

    def open_account(profile: str | None = None, clock: str | None = None) -> Account:
        assert control, 'mark the check with @needs("accounts")'
        credentials = control.open_account(profile, clock)
        opened.append(credentials.user_id)
        return target.account(credentials, session)

    yield open_account
    if control:
        for user_id in opened:
            control.close_account(user_id)


@pytest.fixture
def account(
    request: pytest.FixtureRequest,
    target: Target,
    session: requests.Session,
    open_account: OpenAccount,
) -> Iterator[Account]:
    """The account that sends requests. A simulated one is new; the live one may have resources."""
    account = open_account() if target.simulated else target.account(target.credentials, session)
    yield account
    elsewhere = target.simulated and not evidence.needs_of(request.node) & ONLY_SIMULATED
    advice = evidence.spending_error(request.node, account.spent, account.risked)
    assert not (elsewhere and advice), advice


@pytest.fixture
def network(target: Target, account: Account, control: Control | None) -> Network:
    return target.network(account, control)


@pytest.fixture
def simulated(network: Network) -> SimulatedNetwork:
    """The network of a simulator, with a clock to advance and faults."""
    return cast(SimulatedNetwork, network)


@pytest.fixture
def line(target: Target, account: Account) -> str:
    """A number of the account, without an application."""
    if not target.simulated:
        return target.numbers[0] if target.numbers else pytest.skip(CAPABILITIES["sending"])
    account.create("phoneNumbers", {"number": LINE, "provider": DASHBOARD})
    return LINE


@pytest.fixture
def draft(line: str, network: Network) -> Draft:
    """`draft(tag="x", text=ABSENT)`: a valid message with these changes."""

    def draft(**changes: Json) -> dict[str, Json]:
        whole = {"from": line, "to": network.person, "text": "Hello"}
        whole |= {name.rstrip("_"): value for name, value in changes.items()}
        return {name: value for name, value in whole.items() if value is not ABSENT}

    return draft


@pytest.fixture
def make_application(account: Account) -> Callable[..., str]:
    """`make_application(incomingMessageUrl=…)`: the id of a new application."""

    def make_application(**properties: Json) -> str:
        whole = {"name": MARK, "incomingMessageUrl": "http://app.example.com/sms"}
        return account.create("applications", whole | properties)

    return make_application


@pytest.fixture
def offered(account: Account, target: Target) -> Offered:
    """`offered(2)`: so many local numbers that can be ordered."""

    def offered(count: int) -> list[str]:
        if target.simulated:
            return [f"+1919555121{digit}" for digit in range(2, 2 + count)]
        query = f"/availableNumbers/local?state=NC&quantity={count}"
        return [str(found["number"]) for found in account.read(query)]

    return offered


@pytest.fixture(scope="session")
def receiver(pytestconfig: pytest.Config) -> Iterator[Receiver]:
    live = pytestconfig.stash.get(LIVE, None)
    receiver = targets.live_receiver(live.settings) if live else Receiver()
    yield receiver
    receiver.close()


@pytest.fixture
def webhook(receiver: Receiver) -> Iterator[Webhook]:
    """The webhook of this check."""
    webhook = receiver.open_webhook()
    yield webhook
    webhook.released.set()


@pytest.fixture
def serve(
    line: str,
    make_application: Callable[..., str],
    account: Account,
    webhook: Webhook,
) -> Serve:
    """`serve(callbackHttpMethod="GET")`: give the line an application with this webhook."""

    def serve(**properties: Json) -> str:
        shop = {"incomingMessageUrl": webhook.url("sms")} | properties
        application = make_application(**shop)
        account.post(f"phoneNumbers/{line}", {"applicationId": application})
        return application

    return serve
