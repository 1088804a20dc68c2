"""`/v1/users/{userId}/phoneNumbers`. Source: methods/phoneNumbers/*.md, the import how-to."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint

from catapult_simulator.core import e164
from catapult_simulator.core.catalogue import BAD_PARAMETERS
from catapult_simulator.core.moments import wire_time
from catapult_simulator.core.phone_numbers import PhoneNumber
from catapult_simulator.evidence import assumed, documented
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.entrance import created, done, entrance
from catapult_simulator.rest.paging import page_reply
from catapult_simulator.rest.parameters import Parameter, paging
from catapult_simulator.rest.resource import Field, Resource, Scene
from catapult_simulator.rest.visit import Visit
from catapult_simulator.wire import Part, WireSchema
from catapult_simulator.wire_fields import Choice, Number, Text

routes = Blueprint("phoneNumbers", __name__, url_prefix="/v1/users/<user_id>/phoneNumbers")

_READ_ONLY = dict.fromkeys(
    ("id", "application", "nationalNumber", "createdTime", "city", "state", "price", "numberState"),
    assumed("shown by the resource, so that it is no unknown property; taken and left alone"),
)
_IMPORT = documented("methods/phoneNumbers/postImportPhoneNumber.md")
_ORDER = documented("methods/phoneNumbers/postPhoneNumbers.md")
_CHANGE = documented("methods/phoneNumbers/postPhoneNumbersNumberId.md")


class ProviderProperties(WireSchema):
    """The dashboard account that a number comes from; further keys are ignored (assumed)."""

    resource = "number"
    prefix = "provider.properties."
    evidence = _IMPORT

    account_id = Text(blank=False, required=True, data_key="accountId")
    user_name = Text(blank=False, required=True, data_key="userName")
    password = Text(blank=False, required=True)

    def _unknown(self, properties: Any, under: Any) -> Any:
        yield from () if isinstance(properties, dict) else super()._unknown(properties, under)


class Provider(WireSchema):
    """Makes an order an import."""

    resource = "number"
    prefix = "provider."
    evidence = _IMPORT

    name = Choice("bandwidth-dashboard", required=True, blank=False, data_key="providerName")
    properties = Part(ProviderProperties(), required=True)


class NumberUpdate(WireSchema):
    """What can be changed of a number. An empty `applicationId` removes the application."""

    resource = "number"
    ignored = _READ_ONLY | {"number": assumed("clients post back what they got; it cannot change")}
    evidence = _CHANGE

    name = Text()
    application_id = Text(data_key="applicationId")
    fallback_number = Number(data_key="fallbackNumber")


class NumberDraft(NumberUpdate):
    """A number to order or, with a provider, to import."""

    ignored = _READ_ONLY
    evidence = _ORDER

    number = Number(required=True, blank=False)
    provider = Part(Provider(), evidence=_IMPORT)


DRAFT, UPDATE = NumberDraft(), NumberUpdate()

_LIST = documented("methods/phoneNumbers/getPhoneNumbers.md")
FILTERS = (
    Parameter("applicationId", "string", _LIST, "Numbers bound to this application."),
    Parameter("state", "string", _LIST, "Two letters, in any case."),
    Parameter("city", "string", _LIST, "In any case."),
    Parameter("name", "string", _LIST, "Exactly this name."),
    Parameter(
        "numberState", "string", _LIST, "`enabled` unless asked otherwise.", ("enabled", "released")
    ),
)

RESOURCE = Resource[PhoneNumber](
    "PhoneNumber",
    documented("methods/phoneNumbers/getPhoneNumbersNumberId.md"),
    (
        Field("id", lambda n, _: n.id),
        Field("application", lambda n, scene: _application(n, scene), "uri"),
        Field("number", lambda n, _: n.number),
        Field("nationalNumber", lambda n, _: e164.national(n.number)),
        Field("name", lambda n, _: n.name),
        Field("createdTime", lambda n, _: wire_time(n.created_ms), "date-time"),
        Field("city", lambda n, _: n.city),
        Field("state", lambda n, _: n.state),
        Field(
            "applicationId",
            lambda n, scene: n.application_id if scene.rules.number_shows_application_id else None,
            evidence=assumed("listed among the properties, in no sample; by a switch only"),
        ),
        Field(
            "fallbackNumber",
            lambda n, _: n.fallback_number,
            evidence=assumed("documented property; no sample shows it, or where it stands"),
        ),
        Field("price", lambda n, _: n.price),
        Field("numberState", lambda n, _: n.number_state, values=("enabled", "released")),
    ),
)


@routes.post("")
@entrance(documented("methods/phoneNumbers/postPhoneNumbers.md, postImportPhoneNumber.md"))
def create(visit: Visit) -> Reply:
    """Order a number, or import one with a `provider`."""
    properties = _without_blank_application(DRAFT.read(visit.json()))
    provider = properties.pop("provider", None)
    if provider is None:
        number = visit.tenant.phone_numbers.allocate(**properties)
    else:
        password = provider["properties"]["password"]
        number = visit.tenant.phone_numbers.import_number(**properties, password=password)
    return created(visit.tenant, visit.links.phone_number(number.id))


@routes.get("")
@entrance(_LIST, (*paging(_LIST), *FILTERS))
def find(visit: Visit) -> Reply:
    """List numbers."""
    found = visit.tenant.phone_numbers.find(**_filters(visit.args))
    return page_reply(visit, f"{visit.links.user}/phoneNumbers", found, RESOURCE)


@routes.get("/<ref>")
@entrance(documented("methods/phoneNumbers/getPhoneNumbersNumberId.md"))
def get(visit: Visit, ref: str) -> Reply:
    """Fetch a number, by id or in E.164 form."""
    return json_reply(200, RESOURCE.show(visit.tenant.phone_numbers.get(plus(ref)), visit.scene))


@routes.post("/<ref>")
@entrance(_CHANGE)
def update(visit: Visit, ref: str) -> Reply:
    """Change a number's application, name or fallback."""
    number = visit.tenant.phone_numbers.get(plus(ref))
    changes = UPDATE.read(visit.json())
    if changes.get("application_id") == "":
        changes["application_id"] = None
    visit.tenant.phone_numbers.update(number.id, changes)
    return done(visit.tenant)


@routes.delete("/<ref>")
@entrance(documented("methods/phoneNumbers/deletePhoneNumbersNumberId.md"))
def delete(visit: Visit, ref: str) -> Reply:
    """Release a number."""
    visit.tenant.phone_numbers.release(plus(ref))
    return done(visit.tenant)


def _application(number: PhoneNumber, scene: Scene) -> str | None:
    application_id = number.application_id
    return None if application_id is None else scene.links.application(application_id)


def plus(ref: str) -> str:
    """`{ref}` with its plus: the documents themselves print ` {number}` (a decoded `+`)."""
    return f"+{ref[1:]}" if ref[:1] == " " and ref[1:].isdigit() else ref


def _filters(args: Mapping[str, str]) -> dict[str, str]:
    names = {"applicationId": "application_id", "state": "state", "city": "city", "name": "name"}
    filters = {names[key]: args[key] for key in names if key in args}
    state = args.get("numberState", "enabled").lower()
    if state not in ("enabled", "released"):
        raise BAD_PARAMETERS.error()
    return filters | {"number_state": state}


def _without_blank_application(properties: dict[str, Any]) -> dict[str, Any]:
    if properties.get("application_id") == "":
        del properties["application_id"]
    return properties
