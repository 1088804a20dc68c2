"""bandwidth-sdk 3.0.3: its exceptions for the errors of the API."""

import warnings
from typing import Any

import pytest

from builders import LINE, PERSON, SECOND_LINE
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.server import Server

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its regular expressions use invalid escapes
    import bandwidth
    from bandwidth.account import BandwidthAccountAPIException
    from bandwidth.messaging import BandwidthMessageAPIException

# Every call opens a connection that only the garbage collector closes.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


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
