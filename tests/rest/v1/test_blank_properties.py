"""A blank optional property is not set on create and removed on update, in every resource."""

from typing import Any

import pytest

from builders import LINE, PERSON, SECOND_LINE, Client
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.rest.v1 import applications, messages, phone_numbers
from catapult_simulator.web.schema import ApiSchema

URL = "http://app.test/sms"
SPARE = "http://spare.test/sms"
REQUIRED: dict[str, dict[str, Any]] = {
    "messages": {"from": LINE, "to": PERSON, "text": "hello"},
    "applications": {"name": "shop", "incomingMessageUrl": URL},
    "phoneNumbers": {"number": SECOND_LINE},
}
WHOLE_APPLICATION = {
    "name": "shop",
    "incomingCallUrl": URL,
    "incomingCallUrlCallbackTimeout": 2000,
    "incomingCallFallbackUrl": SPARE,
    "incomingMessageUrl": URL,
    "incomingMessageUrlCallbackTimeout": 2000,
    "incomingMessageFallbackUrl": SPARE,
    "callbackHttpMethod": "get",
    "autoAnswer": False,
}
FALLBACKS = ("incomingCallFallbackUrl", "incomingMessageFallbackUrl")


@pytest.fixture(autouse=True)
def _owned(line: PhoneNumber) -> None:
    """Each test sends from this number."""


def optional(schema: ApiSchema) -> list[str]:
    return [
        field.data_key or name
        for name, field in schema.declared_fields.items()
        if not field.required
    ]


CREATED = [
    *(("messages", name) for name in optional(messages.SMS)),
    *(
        ("applications", name)
        for name in (*optional(applications.DRAFT), *applications.ALIASES)
        if name != "incomingMessageUrl"  # the only URL of the application
    ),
    *(("phoneNumbers", name) for name in optional(phone_numbers.DRAFT)),
]


@pytest.mark.parametrize("blank", ["", " \t"], ids=["empty", "space"])
@pytest.mark.parametrize(("path", "name"), CREATED)
def test_a_blank_property_is_as_if_left_out(
    client: Client, tenant: Tenant, path: str, name: str, blank: str
) -> None:
    """Observed: apps always send all properties, blank where they have no value."""
    with_blank = client.create(path, REQUIRED[path] | {name: blank})
    shown = client.get(f"{path}/{with_blank}").json
    tenant.phone_numbers.release(SECOND_LINE) if path == "phoneNumbers" else None

    without = client.get(f"{path}/{client.create(path, _other(path))}").json

    assert _comparable(shown) == _comparable(without)


def _other(path: str) -> dict[str, Any]:
    """The resource without the property. Each number can be ordered only once."""
    return REQUIRED[path] | ({"number": "+19195551214"} if path == "phoneNumbers" else {})


def _comparable(shown: dict[str, Any]) -> dict[str, Any]:
    own = ("id", "messageId", "number", "nationalNumber", "city")
    return {name: value for name, value in shown.items() if name not in own}


def test_a_blank_property_counts_as_absent_beside_its_earlier_name(client: Client) -> None:
    """Observed: some clients write only the earlier names, some apps all."""
    body = {"name": "shop", "incomingMessageUrl": "", "incomingSmsUrl": URL}

    made = client.create("applications", body)

    assert client.get(f"applications/{made}").json["incomingMessageUrl"] == URL


def test_a_blank_tag_is_in_no_callback(client: Client, tenant: Tenant) -> None:
    client.create("messages", REQUIRED["messages"] | {"tag": "", "callbackUrl": URL})

    tenant.settle()

    assert "tag" not in tenant.journal.last("callback").detail


@pytest.mark.parametrize(
    "name", [name for name in WHOLE_APPLICATION if name not in (*FALLBACKS, "name")]
)
def test_a_blank_property_of_an_update_is_removed(client: Client, name: str) -> None:
    """Assumption E6: a property with a default gets it."""
    properties = {key: WHOLE_APPLICATION[key] for key in WHOLE_APPLICATION if key not in FALLBACKS}
    path = "applications/" + client.create("applications", properties)
    defaults = {"callbackHttpMethod": "post", "autoAnswer": True}

    assert client.post(path, {name: ""}).status == 200

    assert client.get(path).json.get(name) == defaults.get(name)


@pytest.mark.parametrize("name", ["applicationId", "name", "fallbackNumber"])
def test_a_blank_property_of_a_number_is_removed(client: Client, tenant: Tenant, name: str) -> None:
    """Documented for applicationId."""
    application = tenant.applications.find()[0].id
    whole = {"applicationId": application, "name": "desk", "fallbackNumber": PERSON}
    path = "phoneNumbers/" + client.create("phoneNumbers", {"number": SECOND_LINE} | whole)

    assert client.post(path, {name: ""}).status == 200

    shown = client.get(path).json
    assert set(whole) - set(shown) == {name}


REFUSED = [
    ("name", "blank-property", "'name' must contain at least one non-whitespace character"),
    ("incomingCallFallbackUrl", "validation-error", "call fallback URL may not be blank/empty."),
    ("incomingMessageFallbackUrl", "validation-error", "sms fallback URL may not be blank/empty."),
    ("incomingSmsFallbackUrl", "validation-error", "sms fallback URL may not be blank/empty."),
]


@pytest.mark.parametrize(("name", "code", "sentence"), REFUSED)
def test_an_update_refuses_the_blanks_that_the_documents_refuse(
    client: Client, name: str, code: str, sentence: str
) -> None:
    """Documented: errors.md."""
    path = "applications/" + client.create("applications", WHOLE_APPLICATION)

    answer = client.post(path, {name: " "})

    assert (answer.status, answer.code) == (400, code)
    assert sentence in answer.message


def test_the_last_url_of_an_application_cannot_be_removed(client: Client) -> None:
    path = "applications/" + client.create("applications", REQUIRED["applications"])

    answer = client.post(path, {"incomingMessageUrl": ""})

    assert answer.message == "Your application must have a least one callback URL."


@pytest.mark.parametrize(
    "required", [{"from": " "}, {"to": ""}, {"text": "\t"}], ids=["from", "to", "text"]
)
def test_a_blank_required_property_is_refused(client: Client, required: dict[str, str]) -> None:
    """Documented: methods/messages/postMessages.md."""
    assert client.post("messages", REQUIRED["messages"] | required).code == "blank-property"
