"""Replays the exchanges of `fixtures/` on a simulator in this process."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from catapult_simulator import Rules, Simulator
from catapult_simulator.server import Server

sys.path.insert(0, str(Path(__file__).parents[1]))  # contract_tests is a package of the root

from contract_tests.account import Account, new_session
from contract_tests.control import Control
from contract_tests.exchanges import Exchange, keys, load
from contract_tests.network import SimulatedNetwork
from contract_tests.receiver import Receiver, Webhook
from contract_tests.replay import Replay, assert_same_answer, assert_same_callback

__all__ = ["EXCHANGES", "Exchange", "Replayer", "assert_same_answer", "assert_same_callback"]

EXCHANGES = [load(key) for key in keys()]


class Replayer:
    """A server and a receiver of callbacks; gives each exchange a replay of its own."""

    def __init__(self, server: Server, receiver: Receiver, session: requests.Session) -> None:
        self._server = server
        self._receiver = receiver
        self._session = session

    @classmethod
    @contextmanager
    def opened(cls) -> Iterator["Replayer"]:
        receiver = Receiver()
        with Server(Simulator()) as server, new_session() as session:
            yield cls(server, receiver, session)
        receiver.close()

    @contextmanager
    def replay(self, profile: Any) -> Iterator[Replay]:
        """A replay with a fresh account of `profile`."""
        tenant = self._server.simulator.open_tenant(rules=Rules.of(profile))
        control = Control(self._server.url, self._session)
        account = Account(self._server.url, control.credentials(tenant.user_id), self._session)
        webhook: Webhook = self._receiver.open_webhook()
        yield Replay(account, SimulatedNetwork(control, tenant.user_id), webhook)
        webhook.released.set()
        self._server.simulator.close_tenant(tenant.user_id)
