"""Each key of a setup has an effect: the account has its value, and a snapshot says so."""

import json
from copy import deepcopy
from typing import Any

import pytest

from catapult_simulator.core.setups.account_keys import RULES
from catapult_simulator.core.setups.keys import ACCOUNT, SETUP, TABLES
from catapult_simulator.core.setups.problems import SetupError
from catapult_simulator.core.setups.state_keys import (
    CALLBACK,
    DETAIL,
    ERROR,
    IDS,
    LOOK_UP,
    RESULT,
    SENDING,
    TIMER,
    TRANSACTION,
)
from catapult_simulator.core.setups.tables import Table
from catapult_simulator.core.simulator import Simulator

LINE, PERSON, TOLL_FREE = "+19195551212", "+19195550001", "+18005551212"
NOW, THEN, LATER = "2020-01-02T03:04:05.006Z", "2020-01-01T00:00:00Z", "2020-01-02T04:00:00Z"
Item = dict[str, Any]
# One account in which each key of each table has a value that it would not have without it.
FULL: Item = {
    "userId": "u-full", "token": "t-full", "secret": "s-full", "now": NOW, "balance": "12.50000",
    "rules": {
        "profile": "2018", "dequeueMs": 1, "carrierMs": 2, "receiptMs": 3, "mmsAllowed": False,
        "dashboardPassword": "pw-1", "lenientContentType": True, "tollFreeOptOut": False,
        "loopBack": False, "numberShowsApplicationId": False, "smil": "none",
        "refuseWithoutCredit": False, "messagesPerSecond": 0.5, "messagesPerSecondAndNumber": 0.25,
        "queuesMessages": True, "requestIntervalMs": 4, "numberClasses": True, "messageOn429": True,
        "keptErrors": 5, "journalSize": 6,
    },
    "applications": [
        {
            "id": "a-7", "name": "shop", "incomingMessageUrl": "http://app.test/sms",
            "incomingMessageUrlCallbackTimeout": 1234, "callbackHttpMethod": "get",
            "incomingMessageFallbackUrl": "http://app.test/again", "autoAnswer": False,
            "incomingCallUrl": "http://app.test/call", "incomingCallUrlCallbackTimeout": 2345,
            "incomingCallFallbackUrl": "http://app.test/call-again",
        }
    ],
    "numbers": [
        {
            "id": "n-7", "number": LINE, "name": "front desk", "application": "a-7",
            "fallbackNumber": PERSON, "createdTime": THEN, "price": "0.00",
            "numberState": "released",
        }
    ],
    "media": [
        {
            "name": "cat.png", "content": "iVBORw==", "contentType": "image/x-cat",
            "cacheControl": "no-store",
        }
    ],
    "faults": [
        {
            "id": "f-7", "at": "rest", "method": "POST", "path": "messages",
            "error": "internal-error", "delayMs": 5, "times": 9, "struck": 2,
        },
        {"id": "f-8", "at": "rest", "connectionFault": "reset"},
        {"id": "f-9", "at": "carrier", "to": PERSON, "from": LINE, "tag": "t", "silent": True},
        {"id": "f-10", "at": "carrier", "deliveryCode": 770, "reply": "who?"},
        {"id": "f-11", "at": "carrier", "state": "error"},
        {"id": "f-12", "at": "callback", "outcome": "twice"},
    ],
    "people": [{"number": PERSON, "answers": "YES"}],
    "callerNames": {PERSON: "Ann"},
    "optOuts": [{"person": PERSON, "number": TOLL_FREE}],
    "messages": [
        {
            "id": "m-7", "direction": "out", "from": LINE, "to": PERSON, "text": "hi",
            "media": ["http://app.test/cat.png"], "time": THEN, "state": "error",
            "segmentCount": 3, "receiptRequested": "all", "deliveryState": "not-delivered",
            "deliveryCode": 770, "callbackUrl": "http://app.test/events",
            "callbackHttpMethod": "get", "callbackTimeout": 3456,
            "fallbackUrl": "http://app.test/events-again", "tag": "order 5",
        },
        {
            "id": "m-8", "direction": "out", "from": LINE, "to": PERSON, "text": "soon",
            "time": THEN, "state": "queued", "segmentCount": 1,
        },
        {
            "id": "m-9", "direction": "in", "from": LINE, "to": LINE, "text": "to oneself",
            "time": THEN, "state": "received", "segmentCount": 1,
        },
    ],
    "timers": [
        {
            "due": LATER, "step": "handOver", "message": "m-8", "textOfEvents": "as it was",
            "result": {
                "code": 770, "silent": True, "failed": True, "delayMs": 5, "reply": "who?",
            },
        },
        {
            "due": LATER, "step": "callback",
            "callback": {
                "url": "http://app.test/sms", "method": "GET", "timeoutMs": 4567,
                "fallbackUrl": "http://app.test/again", "userAgent": "me/1",
                "payload": {"messageId": "m-9", "eventType": "sms", "from": PERSON, "to": LINE},
            },
        },
    ],
    "lookUps": [{"number": PERSON, "name": "Ann", "created": THEN, "updated": LATER}],
    "transactions": [
        {
            "id": "pm-7", "time": THEN, "amount": "0.50000", "type": "charge", "units": 2,
            "productType": "sms-out", "number": LINE, "resourceId": "n-7",
        }
    ],
    "errors": [
        {
            "id": "ue-7", "time": THEN, "category": "not-found", "code": "x", "message": "No x.",
            "details": [{"id": "ued-7", "name": "a", "value": "b"}],
        }
    ],
    "sending": {"attempts": [THEN], "attemptsOf": {LINE: [THEN]}, "nextSlot": LATER},
    "ids": {"seed": "mine", "counts": {"m": 77, "f": 12}},
}  # fmt: skip
# The table -> where it stands in the account.
PLACES: dict[str, tuple[Table, tuple[str, ...]]] = {
    "account": (ACCOUNT, ()),
    "rules": (RULES, ("rules",)),
    **{
        f"{each.name}s": (each, (f"{each.name}s",))
        for each in (*TABLES, TRANSACTION, ERROR, TIMER)
        if f"{each.name}s" in FULL and each is not RULES
    },
    "media": (next(each for each in TABLES if each.name == "media"), ("media",)),
    "people": (next(each for each in TABLES if each.name == "person"), ("people",)),
    "optOuts": (next(each for each in TABLES if each.name == "opt-out"), ("optOuts",)),
    "lookUps": (LOOK_UP, ("lookUps",)),
    "sending": (SENDING, ("sending",)),
    "ids": (IDS, ("ids",)),
    "result": (RESULT, ("timers", "result")),
    "callback": (CALLBACK, ("timers", "callback")),
    "detail": (DETAIL, ("errors", "details")),
}
# Keys that stand in no snapshot, and why.
EXCEPTIONS = {
    ("account", "seed"): "a snapshot has the seed that is made of it, ids.seed",
    ("account", "clock"): "a snapshot takes the clock of the simulator that reads it",
    ("numbers", "incomingMessageUrl"): "a short form: it makes an application",
    ("numbers", "callbackHttpMethod"): "a short form: it is that of this application",
    ("media", "file"): "a snapshot has the content itself",
    ("media", "text"): "a snapshot has the content itself, in base64",
}


def _items(account: Item, path: tuple[str, ...]) -> list[Item]:
    """The items at `path`, those of lists one by one."""
    found = [account]
    for key in path:
        below = [item[key] for item in found if key in item]
        found = [each for it in below for each in (it if isinstance(it, list) else [it])]
    return found


def _written() -> list[tuple[str, int, str]]:
    return [
        (name, at, key)
        for name, (_, path) in PLACES.items()
        for at, item in enumerate(_items(FULL, path))
        for key in item
    ]


def _kept(account: Item) -> Item:
    (tenant,) = Simulator().apply_setup(account)
    kept: Item = json.loads(str(tenant.snapshot()))
    return kept


@pytest.fixture(scope="module")
def kept() -> Item:
    return _kept(FULL)


def test_each_key_of_each_table_has_a_value_or_a_reason() -> None:
    declared = {(name, key) for name, (table, _) in PLACES.items() for key in table.keys}

    assert {(name, key) for name, _, key in _written()} | {*EXCEPTIONS} == declared
    assert {*TABLES} - {table for table, _ in PLACES.values()} == {SETUP}
    assert {*SETUP.keys} - {*ACCOUNT.keys} == {"version", "accounts"}


@pytest.mark.parametrize(("name", "at", "key"), _written())
def test_the_value_of_a_key_survives(name: str, at: int, key: str, kept: Item) -> None:
    path = PLACES[name][1]

    assert _items(kept, path)[at][key] == _items(FULL, path)[at][key]


@pytest.mark.parametrize(("name", "key"), sorted({(name, key) for name, _, key in _written()}))
def test_the_value_is_not_there_without_its_key(name: str, key: str) -> None:
    places = [at for each, at, written in _written() if (each, written) == (name, key)]

    assert any(_is_missed(name, at, key) for at in places)


def _is_missed(name: str, at: int, key: str) -> bool:
    """Whether the value is another one without the key, or the account cannot be without it."""
    path = PLACES[name][1]
    account = deepcopy(FULL)
    value = _items(account, path)[at].pop(key)
    try:
        return bool(_items(_kept(account), path)[at].get(key) != value)
    except SetupError:
        return True
