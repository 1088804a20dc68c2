"""Target: the API under test, and its capabilities."""

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import urlsplit

import requests

from contract_tests.account import Account, Credentials, new_session
from contract_tests.control import Control
from contract_tests.network import PERSON, LiveNetwork, Network, SimulatedNetwork
from contract_tests.process import SimulatorProcess
from contract_tests.receiver import Receiver

REAL_HOST = "https://api.catapult.inetwork.com"
PRICE = 0.0075  # US dollars for an outbound SMS; methods/account/getAccountTransactions.md

# The reason for skipping a check, by capability.
CAPABILITIES = {
    "accounts": "needs an account of its own, which only a simulator opens",
    "clock": "needs a clock that can be advanced",
    "faults": "needs faults",
    "numbers": "needs to order, import and release numbers",
    "sending": "needs a number to send from and one to send to: CATAPULT_NUMBERS, CATAPULT_PERSON",
    "inbound": "needs a sender of inbound messages: two numbers in CATAPULT_NUMBERS",
    "callbacks": "needs a URL for callbacks: CATAPULT_CALLBACK_URL",
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
    rate: float = float("inf")
    ca_file: str = ""

    @property
    def simulated(self) -> bool:
        return "accounts" in self.capabilities

    def account(self, credentials: Credentials, session: requests.Session) -> Account:
        return Account(self.base_url, credentials, session, self.rate)

    def network(self, account: Account, control: Control | None) -> Network:
        """The network of `account`."""
        if control is None:
            return LiveNetwork(account, self.person or PERSON)
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


class TargetError(Exception):
    """The live target cannot be used, for the reason in the message."""


def live_target(environment: Mapping[str, str] = os.environ) -> Target:
    """The real API, or the one at CATAPULT_BASE_URL. Raises TargetError."""
    base_url = environment.get("CATAPULT_BASE_URL", REAL_HOST).rstrip("/").removesuffix("/v1")
    _refuse_unsafe(environment, base_url)
    missing = [
        name for name in ("USER_ID", "TOKEN", "SECRET") if not environment.get(f"CATAPULT_{name}")
    ]
    if missing:
        names = ", ".join(f"CATAPULT_{name}" for name in missing)
        raise TargetError(f"--target live needs {names} in the environment.")
    return _live(environment, base_url)


def _refuse_unsafe(environment: Mapping[str, str], base_url: str) -> None:
    if environment.get("CATAPULT_LIVE") != "yes":
        raise TargetError(
            f"--target live spends money at {base_url}; set CATAPULT_LIVE=yes if you mean it."
        )
    if urlsplit(base_url).scheme != "https" and environment.get("CATAPULT_ALLOW_HTTP") != "yes":
        raise TargetError(
            f"{base_url} sends your secret unencrypted; set CATAPULT_ALLOW_HTTP=yes if it may."
        )


def _live(environment: Mapping[str, str], base_url: str) -> Target:
    numbers = tuple(filter(None, environment.get("CATAPULT_NUMBERS", "").split(",")))
    person = numbers[1] if len(numbers) > 1 else environment.get("CATAPULT_PERSON", "")
    can = {
        "sending": bool(numbers and person),
        "inbound": len(numbers) > 1,
        "callbacks": bool(environment.get("CATAPULT_CALLBACK_URL")),
    }
    return Target(
        base_url,
        Credentials(*(environment[f"CATAPULT_{name}"] for name in ("USER_ID", "TOKEN", "SECRET"))),
        frozenset(name for name, given in can.items() if given),
        numbers,
        person,
        float(environment.get("CATAPULT_RATE", "1")),
    )


def live_receiver(environment: Mapping[str, str] = os.environ) -> Receiver:
    """The receiver behind CATAPULT_CALLBACK_URL; an unreachable one if that is not set."""
    public = environment.get("CATAPULT_CALLBACK_URL", "")
    listen = environment.get("CATAPULT_CALLBACK_LISTEN") or urlsplit(public).netloc or "127.0.0.1:0"
    host, _, port = listen.rpartition(":")
    return Receiver(host, int(port), public)
