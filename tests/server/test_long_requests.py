"""Requests that take long to answer are answered on worker threads, so that no other one waits."""

from threading import current_thread
from typing import Any

import pytest
import requests

from builders import basic
from catapult_simulator.core.account import Account
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.server import Server
from receivers import PATIENCE


def test_transactions_are_read_on_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[str] = []
    find = Account.find

    def recorded(*arguments: Any, **named: Any) -> Any:
        threads.append(current_thread().name)
        return find(*arguments, **named)

    monkeypatch.setattr(Account, "find", recorded)
    with Server(Simulator()) as server:
        own = server.simulator.open_tenant().credentials
        url = f"{server.url}/v1/users/{own.user_id}/account/transactions"
        answer = requests.get(
            url, headers={"Authorization": basic(own.token, own.secret)}, timeout=PATIENCE
        )

    assert (answer.status_code, threads) == (200, ["catapult-worker"])
