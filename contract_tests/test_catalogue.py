"""Each error that the documentation lists, scripted: status, category, code and sentence."""

import csv
import re
from datetime import datetime
from pathlib import Path

import pytest

from contract_tests.account import Account
from contract_tests.conftest import Draft
from contract_tests.evidence import documented, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.wire import named

pytestmark = needs("faults", "clock")
Row = dict[str, str]


def rows() -> list[Row]:
    with Path(__file__).with_name("errors.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@documented("errors.md, and the sources of contract_tests/errors.csv")
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["error"])
def test_an_error_is_answered_as_it_is_listed(
    account: Account, simulated: SimulatedNetwork, draft: Draft, row: Row
) -> None:
    sentence = re.sub(r"\\\{\d\\\}", ".+", re.escape(row["sentence"]))
    simulated.add_fault(at="rest", error=row["error"], times=1)

    answer = account.post("messages", draft())

    body = answer.json()
    assert (answer.status_code, body["category"], body["code"]) == (
        int(row["status"]), row["category"], row["code"],
    )  # fmt: skip
    assert re.fullmatch(sentence, body.get("message", "")), body
    assert account.post("messages", draft()).status_code == 201


@documented("rateLimits/resourceRateLimits.md")
def test_a_rate_limit_is_lifted_in_the_future(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    simulated.add_fault(at="rest", error="rate-limit-reached", times=1)

    refused = account.post("messages", draft())
    account.post("messages", draft())

    lifted = named(refused.json()["details"])["rateLimitResetTime"]
    assert refused.headers["X-RateLimit-Reset"] == lifted
    sent = datetime.fromisoformat(account.read("messages")[0]["time"])
    assert int(lifted) > sent.timestamp() * 1000
