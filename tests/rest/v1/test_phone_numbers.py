"""`/phoneNumbers`: the wire. The rules are tested in `core/`."""

from typing import Any

import pytest

from builders import APP_URL, LINE, PERSON, SECOND_LINE, Client
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.tenant import Tenant

ACCOUNT = {"accountId": "9999999", "userName": "wileCoyote", "password": "catchThatBird"}
PROVIDER = {"providerName": "bandwidth-dashboard", "properties": ACCOUNT}


def test_a_number_is_imported(client: Client, tenant: Tenant) -> None:
    """The how-to on importing a dashboard number."""
    application = tenant.applications.create("shop", incoming_message_url=APP_URL)
    wanted = {"number": LINE, "applicationId": application.id, "name": "text messaging TN"}

    answer = client.post("phoneNumbers", wanted | {"provider": PROVIDER})

    number_id = tenant.phone_numbers.get(LINE).id
    assert (answer.status, answer.body) == (201, b"")
    assert answer.headers["location"] == (
        f"http://simulator.test:8080/v1/users/{tenant.user_id}/phoneNumbers/{number_id}"
    )
    shown = client.get(f"phoneNumbers/{number_id}")
    assert "catchThatBird" not in shown.body.decode()
    assert "provider" not in shown.json


def test_the_resource_has_its_keys_in_the_recorded_order(client: Client, tenant: Tenant) -> None:
    application = tenant.applications.create("shop", incoming_message_url=APP_URL)
    wanted = {"number": "(919) 555-1212", "name": "desk", "fallbackNumber": "9195550001"}
    number_id = client.create("phoneNumbers", wanted | {"applicationId": application.id})

    shown = client.get(f"phoneNumbers/{number_id}").json

    assert list(shown) == [
        "application", "id", "number", "nationalNumber", "name", "createdTime", "city", "state",
        "applicationId", "fallbackNumber", "price", "numberState",
    ]  # fmt: skip
    assert shown["applicationId"] == application.id
    assert shown["application"] == (
        f"http://simulator.test:8080/v1/users/{tenant.user_id}/applications/{application.id}"
    )
    assert (shown["number"], shown["nationalNumber"]) == (LINE, "(919) 555-1212")
    assert shown["createdTime"] == "2019-05-01T12:00:00Z"
    assert (shown["fallbackNumber"], shown["price"]) == (PERSON, "0.60")


def test_fields_without_a_value_are_left_out(client: Client) -> None:
    number_id = client.create("phoneNumbers", {"number": "+18005551212", "name": None})

    assert list(client.get(f"phoneNumbers/{number_id}").json) == [
        "id", "number", "nationalNumber", "createdTime", "price", "numberState",
    ]  # fmt: skip


@pytest.mark.parametrize("ref", ["%2B19195551212", "+19195551212", "%2019195551212"])
def test_a_number_is_fetched_by_its_e164_form(client: Client, ref: str) -> None:
    """Documented with %2B and, by a slip, with %20; clients send a raw plus (observed)."""
    number_id = client.create("phoneNumbers", {"number": LINE})

    assert client.get(f"phoneNumbers/{ref}").json["id"] == number_id
    assert client.post(f"phoneNumbers/{ref}", {"name": "desk"}).status == 200
    assert client.delete(f"phoneNumbers/{ref}").status == 200
    assert client.get(f"phoneNumbers/{ref}").status == 404


def test_an_update_keeps_the_properties_that_are_not_sent(client: Client, tenant: Tenant) -> None:
    """Documented; null is the same as absent (observed), an empty applicationId removes it."""
    application = tenant.applications.create("shop", incoming_message_url=APP_URL)
    properties = {"number": LINE, "applicationId": application.id, "name": "desk"}
    path = "phoneNumbers/" + client.create("phoneNumbers", properties)

    answer = client.post(path, {"name": "door", "applicationId": None, "number": SECOND_LINE})
    assert (answer.status, answer.body) == (200, b"")
    shown = client.get(path).json
    assert (shown["name"], shown["number"]) == ("door", LINE)
    assert shown["application"].endswith(application.id)

    client.post(path, {"applicationId": ""})
    assert "application" not in client.get(path).json


def test_a_rule_hides_the_application_id(client: Client, tenant: Tenant) -> None:
    """Documented among the properties, and in no sample."""
    application = tenant.applications.create("shop", incoming_message_url=APP_URL)
    number = {"number": LINE, "applicationId": application.id}
    path = "phoneNumbers/" + client.create("phoneNumbers", number)

    tenant.rules = Rules(number_shows_application_id=False)

    assert "applicationId" not in client.get(path).json


MISSING = "is required but was not specified"
PART = "provider.properties"
REFUSED: list[Any] = [
    ({}, 400, "missing-property", f"The 'number' resource property 'number' {MISSING}"),
    ({"number": " "}, 400, "blank-property", "'number' must contain at least one"),
    ({"number": "pizza"}, 400, "validation-error", "Invalid phone number"),
    ({"number": LINE, "fallbackNumber": "x"}, 400, "validation-error", "Invalid phone number"),
    ({"number": "+442071838750"}, 404, "number-not-found", "The number +442071838750 could not"),
    ({"number": LINE, "applicationId": "a-x"}, 404, "application-not-found", "The application a-x"),
    (
        {"number": LINE, "provider": {}},
        400,
        "missing-property",
        f"'provider.providerName' {MISSING}",
    ),
    (
        {"number": LINE, "provider": PROVIDER | {"properties": None}},
        400,
        "missing-property",
        f"'{PART}'",
    ),
    (
        {"number": LINE, "provider": PROVIDER | {"properties": {}}},
        400,
        "missing-property",
        f"'{PART}.accountId'",
    ),
    (
        {"number": LINE, "provider": PROVIDER | {"properties": ACCOUNT | {"password": ""}}},
        400,
        "blank-property",
        f"'{PART}.password'",
    ),
    (
        {"number": LINE, "provider": PROVIDER | {"providerName": "x"}},
        400,
        "validation-error",
        "must be one of the following values: bandwidth-dashboard",
    ),
    ({"number": LINE, "provider": "x"}, 400, "validation-error", "Bad parameters"),
    (
        {"number": LINE, "provider": PROVIDER | {"properties": []}},
        400,
        "validation-error",
        "Bad parameters",
    ),
    (
        {"number": LINE, "nonsense": 1},
        400,
        "unrecognized-property",
        "Unrecognized property 'nonsense' at line 1, column 41",
    ),
    (
        {"number": LINE, "provider": {"x": 1}},
        400,
        "unrecognized-property",
        "Unrecognized property 'x' at line 1, column 47",
    ),
]


@pytest.mark.parametrize(
    ("body", "status", "code", "sentence"), REFUSED, ids=lambda value: str(value)[:60]
)
def test_an_invalid_order_is_refused(
    client: Client, tenant: Tenant, body: Any, status: int, code: str, sentence: str
) -> None:
    answer = client.post("phoneNumbers", body)

    assert (answer.status, answer.code) == (status, code)
    assert sentence in answer.message
    assert tenant.phone_numbers.find() == []


def test_an_unknown_property_of_the_provider_is_named_with_its_path(client: Client) -> None:
    """Assumption A15."""
    answer = client.post("phoneNumbers", {"number": LINE, "provider": {"x": 1}})

    assert answer.details[:2] == [("propertyName", "x"), ("objectPath", "provider.x")]


def test_unknown_properties_of_the_dashboard_account_are_ignored(client: Client) -> None:
    """Assumption D36."""
    provider = PROVIDER | {"properties": ACCOUNT | {"siteId": "1"}}

    assert client.post("phoneNumbers", {"number": LINE, "provider": provider}).status == 201


def test_wrong_dashboard_credentials_can_be_refused(client: Client, tenant: Tenant) -> None:
    """Assumption D1."""
    tenant.rules = Rules(dashboard_password="other")

    answer = client.post("phoneNumbers", {"number": LINE, "provider": PROVIDER})

    assert (answer.status, answer.code) == (403, "invalid-provider-credentials")


def test_an_owned_number_cannot_be_ordered_again(client: Client) -> None:
    number_id = client.create("phoneNumbers", {"number": LINE})

    answer = client.post("phoneNumbers", {"number": LINE})

    assert (answer.status, answer.code) == (409, "duplicate-number")
    assert answer.message == (
        f"Cannot create another instance of number resource {number_id} for number {LINE}"
    )


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_number_is_not_found(client: Client, method: str) -> None:
    answer = client.call(method, "phoneNumbers/n-xxx", {} if method == "POST" else None)

    assert (answer.status, answer.code) == (404, "number-not-found")
    assert answer.details[0] == ("number", "n-xxx")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [LINE, SECOND_LINE]),
        ("name=desk", [SECOND_LINE]),
        ("name=", [LINE, SECOND_LINE]),
        ("state=nc", [LINE, SECOND_LINE]),
        ("state=CA", []),
        ("applicationId=a-x", []),
        ("numberState=Enabled", [LINE, SECOND_LINE]),
        ("numberState=released", [PERSON]),
        ("size=1&page=1", [SECOND_LINE]),
        ("page=7", []),
    ],
)
def test_numbers_are_filtered_and_paged(client: Client, query: str, found: list[str]) -> None:
    client.create("phoneNumbers", {"number": LINE})
    client.create("phoneNumbers", {"number": SECOND_LINE, "name": "desk"})
    client.delete("phoneNumbers/" + client.create("phoneNumbers", {"number": PERSON}))

    assert [number["number"] for number in client.get(f"phoneNumbers?{query}").json] == found


def test_an_unknown_state_is_refused(client: Client) -> None:
    """Assumption A13."""
    assert client.get("phoneNumbers?numberState=x").message == "Bad parameters"
