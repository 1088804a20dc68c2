"""`/v1/users/{userId}/phoneNumbers`. Source: methods/phoneNumbers/*.md, the import how-to."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint

from catapult_simulator.core import e164
from catapult_simulator.core.catalogue import BAD_PARAMETERS
from catapult_simulator.core.links import Links
from catapult_simulator.core.moments import wire_time
from catapult_simulator.core.phone_numbers import PhoneNumber
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.entrance import created, done, entrance
from catapult_simulator.rest.paging import page_reply
from catapult_simulator.rest.visit import Visit
from catapult_simulator.wire import Choice, Number, Part, Text, WireSchema

routes = Blueprint("phoneNumbers", __name__, url_prefix="/v1/users/<user_id>/phoneNumbers")

# Known to the resource but not for clients to set: taken and left alone (assumed).
_READ_ONLY = frozenset(
    {"id", "application", "nationalNumber", "createdTime", "city", "state", "price", "numberState"}
)


class ProviderProperties(WireSchema):
    """The dashboard account that a number comes from; further keys are ignored (assumed)."""

    resource = "number"
    prefix = "provider.properties."

    account_id = Text(blank=False, required=True, data_key="accountId")
    user_name = Text(blank=False, required=True, data_key="userName")
    password = Text(blank=False, required=True)

    def _unknown(self, properties: Any, under: Any) -> Any:
        yield from () if isinstance(properties, dict) else super()._unknown(properties, under)


class Provider(WireSchema):
    """Makes an order an import."""

    resource = "number"
    prefix = "provider."

    name = Choice("bandwidth-dashboard", required=True, blank=False, data_key="providerName")
    properties = Part(ProviderProperties(), required=True)


class NumberUpdate(WireSchema):
    """What can be changed of a number. An empty `applicationId` removes the application."""

    resource = "number"
    ignored = _READ_ONLY | {"number"}

    name = Text()
    application_id = Text(data_key="applicationId")
    fallback_number = Number(data_key="fallbackNumber")


class NumberDraft(NumberUpdate):
    """A number to order or, with a provider, to import."""

    ignored = _READ_ONLY

    number = Number(required=True, blank=False)
    provider = Part(Provider())


DRAFT, UPDATE = NumberDraft(), NumberUpdate()


@routes.post("")
@entrance
def create(visit: Visit) -> Reply:
    properties = _without_blank_application(DRAFT.read(visit.json()))
    provider = properties.pop("provider", None)
    if provider is None:
        number = visit.tenant.phone_numbers.allocate(**properties)
    else:
        password = provider["properties"]["password"]
        number = visit.tenant.phone_numbers.import_number(**properties, password=password)
    return created(visit.tenant, visit.links.phone_number(number.id))


@routes.get("")
@entrance
def find(visit: Visit) -> Reply:
    found = visit.tenant.phone_numbers.find(**_filters(visit.args))
    return page_reply(visit, f"{visit.links.user}/phoneNumbers", found, partial(_shown, visit))


@routes.get("/<ref>")
@entrance
def get(visit: Visit, ref: str) -> Reply:
    return json_reply(200, _shown(visit, visit.tenant.phone_numbers.get(plus(ref))))


@routes.post("/<ref>")
@entrance
def update(visit: Visit, ref: str) -> Reply:
    number = visit.tenant.phone_numbers.get(plus(ref))
    changes = UPDATE.read(visit.json())
    if changes.get("application_id") == "":
        changes["application_id"] = None
    visit.tenant.phone_numbers.update(number.id, changes)
    return done(visit.tenant)


@routes.delete("/<ref>")
@entrance
def delete(visit: Visit, ref: str) -> Reply:
    visit.tenant.phone_numbers.release(plus(ref))
    return done(visit.tenant)


def _shown(visit: Visit, number: PhoneNumber) -> dict[str, Any]:
    shows_id = visit.tenant.rules.number_shows_application_id
    return show(number, visit.links, shows_id=shows_id)


def show(number: PhoneNumber, here: Links, *, shows_id: bool = False) -> dict[str, Any]:
    """The resource in the documents' order (wire order unproven); absent values left out."""
    application_id = number.application_id
    fields = {
        "id": number.id,
        "application": here.application(application_id) if application_id else None,
        "number": number.number,
        "nationalNumber": e164.national(number.number),
        "name": number.name,
        "createdTime": wire_time(number.created_ms),
        "city": number.city,
        "state": number.state,
        "applicationId": application_id if shows_id else None,
        "fallbackNumber": number.fallback_number,
        "price": number.price,
        "numberState": number.number_state,
    }
    return {name: value for name, value in fields.items() if value is not None}


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
