"""Each error of the API, scripted: status, category, code, sentence and details."""

import csv
import re
from datetime import datetime
from pathlib import Path

import pytest
import requests

from contract_tests.account import Account
from contract_tests.conftest import Draft
from contract_tests.evidence import documented, mark_of, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.wire import assert_json, named

pytestmark = needs("faults", "clock")
Row = dict[str, str]

# What an error repeats beside its sentence. All others repeat nothing.
CALLBACK = ["messageId", "callbackUrl", "callbackMethod", "callbackEvent"]
HTTP_STATUS = ["callbackStatusCode", "totalDuration", "responseDuration", "requestDuration"]
DETAILS = {
    "unrecognized-property": ["propertyName", "objectPath"],
    "unrecognized-message-property": ["propertyName", "objectPath"],
    "number-access-denied": ["userId", "number"],
    "message-not-found": ["messageId"],
    "message-delivery-failed": ["messageId"],
    "number-not-found": ["number"],
    "application-not-found": ["applicationId"],
    "media-not-found": ["mediaName"],
    "user-error-not-found": ["userErrorId"],
    "invalid-cnam-search": ["number"],
    "no-callback-for-message": ["applicationId", "number", "messageId"],
    "callback-server-timeout": [*CALLBACK, "callbackTimeout"],
    "callback-io-error": CALLBACK,
    "callback-http-failure-status": [CALLBACK[0], *HTTP_STATUS, *CALLBACK[1:]],
    "media-invalid-url": ["url"],
    "rate-limit-reached": ["rateLimitResetTime"],
    "rate-limit-reached-in-words": ["rateLimitResetTime"],
    "too-many-requests": ["rateLimitResetTime"],
}
ENVELOPE = ["category", "code", "message", "details"]
# A number, an amount, an id, a type; or the name of a value that the request does not have.
VALUE = r"(\+\d+|\d+(?:\.\d+)?|[un]-[a-z0-9]+|application/octet-stream|<\w+>)"
REQUEST = ["requestMethod", "remoteAddress", "requestPath"]


def rows() -> list[Row]:
    with Path(__file__).with_name("errors.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    "row", [pytest.param(row, marks=mark_of(row["evidence"]), id=row["error"]) for row in rows()]
)
def test_an_error_is_answered_as_it_is_listed(
    account: Account, simulated: SimulatedNetwork, draft: Draft, row: Row
) -> None:
    simulated.add_fault(at="rest", error=row["error"], times=1)

    answer = account.post("messages", draft())

    body = answer.json()
    assert (answer.status_code, body["category"], body["code"]) == (
        int(row["status"]), row["category"], row["code"],
    )  # fmt: skip
    sentence = VALUE.join(map(re.escape, re.split(r"\{\d\}", row["sentence"])))
    assert re.fullmatch(sentence, body.get("message", "")), body
    assert list(body) == [name for name in ENVELOPE if name != "message" or row["sentence"]]
    assert list(named(body["details"])) == [*DETAILS.get(row["error"], []), *REQUEST]
    assert_json(answer)
    _assert_kept(account, answer)
    assert account.post("messages", draft()).status_code == 201


def _assert_kept(account: Account, answer: requests.Response) -> None:
    """The errors resource has it, unless it is a 429; details of the request in reverse."""
    kept = account.read("errors")
    if answer.status_code == 429:
        assert kept == []
        return
    (error,) = kept
    refused = answer.json()
    assert [error[name] for name in ENVELOPE[:3]] == [refused[name] for name in ENVELOPE[:3]]
    own = list(named(refused["details"]))[:-3]
    assert list(named(error["details"])) == [*own, *reversed(REQUEST)]
    assert named(error["details"]) == named(refused["details"])


@documented("rateLimits/resourceRateLimits.md")
@pytest.mark.parametrize("name", ["rate-limit-reached", "too-many-requests"])
def test_a_rate_limit_is_lifted_after_its_second(
    account: Account, simulated: SimulatedNetwork, draft: Draft, name: str
) -> None:
    simulated.add_fault(at="rest", error=name, times=1)

    refused = account.post("messages", draft())
    account.post("messages", draft())

    lifted = named(refused.json()["details"])["rateLimitResetTime"]
    assert refused.headers["X-RateLimit-Reset"] == lifted
    sent = datetime.fromisoformat(account.read("messages")[0]["time"])
    assert int(lifted) - sent.timestamp() * 1000 == 1000
