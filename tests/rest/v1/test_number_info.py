"""Caller names on the wire."""

import pytest

from builders import PERSON, Client
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.tenant import Tenant

PATH = "/v1/phoneNumbers/numberInfo"


@pytest.mark.parametrize("written", [PERSON, "%2B19195550001", f"{PERSON}/"])
def test_a_number_has_a_name(client: Client, tenant: Tenant, written: str) -> None:
    tenant.number_info.name(PERSON, "COYOTE WILE E")

    answer = client.get(f"{PATH}/{written}")

    assert answer.status == 200
    assert list(answer.json.items()) == [
        ("created", "2019-05-01T12:00:00Z"),
        ("name", "COYOTE WILE E"),
        ("number", PERSON),
        ("updated", "2019-05-01T12:00:00Z"),
    ]


@pytest.mark.parametrize("written", ["+23232", "nobody", "+0123456789", "%FF", "a%00b"])
def test_an_invalid_number_is_repeated_as_written(client: Client, written: str) -> None:
    answer = client.get(f"{PATH}/{written}")

    assert (answer.status, answer.code) == (403, "invalid-cnam-search")
    (name, number), *_ = answer.details
    assert name == "number"
    assert answer.message == f"Invalid number formatting: {number}. Use E.164 formatted numbers"
    assert answer.details[-1][1] == f"phoneNumbers/numberInfo/{number}"


def test_an_unknown_number_is_not_found(client: Client, tenant: Tenant) -> None:
    tenant.number_info.name(PERSON, "")

    answer = client.get(f"{PATH}/{PERSON}")

    assert (answer.status, answer.code) == (404, "cnam-not-found")
    assert answer.message == f"Couldn't find CNAM for number {PERSON}"


def test_a_backend_error_can_be_scripted(client: Client, tenant: Tenant) -> None:
    tenant.faults.add(Fault("rest", error="cnam-error", path=PERSON, times=1))

    assert client.get(f"{PATH}/{PERSON}").status == 503
    assert client.get(f"{PATH}/{PERSON}").status == 200


@pytest.mark.parametrize("path", [PATH, f"{PATH}/", f"{PATH}/+1/x", "phoneNumbers/numberInfo/+1"])
def test_no_other_path_exists(client: Client, path: str) -> None:
    assert client.get(path).status == 404


def test_a_name_can_be_set(client: Client, tenant: Tenant) -> None:
    body = {"number": "(919) 555-0001", "name": "COYOTE WILE E"}

    answer = client.post(f"/_simulator/tenants/{tenant.user_id}/numberInfo", body)

    assert answer.status == 204
    assert client.get(f"{PATH}/{PERSON}").json["name"] == "COYOTE WILE E"
