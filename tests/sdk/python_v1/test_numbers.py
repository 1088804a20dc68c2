"""bandwidth-sdk 1.10.0: PhoneNumber and NumberInfo."""

import pytest

from sdk.python_v1.report import ids, refusal
from sdk.scripts import Script
from sdk.sdk_account import PERSON


def test_phone_number_list_local(script: Script) -> None:
    found = script.returned("PhoneNumber.list_local")

    assert [number["number"][:5] for number in found] == ["+1919"] * 2
    assert all(number["rate_center"] and number["lata"] for number in found)


def test_phone_number_list_tollfree(script: Script) -> None:
    (found,) = script.returned("PhoneNumber.list_tollfree")

    assert found["number"].endswith("42")
    assert found["pattern_match"].strip() == "42"


@pytest.mark.parametrize("method", ["batch_allocate_local", "batch_allocate_tollfree"])
def test_phone_number_batch_allocate_allocates_them(script: Script, method: str) -> None:
    """The second method sends its quantity as a form only."""
    ordered = script.returned(f"PhoneNumber.{method}")

    assert len(ordered) == 2
    assert set(ids(ordered)) <= set(ids(script.returned("PhoneNumber.as_iterator")))


def test_phone_number_allocate_and_get(script: Script) -> None:
    allocated, number = script.returned("PhoneNumber.allocate"), script.returned("PhoneNumber.get")

    assert (number["id"], number["number"]) == (allocated["id"], allocated["number"])
    assert (number["name"], number["number_state"]) == ("front desk", "enabled")
    assert number["application"]["id"] == allocated["application"]["id"]
    assert number["created_time"] == "2019-05-01T12:00:00+00:00"


def test_phone_number_get_number_info_by_the_number_itself(script: Script) -> None:
    assert script.returned("PhoneNumber.get_number_info") == script.returned("PhoneNumber.get")


def test_phone_number_patch_and_refresh(script: Script) -> None:
    assert script.returned("PhoneNumber.patch")["name"] == "back door"
    assert script.returned("PhoneNumber.refresh")["name"] == "back door"


def test_phone_number_list_filters(script: Script) -> None:
    assert ids(script.returned("PhoneNumber.list")) == [script.returned("PhoneNumber.get")["id"]]


def test_phone_number_delete_then_the_list_is_empty(script: Script) -> None:
    assert script.returned("PhoneNumber.delete") is None
    assert script.returned("PhoneNumber.list deleted") == []


def test_number_info_get(script: Script) -> None:
    info = script.returned("NumberInfo.get")

    assert info["number"] == PERSON
    assert info["name"]
    assert info["created"] == info["updated"] == "2019-05-01T12:00:00+00:00"


def test_number_info_get_raises_for_a_malformed_number(script: Script) -> None:
    assert refusal(script, "NumberInfo.get refused").startswith("403 client error: Invalid number")
