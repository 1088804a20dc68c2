"""Lists by time: milliseconds, sort keys, far years, and long lists of which most have moved on."""

from datetime import UTC, datetime, timedelta

import pytest

from contract_tests.account import Account
from contract_tests.conftest import DASHBOARD, Draft
from contract_tests.evidence import assumed, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.switches import change_rules
from contract_tests.wire import links, query_of

pytestmark = needs("accounts", "clock")


@pytest.fixture
def moment(account: Account, simulated: SimulatedNetwork, draft: Draft) -> datetime:
    """When the only message was sent: 123 ms after a whole second, at which the account began."""
    simulated.advance(0.123)
    account.create("messages", draft())
    whole = datetime.fromisoformat(account.read("messages")[0]["time"]).astimezone(UTC)
    return whole + timedelta(milliseconds=123)


@pytest.mark.parametrize(
    ("path", "from_", "to", "form"),
    [
        pytest.param(
            "messages", "fromDateTime", "toDateTime", "%Y-%m-%d %H:%M:%S.%f",
            marks=assumed("assumption B18"),
        ),
        pytest.param(
            "account/transactions", "fromDate", "toDate", "%Y-%m-%dT%H:%M:%S.%fZ",
            marks=assumed("assumption E23"),
        ),
    ],
    ids=["messages", "transactions"],
)  # fmt: skip
def test_both_ends_of_a_time_range_are_inclusive_to_the_millisecond(
    account: Account, moment: datetime, path: str, from_: str, to: str, form: str
) -> None:
    def count(**bounds: int) -> int:
        """The items between bounds in ms after the moment."""
        query = {
            {"low": from_, "high": to}[name]: (moment + timedelta(milliseconds=late)).strftime(form)
            for name, late in bounds.items()
        }
        return len(account.read(path, **query))

    assert (count(low=-1), count(low=0), count(low=1)) == (1, 1, 0)
    assert (count(high=-1), count(high=0), count(high=1)) == (0, 1, 1)
    assert (count(low=0, high=0), count(low=1, high=-1), count(low=-1, high=1)) == (1, 0, 1)
    for years, found in ((("0001", "9999"), 1), (("9999", "9999"), 0), (("0001", "0001"), 0)):
        assert len(account.read(path, **dict(zip((from_, to), years, strict=True)))) == found


@assumed("assumption B17")
def test_a_sort_key_is_the_time_and_six_digits_that_count_up(
    account: Account, moment: datetime, simulated: SimulatedNetwork, draft: Draft
) -> None:
    account.create("messages", draft())
    simulated.advance(1)
    account.create("messages", draft())

    def key(page: int) -> int:
        query = query_of(links(account.get("messages", page=page, size=1))["next"])
        return int(query.removeprefix("sortKeyLT=").partition("&")[0])

    at = round(moment.timestamp() * 1000) * 1_000_000
    assert [key(0), key(1)] == [at + 1_000_000_000, at + 1]
    found = [len(account.read("messages", sortKeyLT=at + more)) for more in (0, 1, 2)]
    assert found == [0, 1, 2]
    found = [len(account.read("messages", sortKeyGT=at + more)) for more in (-1, 0, 1)]
    assert found == [3, 2, 1]
    between = account.read("messages", sortKeyGT=at, sortKeyLT=at + 1_000_000_000)
    assert len(between) == 1


@assumed("assumption B17")
@pytest.mark.parametrize(("order", "key"), [("asc", "sortKeyGT"), ("desc", "sortKeyLT")])
def test_a_link_has_each_parameter_once(
    account: Account, draft: Draft, order: str, key: str
) -> None:
    for _ in range(3):
        account.create("messages", draft())

    query = f"page=0&size=1&sortOrder={order}&direction=out"
    for _ in range(2):
        query = query_of(links(account.get(f"messages?{query}"))["next"])
        names = [part.partition("=")[0] for part in query.split("&")]
        assert sorted(names) == sorted([key, "size", "sortOrder", "direction"])

    assert links(account.get(f"messages?{query}")) == {}


@assumed("assumption B18")
def test_a_long_list_is_filtered_by_what_its_messages_have_become(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    for _ in range(2):
        for _ in range(21):
            account.post("messages", [draft()] * 50)
        simulated.settle()
    last = account.create("messages", draft())

    assert [each["id"] for each in account.read("messages", state="queued")] == [last]
    assert account.read("messages", state="sending") == []
    sent = account.read("messages", state="sent", size=1000, page=2)
    assert len(sent) == 100
    ascending = account.read("messages", state="sent", size=1000, sortOrder="asc")
    assert len({each["id"] for each in ascending}) == 1000
    simulated.settle()
    assert account.read("messages", state="queued") == []
    assert account.read("messages", state="sent", size=1)[0]["id"] == last


@assumed("assumption E12")
@pytest.mark.parametrize("kept", [2, 0])
def test_fewer_errors_can_be_kept(account: Account, simulated: SimulatedNetwork, kept: int) -> None:
    for name in "abc":
        account.get(f"messages/m-{name}")

    change_rules(simulated, keptErrors=kept)

    names = [error["message"].split("'")[1] for error in account.read("errors")]
    assert names == ["m-c", "m-b"][:kept]
    account.get("messages/m-d")
    assert len(account.read("errors")) == kept


@assumed("assumption B28")
@needs("numbers")
@pytest.mark.parametrize(("loops", "count"), [(True, 1), (False, 0)])
def test_a_message_to_an_own_number_may_stay_outside(
    account: Account, simulated: SimulatedNetwork, draft: Draft, loops: bool, count: int
) -> None:
    account.create("phoneNumbers", {"number": "+14352154440", "provider": DASHBOARD})
    change_rules(simulated, loopBack=loops)

    account.create("messages", draft(to="+14352154440"))
    simulated.settle()

    assert len(account.read("messages", direction="in")) == count
