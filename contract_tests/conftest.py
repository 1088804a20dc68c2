"""Options, collection rules and fixtures of the contract checks."""

from collections.abc import Callable, Iterator
from typing import cast

import pytest
import requests

from contract_tests import evidence
from contract_tests import target as targets
from contract_tests.account import ABSENT, Account, Json, new_session
from contract_tests.control import Control
from contract_tests.network import Network, SimulatedNetwork
from contract_tests.receiver import Receiver, Webhook
from contract_tests.target import CAPABILITIES, ONLY_SIMULATED, Target

DASHBOARD = {
    "providerName": "bandwidth-dashboard",
    "properties": {"accountId": "9999999", "userName": "wileCoyote", "password": "catchThatBird"},
}
LINE = "+14352154439"
LIVE = pytest.StashKey[Target]()

OpenAccount = Callable[..., Account]
Draft = Callable[..., dict[str, Json]]
Serve = Callable[..., str]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("contract checks")
    group.addoption("--target", choices=("simulator", "live"), default="simulator")
    group.addoption("--base-url", default="", help="a running simulator instead of a new one")
    group.addoption("--tls", action="store_true", help="let the new simulator speak TLS")
    group.addoption("--credentials", default="", help="userId:token:secret of that simulator")


def pytest_configure(config: pytest.Config) -> None:
    for mark in evidence.MARKS:
        config.addinivalue_line("markers", mark)
    if config.getoption("--target") == "live":
        _refuse_workers(config)
        try:
            config.stash[LIVE] = targets.live_target()
        except targets.TargetError as error:
            pytest.exit(str(error), returncode=4)


def _refuse_workers(config: pytest.Config) -> None:
    if config.getoption("numprocesses", None) or hasattr(config, "workerinput"):
        pytest.exit("--target live has one account: run it without -n.", returncode=4)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    ours = [item for item in items if "contract_tests" in item.path.parts]
    if errors := evidence.evidence_errors(ours):
        raise pytest.UsageError("\n".join(errors))
    for item in ours:
        item.user_properties.append(("evidence", evidence.kinds_of(item)[0]))
        if LIVE in config.stash:
            _skip_unable(item, config.stash[LIVE].capabilities)


def _skip_unable(item: pytest.Item, can: frozenset[str]) -> None:
    if reason := _reason(evidence.needs_of(item) - can):
        item.add_marker(pytest.mark.skip(reason=reason))


def _reason(lacking: set[str]) -> str:
    return "; ".join(f"{name}: {CAPABILITIES[name]}" for name in sorted(lacking))


def pytest_report_collectionfinish(config: pytest.Config, items: list[pytest.Item]) -> list[str]:
    if LIVE not in config.stash:
        return []
    count = sum(evidence.spent_by(item) for item in items if not item.get_closest_marker("skip"))
    cost = count * targets.PRICE
    return [f"live: {config.stash[LIVE].base_url}; up to {count} messages, about ${cost:.2f}"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    shares = dict.fromkeys(evidence.KINDS, 0)
    for report in terminalreporter.stats.get("passed", []) + terminalreporter.stats.get(
        "failed", []
    ):
        for name, kind in getattr(report, "user_properties", ()):
            if name == "evidence" and report.when == "call":
                shares[kind] += 1
    total = sum(shares.values())
    if total:
        said = ", ".join(f"{kind} {count} ({count / total:.0%})" for kind, count in shares.items())
        terminalreporter.write_line(f"evidence of {total} checks: {said}")


@pytest.fixture(scope="session")
def session(target: Target) -> Iterator[requests.Session]:
    with new_session(target.ca_file) as session:
        yield session


@pytest.fixture(scope="session")
def target(pytestconfig: pytest.Config) -> Iterator[Target]:
    if LIVE in pytestconfig.stash:
        yield pytestconfig.stash[LIVE]
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

    def open_account(profile: str | None = None) -> Account:
        assert control, 'mark the check with @needs("accounts")'
        credentials = control.open_account(profile)
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
    if not evidence.needs_of(request.node) & ONLY_SIMULATED:
        allowed = evidence.spent_by(request.node)
        assert account.messages_sent <= allowed, f"mark it with @spends({account.messages_sent})"


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
def make_application(account: Account, target: Target) -> Iterator[Callable[..., str]]:
    """`make_application(incomingMessageUrl=…)`: the id of a new application."""
    made: list[str] = []

    def make_application(**properties: Json) -> str:
        whole = {"name": "contract", "incomingMessageUrl": "http://app.example.com/sms"}
        made.append(account.create("applications", whole | properties))
        return made[-1]

    yield make_application
    for application_id in () if target.simulated else made:
        account.delete(f"applications/{application_id}")


@pytest.fixture
def bind(account: Account, target: Target) -> Iterator[Callable[[str, str], None]]:
    """`bind(line, application_id)`; a live number gets its former application back afterwards."""
    before: dict[str, str] = {}

    def bind(number: str, application_id: str) -> None:
        resource = account.read(f"phoneNumbers/{number}")
        before.setdefault(number, resource.get("application", "").rpartition("/")[2])
        account.post(f"phoneNumbers/{number}", {"applicationId": application_id})

    yield bind
    for number, application_id in before.items() if not target.simulated else ():
        account.post(f"phoneNumbers/{number}", {"applicationId": application_id})


@pytest.fixture(scope="session")
def receiver(target: Target) -> Iterator[Receiver]:
    receiver = Receiver() if target.simulated else targets.live_receiver()
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
    bind: Callable[[str, str], None],
    webhook: Webhook,
) -> Serve:
    """`serve(callbackHttpMethod="GET")`: give the line an application with this webhook."""

    def serve(**properties: Json) -> str:
        shop = {"incomingMessageUrl": webhook.url("sms")} | properties
        application = make_application(**shop)
        bind(line, application)
        return application

    return serve
