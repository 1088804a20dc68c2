"""Filters of lists: each value, pairs of them, blank ones, and words that no list has."""

from collections.abc import Callable, Mapping
from itertools import combinations

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import DASHBOARD, LINE, Draft
from contract_tests.evidence import assumed, documented, needs, observed
from contract_tests.network import PERSON, SimulatedNetwork
from contract_tests.wire import assert_invalid

pytestmark = needs("accounts", "numbers", "inbound", "clock", "faults")

SECOND, TOLL_FREE, STRANGER = "+14352154440", "+18445551234", "+19195550123"
Query = dict[str, str]
Matches = Callable[[Mapping[str, Json], str, str], bool]


@pytest.fixture
def whole(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> dict[str, list[Mapping[str, Json]]]:
    """All messages and transactions of a busy minute, newest first; a second between any two."""
    account.create("phoneNumbers", {"number": SECOND, "provider": DASHBOARD})
    simulated.add_fault(at="carrier", tag="failed", state="error")
    simulated.add_fault(at="carrier", tag="rejected", deliveryCode=720)
    sent: list[Json] = [
        {"receiptRequested": "all"}, {"to": STRANGER}, {"from": SECOND, "tag": "failed"},
        {"from": SECOND, "receiptRequested": "all", "tag": "rejected"},
        {"to": STRANGER, "receiptRequested": "error", "tag": "failed"}, {"to": STRANGER},
    ]  # fmt: skip
    for changes in sent:
        account.create("messages", draft(**changes))
        simulated.advance(5)
    account.create("phoneNumbers", {"number": TOLL_FREE})
    for number in (LINE, SECOND, LINE):
        simulated.advance(5)
        simulated.text_in(number)
    account.read(f"/phoneNumbers/numberInfo/{PERSON}")
    account.create("messages", draft(receiptRequested="all"))
    return {path: account.read(path) for path in ("messages", "account/transactions")}


def narrowed(items: list[Mapping[str, Json]], query: Query, rule: Matches) -> list[Json]:
    """The ids of the items that a query should find."""
    return [item["id"] for item in items if all(rule(item, name, query[name]) for name in query)]


def check_pairs(
    account: Account, path: str, items: list[Json], values: Json, rule: Matches
) -> None:
    """Every value alone, and every pair of values of two filters."""
    single = [{name: value} for name in values for value in values[name]]
    pairs = [one | other for one, other in combinations(single, 2) if not one.keys() & other.keys()]
    found = {}
    for query in single + pairs:
        expected = narrowed(items, query, rule)
        found[str(query)] = len(expected)
        assert [item["id"] for item in account.read(path, **query)] == expected, query
    # The items are mixed enough for each filter to matter.
    assert {found[str(query)] > 0 for query in pairs} == {True, False}
    assert all(0 < found[str(query)] < len(items) for query in single)


@documented("methods/messages/getMessages.md: each parameter; both times inclusive: assumption B18")
def test_filters_of_messages_can_be_combined(
    account: Account, whole: dict[str, list[Json]]
) -> None:
    messages = whole["messages"]
    values = {
        "from": (LINE, SECOND, PERSON),
        "to": (LINE, PERSON, STRANGER),
        "direction": ("in", "out"),
        "state": ("queued", "sent", "error", "received"),
        "deliveryState": ("waiting", "delivered", "not-delivered"),
        "fromDateTime": (messages[3]["time"], messages[7]["time"]),
        "toDateTime": (messages[2]["time"], messages[6]["time"]),
    }

    def rule(message: Mapping[str, Json], name: str, value: str) -> bool:
        bounds = {
            "fromDateTime": message["time"] >= value,
            "toDateTime": message["time"] <= value,
        }
        return bounds[name] if name in bounds else message.get(name) == value

    check_pairs(account, "messages", messages, values, rule)


@documented("methods/account/getAccountTransactions.md; both dates inclusive: assumption E23")
def test_filters_of_transactions_can_be_combined(
    account: Account, whole: dict[str, list[Json]]
) -> None:
    charges = whole["account/transactions"]
    values = {
        "number": (LINE, SECOND, TOLL_FREE, PERSON),
        "fromDate": (charges[2]["time"], charges[8]["time"]),
        "toDate": (charges[4]["time"], charges[7]["time"]),
    }

    def rule(charge: Mapping[str, Json], name: str, value: str) -> bool:
        bounds = {"fromDate": charge["time"] >= value, "toDate": charge["time"] <= value}
        return bounds[name] if name in bounds else charge.get(name) == value

    check_pairs(account, "account/transactions", charges, values, rule)
    for kind, expected in (("charge", charges), ("payment", []), ("credit", [])):
        assert account.read("account/transactions", type=kind) == expected
        assert account.read("account/transactions", type=kind, number=SECOND) == [
            charge for charge in expected if charge["number"] == SECOND
        ]


@documented("methods/phoneNumbers/getPhoneNumbers.md, parameters")
def test_filters_of_numbers_can_be_combined(account: Account) -> None:
    application = {"name": "x", "incomingMessageUrl": "http://app.example.com/sms"}
    shops = [account.create("applications", application) for _ in range(2)]
    properties: list[tuple[str, dict[str, Json]]] = [
        ("+19195551212", {"name": "desk", "applicationId": shops[0]}),
        ("+19195551213", {"name": "desk", "applicationId": shops[1]}),
        ("+19195551214", {"name": "hall"}),
        ("+17045551212", {"name": "hall", "applicationId": shops[0]}),
        ("+12125551212", {"name": "desk", "applicationId": shops[0]}),
        ("+18445551212", {"name": "hall", "applicationId": shops[1]}),
        ("+14352154441", {"name": "hall", "provider": DASHBOARD}),
        ("+12125551213", {"name": "gone"}),
    ]
    made = [account.create("phoneNumbers", {"number": one} | more) for one, more in properties]
    account.delete(f"phoneNumbers/{made[-1]}")
    numbers = account.read("phoneNumbers")
    values = {
        "name": ("desk", "hall"),
        "applicationId": shops,
        "state": ("NC", "NY"),
        "city": (numbers[0]["city"], numbers[3]["city"]),
    }

    check_pairs(account, "phoneNumbers", numbers, values, lambda n, name, v: n.get(name) == v)
    assert [each["id"] for each in account.read("phoneNumbers", numberState="released")] == made[
        -1:
    ]
    assert account.read("phoneNumbers", numberState="released", name="desk") == []


@assumed("assumption A13")
@pytest.mark.parametrize("state", ["lost", "enabled released", "enable"])
def test_a_number_has_no_other_state(account: Account, state: str) -> None:
    assert_invalid(account.get("phoneNumbers", numberState=state))


@assumed("assumption D29")
@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("messages", "from to direction state deliveryState fromDateTime toDateTime sortOrder"),
        ("messages", "size page sortKeyLT sortKeyGT"),
        ("phoneNumbers", "name applicationId numberState state city size page"),
        ("account/transactions", "type number fromDate toDate maxItems size page"),
    ],
)
def test_a_blank_filter_counts_as_absent(
    account: Account, whole: dict[str, list[Json]], path: str, names: str
) -> None:
    plain = account.read(path)

    assert len(plain) > 1
    for name in names.split():
        assert account.read(path, **{name: ""}) == plain, name


@assumed("assumption B30")
@pytest.mark.parametrize("written", ["14352154440", "(435) 215-4440", "435.215.4440"])
@pytest.mark.parametrize(
    ("path", "name"),
    [("messages", "from"), ("messages", "to"), ("account/transactions", "number")],
)
def test_a_number_in_a_filter_may_be_written_loosely(
    account: Account, whole: dict[str, list[Json]], path: str, name: str, written: str
) -> None:
    expected = account.read(path, **{name: SECOND})

    assert expected
    assert account.read(path, **{name: written}) == expected


@observed("csharp-bandwidth writes the words of the API in its own case, without hyphens")
@pytest.mark.parametrize(
    ("path", "name", "written", "word"),
    [
        ("messages", "direction", "IN", "in"),
        ("messages", "state", "Error", "error"),
        ("messages", "deliveryState", "NotDelivered", "not-delivered"),
        ("account/transactions", "type", "CHARGE", "charge"),
        ("phoneNumbers", "numberState", "ENABLED", "enabled"),
    ],
)
def test_words_may_be_in_any_case(
    account: Account, whole: dict[str, list[Json]], path: str, name: str, written: str, word: str
) -> None:
    expected = account.read(path, **{name: word})

    assert expected
    assert account.read(path, **{name: written}) == expected


@assumed("assumption D24")
@pytest.mark.parametrize(
    ("query", "count"),
    [({"city": "{lower}"}, 1), ({"state": "nc"}, 1), ({"name": "Desk"}, 0), ({"name": "des"}, 0)],
)
def test_places_ignore_case_and_names_do_not(account: Account, query: Query, count: int) -> None:
    made = account.create("phoneNumbers", {"number": "+19195551212", "name": "desk"})
    city = account.read(f"phoneNumbers/{made}")["city"].lower()

    asked = {name: value.replace("{lower}", city) for name, value in query.items()}

    assert len(account.read("phoneNumbers", **asked)) == count


@assumed("assumption A11")
@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("messages", "size page fromDateTime toDateTime sortKeyLT sortKeyGT"),
        ("applications", "size page"), ("phoneNumbers", "size page"), ("errors", "size page"),
        ("media", "size page"), ("account/transactions", "size page maxItems fromDate toDate"),
    ],
)  # fmt: skip
def test_nonsense_in_a_number_or_a_date_is_refused(account: Account, path: str, names: str) -> None:
    for name in names.split():
        for nonsense in ("many", "-1", "1.0", "+1", "0x1", "1e1", "٣", " 1", "1 "):
            assert_invalid(account.get(path, **{name: nonsense}))
