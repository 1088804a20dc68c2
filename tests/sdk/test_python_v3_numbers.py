"""bandwidth-sdk 3.0.3 for Python: numbers, the search for them, and caller names."""

from typing import Any

import bandwidth
import pytest
from bandwidth.account import BandwidthAccountAPIException

from sdk.sdk_account import LINE, PERSON, TOLL_FREE, SdkAccount


@pytest.fixture
def api(account: SdkAccount) -> Any:
    return bandwidth.client(
        "account",
        account.user_id,
        account.token,
        account.secret,
        api_endpoint=account.url,
    )


def application_of(api: Any) -> str:
    return str(api.create_application("shop", incoming_message_url="http://app.test/sms"))


def test_order_phone_number_takes_every_option(api: Any) -> None:
    application = application_of(api)

    ordered = api.order_phone_number(
        LINE, name="front desk", application_id=application, fallback_number=PERSON
    )

    number = api.get_phone_number(ordered)
    assert (number["id"], number["number"]) == (ordered, LINE)
    assert (number["name"], number["fallback_number"]) == ("front desk", PERSON)
    assert number["application"].endswith(f"/applications/{application}")


def test_order_phone_number_of_a_number_found(api: Any) -> None:
    (found,) = api.search_available_local_numbers(area_code="919", quantity=1)

    ordered = api.order_phone_number(found["number"])

    assert api.get_phone_number(ordered)["number_state"] == "enabled"


def test_get_phone_number_by_the_number_itself(api: Any) -> None:
    ordered = api.order_phone_number(LINE)

    number = api.get_phone_number(LINE)

    assert number["id"] == ordered
    assert number["national_number"] == "(919) 555-1212"


def test_update_phone_number_leaves_the_other_properties(api: Any) -> None:
    ordered = api.order_phone_number(LINE, name="front desk", fallback_number=PERSON)
    application = application_of(api)

    api.update_phone_number(ordered, application_id=application)

    number = api.get_phone_number(ordered)
    assert number["application"].rpartition("/")[2] == application
    assert (number["name"], number["fallback_number"]) == ("front desk", PERSON)


def test_delete_phone_number_then_the_list_is_empty(api: Any) -> None:
    ordered = api.order_phone_number(LINE)

    api.delete_phone_number(ordered)

    assert list(api.list_phone_numbers(number_state="enabled")) == []


def test_list_phone_numbers_follows_the_links_to_the_last_page(api: Any) -> None:
    ordered = {api.order_phone_number(f"+1919555121{n}") for n in range(5)}

    listed = [number["id"] for number in api.list_phone_numbers(size=2)]

    assert len(listed) == 5
    assert set(listed) == ordered


def test_list_phone_numbers_takes_every_filter(api: Any) -> None:
    application = application_of(api)
    ordered = api.order_phone_number(LINE, name="front desk", application_id=application)
    api.order_phone_number("+19195551213")
    number = api.get_phone_number(ordered)

    listed = api.list_phone_numbers(
        application_id=application,
        state=number["state"],
        name="front desk",
        city=number["city"],
        number_state="enabled",
    )

    assert [number["id"] for number in listed] == [ordered]


def test_search_available_local_numbers_by_area_code(api: Any) -> None:
    found = api.search_available_local_numbers(area_code="919", quantity=3)

    assert [number["number"][:5] for number in found] == ["+1919"] * 3
    assert {number["state"] for number in found} == {"NC"}


def test_search_available_local_numbers_by_city_with_a_pattern(api: Any) -> None:
    found = api.search_available_local_numbers(
        city="Raleigh", state="NC", pattern="*2*9*", quantity=2
    )

    assert [number["city"] for number in found] == ["RALEIGH"] * 2
    assert all({"2", "9"} <= set(number["pattern_match"]) for number in found)


def test_search_available_local_numbers_by_local_number(api: Any) -> None:
    found = api.search_available_local_numbers(
        area_code="919", local_number="387", in_local_calling_area=False, quantity=2
    )

    assert [number["number"][:8] for number in found] == ["+1919387"] * 2


def test_search_available_local_numbers_by_zip_code(api: Any) -> None:
    found = api.search_available_local_numbers(zip_code="27606", quantity=2)

    assert [number["state"] for number in found] == ["NC", "NC"]


def test_search_available_local_numbers_raises_without_a_criterion(api: Any) -> None:
    with pytest.raises(BandwidthAccountAPIException) as refused:
        api.search_available_local_numbers(quantity=2)

    assert refused.value.status_code == 400


def test_search_available_toll_free_numbers_with_a_pattern(api: Any) -> None:
    found = api.search_available_toll_free_numbers(quantity=2, pattern="*42")

    assert len(found) == 2
    assert all(number["number"].endswith("42") for number in found)


def test_search_and_order_local_numbers_allocates_them(api: Any) -> None:
    ordered = api.search_and_order_local_numbers(state="NC", quantity=2)

    assert len(ordered) == 2
    for number in ordered:
        assert api.get_phone_number(number["id"])["number"] == number["number"]


def test_search_and_order_toll_free_numbers_allocates_them(api: Any) -> None:
    ordered = api.search_and_order_toll_free_numbers(2)

    listed = [number["number"] for number in api.list_phone_numbers()]
    assert sorted(number["number"] for number in ordered) == sorted(listed)
    assert len(listed) == 2


def test_get_number_info_gives_the_name_of_the_caller(api: Any) -> None:
    info = api.get_number_info(TOLL_FREE)

    assert info["number"] == TOLL_FREE
    assert info["name"]
    assert info["created"] == info["updated"]


def test_get_number_info_raises_for_a_malformed_number(api: Any) -> None:
    with pytest.raises(BandwidthAccountAPIException) as refused:
        api.get_number_info("nobody")

    assert (refused.value.status_code, refused.value.code) == (403, "invalid-cnam-search")
