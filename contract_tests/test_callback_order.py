"""The order of the fields of every kind of callback, in a body and in a query."""

from urllib.parse import urlsplit

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import DASHBOARD, LINE, OpenAccount
from contract_tests.control import Control
from contract_tests.evidence import assumed, needs
from contract_tests.network import PERSON, SimulatedNetwork
from contract_tests.receiver import CallbackRequest, Webhook

pytestmark = needs("accounts", "clock", "callbacks", "inbound", "faults")

PICTURE = "http://elsewhere.example.com/cat.jpg"
# In a query: apiCallbacks/get-sms.md, get-mms.md.
QUERY = [
    "messageId", "from", "eventType", "text", "time", "to", "state", "tag", "deliveryState",
    "deliveryCode", "deliveryDescription", "applicationId", "direction", "segmentCount", "media",
    "messageUri",
]  # fmt: skip
# Of fields in one bucket of a body (recorded callbacks of 2018).
TIES = [
    "messageId", "from", "eventType", "media", "text", "time", "to", "state", "tag", "messageUri",
    "applicationId", "segmentCount", "direction", "deliveryState", "deliveryCode",
    "deliveryDescription",
]  # fmt: skip


def in_body(names: list[str]) -> list[str]:
    """The order of a Java hash map: by hash code modulo 16, or modulo 32 from 12 keys on."""
    buckets = 16 if len(names) < 12 else 32
    return sorted(names, key=lambda name: (_hash(name) % buckets, TIES.index(name)))


def _hash(name: str) -> int:
    code = 0
    for character in name:
        code = (code * 31 + ord(character)) % 2**32
    return code ^ (code >> 16)


def callbacks(
    account: Account, network: SimulatedNetwork, webhook: Webhook, method: str
) -> list[CallbackRequest]:
    """One of each kind: received, sent, receipted, rejected; with and without media and tag."""
    url = {"callbackUrl": webhook.url(), "callbackHttpMethod": method}
    shop = {"name": "x", "incomingMessageUrl": webhook.url(), "callbackHttpMethod": method}
    made = account.create("applications", shop)
    number = {"number": LINE, "provider": DASHBOARD, "applicationId": made}
    account.create("phoneNumbers", number)
    network.add_fault(at="carrier", tag="rejected", deliveryCode=720)
    network.text_in(LINE)
    network.text_in(LINE, "", [PICTURE])
    options: list[Json] = [
        {}, {"tag": "x"}, {"media": [PICTURE]}, {"media": [PICTURE], "tag": "x"},
        {"receiptRequested": "all"}, {"receiptRequested": "all", "tag": "x"},
        {"receiptRequested": "error", "tag": "rejected"},
    ]  # fmt: skip
    for each in options:
        account.create("messages", {"from": LINE, "to": PERSON, "text": "Hi"} | url | each)
        network.settle()
    return webhook.callbacks


@assumed("assumption C21")
@pytest.mark.parametrize("year", ["2018", "2019"])
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_each_callback_has_its_order(
    open_account: OpenAccount, control: Control, webhook: Webhook, year: str, method: str
) -> None:
    account = open_account(year)
    network = SimulatedNetwork(control, account.user_id)

    seen = [list(callback.fields) for callback in callbacks(account, network, webhook, method)]

    assert len(seen) == 12
    assert {len(names) for names in seen} == {
        "2018": {9, 10, 11, 12, 13}, "2019": {10, 11, 12, 13, 14},
    }[year]  # fmt: skip
    for names in seen:
        expected = in_body(names) if method == "POST" else sorted(names, key=QUERY.index)
        assert names == expected


@assumed("assumption C14")
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_callback_has_no_other_headers(
    account: Account, simulated: SimulatedNetwork, webhook: Webhook, method: str
) -> None:
    callback = callbacks(account, simulated, webhook, method)[0]

    content = {
        "content-type": "application/json; charset=utf-8",
        "content-length": str(len(callback.body)),
    }
    assert callback.headers == {
        "host": urlsplit(webhook.url()).netloc,
        "user-agent": callback.headers["user-agent"],
        "accept": "*/*",
        "accept-encoding": "gzip,deflate",
        "connection": "keep-alive",
    } | (content if method == "POST" else {})
