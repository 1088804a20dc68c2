"""`/_simulator/health` and `/_simulator/tenants`."""

import pytest

import catapult_simulator
from builders import Client
from catapult_simulator.app import create_app
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from control.calls import Control


def test_health_needs_no_credentials(control: Control) -> None:
    answer = control("GET", "/_simulator/health")

    assert answer.status == 200
    assert answer.json == {
        "status": "ok",
        "version": catapult_simulator.__version__,
        "clock": "virtual",
        "tenants": 1,
    }


def test_tenants_are_listed_with_their_credentials(control: Control, tenant: Tenant) -> None:
    expected = {
        "userId": tenant.user_id,
        "token": tenant.credentials.token,
        "secret": tenant.credentials.secret,
        "profile": "2019",
        "clock": "virtual",
        "now": "2019-05-01T12:00:00Z",
    }

    assert control("GET", "/_simulator/tenants").json == [expected]
    assert control("GET", "").json.items() >= expected.items()


def test_a_tenant_is_opened_with_the_given_credentials(
    control: Control, simulator: Simulator
) -> None:
    properties = {"userId": "u-1", "token": "t-1", "secret": "s", "profile": "2018"}

    answer = control("POST", "/_simulator/tenants", properties)

    assert answer.status == 201
    assert answer.headers["location"] == "http://simulator.test:8080/_simulator/tenants/u-1"
    assert answer.json.items() >= properties.items()
    assert simulator.authenticate("t-1", "s") is simulator.tenant("u-1")


def test_a_tenant_is_opened_with_generated_credentials(
    control: Control, simulator: Simulator
) -> None:
    opened = control("POST", "/_simulator/tenants", {}).json

    assert simulator.tenant(opened["userId"]).credentials.secret == opened["secret"]


@pytest.mark.parametrize(
    "properties",
    [
        {},
        {"userId": "u-shop"},
        {"token": "t-shop"},
        {"userId": "u-shop", "token": "t-shop"},
    ],
)
def test_the_ids_have_the_name_of_the_header(control: Control, properties: dict[str, str]) -> None:
    opened = control("POST", "/_simulator/tenants", properties, HTTP_X_ACCOUNT_NAME="shop").json

    assert (opened["userId"], opened["token"]) == ("u-shop", "t-shop")


@pytest.mark.parametrize("properties", [{"userId": "u-1"}, {"token": "t-1"}])
def test_ids_that_do_not_fit_the_header_are_refused(
    control: Control, simulator: Simulator, properties: dict[str, str]
) -> None:
    answer = control("POST", "/_simulator/tenants", properties, HTTP_X_ACCOUNT_NAME="shop")

    [given] = properties.values()
    sentence = f"'{given}' does not fit X-Account-Name: shop; send userId u-shop and token t-shop"
    assert (answer.status, answer.json["message"]) == (400, f"{sentence}, or neither")
    assert given not in {word for each in simulator.tenants() for word in each.credentials}


def test_a_name_that_makes_no_id_is_refused(control: Control) -> None:
    answer = control("POST", "/_simulator/tenants", {}, HTTP_X_ACCOUNT_NAME="a shop")

    assert answer.status == 400
    assert answer.json["message"].startswith("user_id='u-a shop' is no id; use 1 to 64 of")


def test_a_tenant_is_opened_at_a_time_of_its_own(control: Control) -> None:
    opened = control("POST", "/_simulator/tenants", {"now": "2026-02-03T04:05:06+01:00"})

    assert (opened.status, opened.json["now"]) == (201, "2026-02-03T03:05:06Z")


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        ("2026-02-03T04:05:06", "now: '2026-02-03T04:05:06' has no time zone; write 2019-05-01T12"),
        ("noon", "now: 'noon' is no time; write 2019-05-01T12:00:00Z"),
        ("0001-01-01T00:00:00+23:00", "choose a time of the years 2002 to 2199"),
        ("9999-12-31T23:59:59-23:00", "choose a time of the years 2002 to 2199"),
        (5, "now: send a time as text, such as 2019-05-01T12:00:00Z"),
    ],
)
def test_a_tenant_cannot_be_opened_at(control: Control, now: object, sentence: str) -> None:
    answer = control("POST", "/_simulator/tenants", {"now": now})

    assert (answer.status, answer.code) == (400, "bad-request")
    assert sentence in answer.message


def test_the_start_of_a_wall_clock_cannot_be_set() -> None:
    simulator = Simulator(clock="wall")
    tenant = simulator.open_tenant()
    control = Control(Client(create_app(simulator), tenant), tenant)

    answer = control("POST", "/_simulator/tenants", {"now": "2026-02-03T04:05:06Z"})

    assert (answer.status, answer.code) == (409, "wrong-clock")


def test_a_tenant_is_closed(control: Control, simulator: Simulator) -> None:
    assert control("DELETE", "").status == 204

    assert simulator.tenants() == []
    assert control("GET", "").code == "no-such-tenant"


def test_a_taken_user_id_is_refused(control: Control, tenant: Tenant) -> None:
    answer = control("POST", "/_simulator/tenants", {"userId": tenant.user_id})

    assert (answer.status, answer.code) == (409, "tenant-exists")


def test_a_seed_decides_on_credentials_and_ids(control: Control, simulator: Simulator) -> None:
    opened = control("POST", "/_simulator/tenants", {"seed": "test_it"}).json

    assert opened["userId"] == Simulator().open_tenant(seed="test_it").user_id
    assert simulator.tenant(opened["userId"])
