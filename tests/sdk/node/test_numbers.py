"""node-bandwidth 2.4.1: AvailableNumber, PhoneNumber and NumberInfo."""

from sdk.node.report import ids, refusal
from sdk.scripts import Script
from sdk.sdk_account import PERSON


def test_available_number_search(script: Script) -> None:
    found = script.returned("AvailableNumber.search")

    assert [number["number"][:5] for number in found] == ["+1919"] * 2
    assert {number["state"] for number in found} == {"NC"}


def test_available_number_search_of_toll_free_numbers(script: Script) -> None:
    (found,) = script.returned("AvailableNumber.search toll-free")

    assert found["number"].endswith("42")
    assert found["patternMatch"].strip() == "42"


def test_available_number_search_and_order(script: Script) -> None:
    (ordered,) = script.returned("AvailableNumber.searchAndOrder")

    assert ordered["id"].startswith("n-")
    assert ordered["location"].endswith(f"/phoneNumbers/{ordered['id']}")


def test_available_number_search_and_order_of_toll_free_numbers(script: Script) -> None:
    (ordered,) = script.returned("AvailableNumber.searchAndOrder toll-free")

    (ours,) = script.returned("PhoneNumber.list ordered")
    assert ours["number"] == ordered["number"]


def test_phone_number_create_gives_the_properties_and_the_id(script: Script) -> None:
    made = script.returned("PhoneNumber.create")

    assert made["name"] == "front desk"
    assert made["id"].startswith("n-")


def test_phone_number_get(script: Script) -> None:
    number = script.returned("PhoneNumber.get")

    assert number["id"] == script.returned("PhoneNumber.create")["id"]
    assert (number["number"], number["numberState"]) == ("+19195551219", "enabled")


def test_phone_number_get_by_the_number_itself(script: Script) -> None:
    assert script.returned("PhoneNumber.get by number") == script.returned("PhoneNumber.get")


def test_phone_number_update_by_the_number_itself(script: Script) -> None:
    """The plus sign is not escaped in the path."""
    assert script.returned("PhoneNumber.update") is None

    number = script.returned("PhoneNumber.get updated")
    assert number == script.returned("PhoneNumber.get") | {"name": "back door"}


def test_phone_number_list_reaches_the_last_page(script: Script) -> None:
    pages = script.returned("PhoneNumber.list")

    assert [len(page) for page in pages] == [2, 2]
    assert script.returned("PhoneNumber.create")["id"] in ids(pages)


def test_phone_number_delete_then_the_list_is_empty(script: Script) -> None:
    assert script.returned("PhoneNumber.delete") is None
    assert script.returned("PhoneNumber.list released") == []


def test_number_info_get(script: Script) -> None:
    info = script.returned("NumberInfo.get")

    assert info["number"] == PERSON
    assert set(info) == {"name", "number", "created", "updated"}


def test_number_info_get_rejects_a_malformed_number(script: Script) -> None:
    _, status = refusal(script, "NumberInfo.get refused")

    assert status == 403
