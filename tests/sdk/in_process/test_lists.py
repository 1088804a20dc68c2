"""bandwidth-sdk 3.0.3: lists, their filters and their pages."""

import warnings
from typing import Any

import pytest

from builders import APP_URL, LINE, PERSON
from catapult_simulator.core.tenant import Tenant

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its regular expressions use invalid escapes
    from bandwidth.account import BandwidthAccountAPIException

# Every call opens a connection that only the garbage collector closes.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def test_a_list_of_messages_is_read_to_its_end(messaging: Any, line: str) -> None:
    for number in range(5):
        messaging.send_message(from_=LINE, to=PERSON, text=str(number))

    found = list(messaging.list_messages(size=2, to=PERSON, direction="out"))

    assert [message["text"] for message in found] == ["4", "3", "2", "1", "0"]
    ascending = messaging.list_messages(size=2, sort_order="asc")
    assert [message["text"] for message in ascending] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"from_date_time": "2019-05-01 12:00:00"}, 1),
        ({"from_date_time": "2019-05-01 12:00:01"}, 0),
        ({"to_date_time": "2019-05-01 11:59:59"}, 0),
        ({"state": "queued"}, 1),
        ({"delivery_state": "waiting"}, 0),
        ({"from_": LINE}, 1),
        ({"from_": PERSON}, 0),
    ],
    ids=str,
)
def test_messages_are_filtered(
    messaging: Any, line: str, filters: dict[str, str], count: int
) -> None:
    messaging.send_message(from_=LINE, to=PERSON, text="x")

    assert len(list(messaging.list_messages(**filters))) == count


def test_an_inbound_message_is_listed(
    account: Any, messaging: Any, line: str, tenant: Tenant
) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text="open today?")

    (read,) = messaging.list_messages(direction="in")
    assert (read["state"], read["text"], read["media"]) == ("received", "open today?", [])


@pytest.mark.parametrize("kind", ["list_applications", "list_phone_numbers", "list_errors"])
def test_other_lists_are_read_to_their_end(account: Any, tenant: Tenant, kind: str) -> None:
    for number in range(5):
        tenant.applications.create(f"app {number}", incoming_message_url=APP_URL)
        tenant.phone_numbers.allocate(f"+1919555121{number}")
        with pytest.raises(BandwidthAccountAPIException):
            account.get_application("a-x")

    found = list(getattr(account, kind)(size=2))

    assert len({each["id"] for each in found}) == len(found) == 5
