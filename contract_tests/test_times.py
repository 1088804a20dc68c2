"""Times as clients write them: parts that are left out, fractions of a second, and zones."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from contract_tests.account import Account
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, documented, needs
from contract_tests.network import SimulatedNetwork

pytestmark = needs("accounts", "clock")
Write = Callable[[datetime], str]

SECOND = timedelta(seconds=1)
MILLISECOND = timedelta(milliseconds=1)


@pytest.fixture
def moment(account: Account, simulated: SimulatedNetwork, draft: Draft) -> datetime:
    """The time of the account's only message, with a fraction of a second."""
    simulated.advance(86_400 * 5 + 3661.257)
    sent = account.create("messages", draft())
    second = datetime.fromisoformat(account.read(f"messages/{sent}")["time"])
    return second + 257 * MILLISECOND


def is_found(account: Account, **query: str) -> bool:
    return bool(account.read("messages", **query))


def in_zone(form: str, zone: str, hours: int, minutes: int = 0) -> Write:
    """As a clock shows it that is so far ahead of UTC."""
    ahead = timezone(timedelta(hours=hours, minutes=minutes))
    return lambda moment: f"{moment.astimezone(ahead).strftime(form)[:23]}{zone}"


WHOLE = "%Y-%m-%d %H:%M:%S.%f"


@documented("methods/messages/getMessages.md: yyyy-MM-dd HH:mm:ss.SSS; zones: assumption A11")
@pytest.mark.parametrize(
    "write",
    [
        pytest.param(in_zone(WHOLE, "", 0), id="plain"),
        pytest.param(in_zone("%Y-%m-%dT%H:%M:%S.%f", "Z", 0), id="iso"),
        pytest.param(in_zone(WHOLE, " Z", 0), id="z"),
        pytest.param(in_zone(WHOLE, "0000", 0), id="seven-digits"),
        pytest.param(in_zone(WHOLE, "+02:00", 2), id="ahead"),
        pytest.param(in_zone(WHOLE, "+0530", 5, 30), id="half-an-hour"),
        pytest.param(in_zone(WHOLE, " 0100", 1), id="plus-as-space"),
        pytest.param(in_zone(WHOLE, "-05:00", -5), id="behind"),
        pytest.param(in_zone(WHOLE, "-0330", -3, -30), id="behind-by-a-half"),
    ],
)
def test_a_time_is_exact_to_the_millisecond_in_each_zone(
    account: Account, moment: datetime, write: Write
) -> None:
    assert is_found(account, fromDateTime=write(moment), toDateTime=write(moment))
    assert not is_found(account, fromDateTime=write(moment + MILLISECOND))
    assert not is_found(account, toDateTime=write(moment - MILLISECOND))


@documented(
    "methods/messages/getMessages.md: parts may be left out; the lowest count: assumption A11"
)
@pytest.mark.parametrize(
    ("form", "step"),
    [
        ("%Y", timedelta(days=366)),
        ("%Y-%m", timedelta(days=31)),
        ("%Y-%m-%d", timedelta(days=1)),
        ("%Y-%m-%d %H", timedelta(hours=1)),
        ("%Y-%m-%d %H:%M", timedelta(minutes=1)),
        ("%Y-%m-%d %H:%M:%S", SECOND),
    ],
)
def test_a_part_that_is_left_out_is_the_lowest(
    account: Account, moment: datetime, form: str, step: timedelta
) -> None:
    before, after = moment.strftime(form), (moment + step).strftime(form)

    assert is_found(account, fromDateTime=before, toDateTime=after)
    assert not is_found(account, fromDateTime=after)
    assert not is_found(account, toDateTime=before)


@assumed("assumption A11")
@pytest.mark.parametrize(
    ("fraction", "found"),
    [("2", True), ("25", True), ("257", True), ("26", False), ("3", False), ("0257", True)],
)
def test_a_fraction_counts_from_its_first_digit(
    account: Account, moment: datetime, fraction: str, found: bool
) -> None:
    since = f"{moment:%Y-%m-%d %H:%M:%S}.{fraction}"

    assert is_found(account, fromDateTime=since) is found


@assumed("assumption A11")
@pytest.mark.parametrize(
    "written", ["2019-5-6", "2019-05-06 1:1:1", " 2019-05-06 ", "2019-05-06T00"]
)
def test_a_time_can_be_written_carelessly(account: Account, moment: datetime, written: str) -> None:
    assert moment > datetime(2019, 5, 6, 1, 1, 1, tzinfo=UTC)
    assert is_found(account, fromDateTime=written)


@assumed("assumption A11")
@pytest.mark.parametrize(
    "written",
    [
        "2019-13", "2019-02-30", "2019-05-06 25", "19-05-06", "2019/05/06", "2019-05-06 12:00 pm",
        "2019-05-06 12:00:00.12345678", "2019-05-06 +2", "2019-05-06 12:00+02", "1557100800",
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused(account: Account, written: str) -> None:
    answer = account.get("messages", fromDateTime=written)

    assert (answer.status_code, answer.json()["code"]) == (400, "validation-error")
