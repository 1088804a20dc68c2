"""connect: an app gets an application and a number in one call."""

from typing import Any

import pytest

from builders import APP_URL, LINE, SECOND_LINE, code_of
from catapult_simulator.core.tenant import Tenant


def test_an_app_gets_an_application_and_the_next_number(tenant: Tenant) -> None:
    connected = tenant.connect(APP_URL, method="GET")

    assert (str(connected), connected.url) == (LINE, APP_URL)
    assert connected.application == tenant.applications.find()[0]
    assert connected.application.callback_http_method == "get"
    assert tenant.phone_numbers.application_of(LINE) == connected.application.id


def test_a_number_that_the_account_has_is_bound_anew(tenant: Tenant) -> None:
    tenant.connect("http://old.test/", number=SECOND_LINE)

    connected = tenant.connect(APP_URL, number="919-555-1213")

    assert connected.number == SECOND_LINE
    assert [each.number for each in tenant.phone_numbers.find()] == [SECOND_LINE]
    assert tenant.phone_numbers.application_of(SECOND_LINE) == connected.application.id


def test_an_app_that_is_connected_again_keeps_its_application(tenant: Tenant) -> None:
    first = tenant.connect(APP_URL)

    again = tenant.connect(APP_URL, number=SECOND_LINE)

    assert again.application == first.application
    assert [each.number for each in tenant.phone_numbers.find()] == [LINE, SECOND_LINE]


@pytest.mark.parametrize(
    "other",
    [{"name": "shop"}, {"incoming_message_fallback_url": APP_URL}, {"callback_http_method": "get"}],
)
def test_an_application_that_differs_is_left_alone(tenant: Tenant, other: Any) -> None:
    mine = tenant.applications.create(**{"name": "app", "incoming_message_url": APP_URL} | other)

    assert tenant.connect(APP_URL).application.id != mine.id


def test_nothing_is_left_of_a_failure(tenant: Tenant) -> None:
    assert code_of(tenant.connect, APP_URL, number="+15550001111") == "number-not-found"
    with pytest.raises(ValueError, match="number: '12' is no phone number"):
        tenant.connect(APP_URL, number="12")

    assert tenant.applications.find() == []


def test_a_wrong_method_is_refused(tenant: Tenant) -> None:
    with pytest.raises(ValueError, match=r"^method='PUT'; choose one of get, post"):
        tenant.connect(APP_URL, method="PUT")  # type: ignore[arg-type]


def test_a_connected_number_shows_no_password(tenant: Tenant) -> None:
    assert repr(tenant.connect("http://joe:pw@app.test/sms")) == (
        f"<ConnectedNumber {LINE} of http://app.test/sms>"
    )
