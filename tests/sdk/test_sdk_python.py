"""The official Python SDK, unmodified: PyPI `bandwidth-sdk` 3.0.3, with its base URL overridden."""

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from builders import APP_URL, EVENTS_URL, LINE, PERSON, SECOND_LINE
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.server import Server

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its regular expressions use invalid escapes
    import bandwidth
    from bandwidth.account import BandwidthAccountAPIException
    from bandwidth.messaging import BandwidthMessageAPIException

# Every call opens a connection that only the garbage collector closes.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture
def server(simulator: Simulator) -> Iterator[Server]:
    simulator.has_callback_sender = True  # callbacks are recorded, not sent
    with Server(simulator) as opened:
        yield opened


Make = Callable[[str], Any]


@pytest.fixture
def make(server: Server, tenant: Tenant) -> Make:
    """Makes a client of a kind, as its documents say but for the endpoint."""
    own = tenant.credentials
    return lambda kind: bandwidth.client(
        kind, own.user_id, own.token, own.secret, api_endpoint=server.url
    )


@pytest.fixture
def account(make: Make) -> Any:
    return make("account")


@pytest.fixture
def messaging(make: Make) -> Any:
    return make("messaging")


@pytest.fixture
def line(account: Any) -> str:
    """The id of an ordered number."""
    return str(account.order_phone_number(number=LINE))


def test_an_application_is_created_listed_read_updated_and_deleted(account: Any) -> None:
    app_id = account.create_application(
        name="shop", incoming_message_url=APP_URL, callback_http_method="get", auto_answer=False
    )
    account.update_application(app_id, name="store")

    read = account.get_application(app_id)
    assert read == next(account.list_applications())
    assert (read["id"], read["name"], read["incoming_message_url"]) == (app_id, "store", APP_URL)
    assert (read["callback_http_method"], read["auto_answer"]) == ("get", False)

    account.delete_application(app_id)
    assert list(account.list_applications()) == []


def test_a_number_is_ordered_listed_read_updated_and_released(account: Any) -> None:
    app_id = account.create_application(name="shop", incoming_message_url=APP_URL)
    number_id = account.order_phone_number(number=LINE, application_id=app_id, name="desk")
    account.update_phone_number(number_id, name="front desk")

    read = account.get_phone_number(LINE)
    assert read == account.get_phone_number(number_id)
    assert list(account.list_phone_numbers(application_id=app_id)) == [read]
    assert (read["number"], read["name"]) == (LINE, "front desk")
    assert read["national_number"] == "(919) 555-1212"
    assert read["application"].endswith(f"/applications/{app_id}")

    account.delete_phone_number(number_id)
    assert list(account.list_phone_numbers()) == []
    assert [each["id"] for each in account.list_phone_numbers(number_state="released")] == [
        number_id
    ]


def test_a_dashboard_number_is_imported(account: Any, messaging: Any) -> None:
    """The order method passes on any further property."""
    properties = {"accountId": "9999999", "userName": "wileCoyote", "password": "catchThatBird"}
    provider = {"providerName": "bandwidth-dashboard", "properties": properties}

    number_id = account.order_phone_number(number=LINE, name="import", provider=provider)

    assert account.get_phone_number(number_id)["number"] == LINE
    assert messaging.send_message(from_=LINE, to=PERSON, text="hi").startswith("m-")


def test_a_message_is_sent_and_read(messaging: Any, line: str, tenant: Tenant) -> None:
    message_id = messaging.send_message(
        from_=LINE, to=PERSON, text="hello", receipt_requested="all", callback_url=EVENTS_URL,
        callback_http_method="post", callback_timeout=2000, fallback_url=APP_URL, tag="7",
    )  # fmt: skip
    tenant.settle()

    read = messaging.get_message(message_id)
    assert (read["id"], read["message_id"]) == (message_id, message_id)
    assert (read["from"], read["to"], read["text"]) == (LINE, PERSON, "hello")
    assert (read["state"], read["delivery_state"], read["delivery_code"]) == (
        "sent",
        "delivered",
        "0",
    )
    assert (read["callback_url"], read["callback_timeout"]) == (EVENTS_URL, 2000)
    assert read["segment_count"] == 1


def test_an_mms_is_sent(messaging: Any, line: str) -> None:
    message_id = messaging.send_message(from_=LINE, to=PERSON, media=["http://app.test/cat.jpg"])

    assert messaging.get_message(message_id)["media"] == ["http://app.test/cat.jpg"]


def test_messages_are_sent_together(messaging: Any, line: str) -> None:
    drafts = [
        {"from": LINE, "to": PERSON, "text": "one"},
        {"from": LINE, "text": "nobody"},
        {"from": LINE, "to": PERSON, "text": "two"},
    ]

    results = messaging.send_messages(drafts)

    assert [result["result"] for result in results] == ["accepted", "error", "accepted"]
    assert messaging.get_message(results[2]["id"])["text"] == "two"
    assert results[1]["error"]["code"] == "missing-property"
    assert results[1]["message"] == drafts[1]


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


def test_errors_are_listed_and_read(account: Any) -> None:
    with pytest.raises(BandwidthAccountAPIException):
        account.order_phone_number(number="pizza")

    (kept,) = account.list_errors()

    assert kept == account.get_error(kept["id"])
    assert (kept["category"], kept["code"]) == ("bad-request", "validation-error")
    assert {frozenset(detail) for detail in kept["details"]} == {frozenset({"id", "name", "value"})}


REFUSED = [
    pytest.param("get_application", ["a-x"], 404, "application-not-found", id="application"),
    pytest.param("delete_application", ["a-x"], 404, "application-not-found", id="deletion"),
    pytest.param("get_phone_number", ["n-x"], 404, "number-not-found", id="number"),
    pytest.param("get_error", ["ue-x"], 404, "user-error-not-found", id="error"),
    pytest.param("create_application", ["shop"], 400, "validation-error", id="no URL"),
    pytest.param("order_phone_number", ["pizza"], 400, "validation-error", id="no number"),
    pytest.param("order_phone_number", [SECOND_LINE, "x", "a-x"], 404, "application-not-found",
                 id="no such application"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "arguments", "status", "code"), REFUSED)
def test_an_error_response_is_raised(
    account: Any, method: str, arguments: list[str], status: int, code: str
) -> None:
    with pytest.raises(BandwidthAccountAPIException) as refused:
        getattr(account, method)(*arguments)

    assert (refused.value.status_code, refused.value.code) == (status, code)
    assert refused.value.message


def test_sending_from_a_number_of_another_account_is_refused(messaging: Any) -> None:
    with pytest.raises(BandwidthMessageAPIException, match="does not have permission to use"):
        messaging.send_message(from_=PERSON, to=PERSON, text="x")


def test_wrong_credentials_are_refused(server: Server, tenant: Tenant) -> None:
    stranger = bandwidth.client(
        "messaging", tenant.user_id, "t-x", "wrong", api_endpoint=server.url
    )

    with pytest.raises(BandwidthMessageAPIException) as refused:
        list(stranger.list_messages())

    assert (refused.value.status_code, refused.value.code) == (401, "access-denied")


def test_an_error_by_a_fault_is_raised(messaging: Any, line: str, tenant: Tenant) -> None:
    tenant.faults.add(Fault("rest", method="POST", error="message-rate-limit", times=1))

    with pytest.raises(BandwidthMessageAPIException) as refused:
        messaging.send_message(from_=LINE, to=PERSON, text="x")

    assert (refused.value.status_code, refused.value.code) == (403, "message-rate-limit")
    assert messaging.send_message(from_=LINE, to=PERSON, text="x").startswith("m-")
