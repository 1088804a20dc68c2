"""Target: the API under test, and its capabilities."""

from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from types import TracebackType

import requests

from contract_tests.account import Account, Credentials, new_session
from contract_tests.control import Control
from contract_tests.live.settings import Profile, Settings
from contract_tests.live.strangers import NOBODY
from contract_tests.network import PATIENCE, LiveNetwork, Network, SimulatedNetwork
from contract_tests.process import SimulatorProcess
from contract_tests.receiver import Receiver

# The reason for skipping a check, by capability.
CAPABILITIES = {
    "accounts": "needs an account of its own, which only a simulator opens",
    "clock": "needs a clock that can be advanced",
    "faults": "needs faults",
    "numbers": "needs to import, order and release numbers at will",
    "orders": "needs to order numbers, which costs: CATAPULT_ORDER_NUMBERS=yes",
    "sending": "needs a number to send from and one to send to: CATAPULT_NUMBERS, CATAPULT_PERSON",
    "inbound": "needs a sender of inbound messages: two numbers in CATAPULT_NUMBERS",
    "callbacks": "needs a URL for callbacks: CATAPULT_CALLBACK_URL",
    "2018": "describes the profile of 2018: CATAPULT_PROFILE=2018",
    "2019": "describes the profile of 2019: CATAPULT_PROFILE=2019",
}
ONLY_SIMULATED = {"accounts", "clock", "faults", "numbers"}


@dataclass(frozen=True)
class Target:
    """A base URL without `/v1`, the credentials, and the capabilities."""

    base_url: str
    credentials: Credentials
    capabilities: frozenset[str]
    numbers: tuple[str, ...] = ()
    person: str = ""
    patience: float = PATIENCE
    ca_file: str = ""
    profile: Profile = "2019"

    @property
    def simulated(self) -> bool:
        return "accounts" in self.capabilities

    def account(self, credentials: Credentials, session: requests.Session) -> Account:
        return Account(self.base_url, credentials, session)

    def network(self, account: Account, control: Control | None) -> Network:
        """The network of `account`."""
        if control is None:
            return LiveNetwork(account, self.person or NOBODY, self.patience)
        return SimulatedNetwork(control, account.user_id, virtual="clock" in self.capabilities)


class SimulatorTarget(AbstractContextManager[Target]):
    """A simulator: a new process, with or without TLS, or a running one at `base_url`."""

    def __init__(self, base_url: str = "", credentials: str = "", *, tls: bool = False) -> None:
        self._base_url = base_url.rstrip("/").removesuffix("/v1")
        self._credentials, self._tls = credentials, tls
        self._stack = ExitStack()

    def __enter__(self) -> Target:
        base_url, ca_file = self._base_url, ""
        if not base_url:
            process = self._stack.enter_context(SimulatorProcess(tls=self._tls))
            base_url, ca_file = process.base_url, process.ca_file
        with new_session(ca_file) as session:
            control = Control(base_url, session)
            known = Credentials(*self._credentials.split(":")) if self._credentials else None
            can = set(CAPABILITIES)
            if control.health()["clock"] != "virtual":
                can -= {"clock"}
            credentials = known or control.open_account()
            return Target(base_url, credentials, frozenset(can), ca_file=ca_file)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()


def live_target(settings: Settings) -> Target:
    """The account of `settings`, with the capabilities that they give it."""
    can = {
        "sending": bool(settings.numbers and settings.person),
        "inbound": len(settings.numbers) > 1,
        "callbacks": bool(settings.callback_url),
        "orders": settings.order_numbers,
        settings.profile: True,
    }
    return Target(
        settings.base_url,
        settings.credentials,
        frozenset(name for name, given in can.items() if given),
        settings.numbers,
        settings.person,
        settings.patience,
        profile=settings.profile,
    )


def live_receiver(settings: Settings) -> Receiver:
    """The receiver behind CATAPULT_CALLBACK_URL; an unreachable one if that is not set."""
    return Receiver(*settings.listen, settings.callback_url)
