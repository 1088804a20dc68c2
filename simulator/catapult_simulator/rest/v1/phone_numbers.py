"""`/v1/users/{userId}/phoneNumbers`. Source: methods/phoneNumbers/*.md, the import how-to."""

from typing import Any, cast

from flask import Blueprint
from marshmallow import EXCLUDE

from catapult_simulator.core.evidence import assumed, documented
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.numbers.phone_numbers import NUMBER_STATES, NumberChanges, PhoneNumber
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.rest.v1.endpoint import created, done, endpoint
from catapult_simulator.web.fields import Choice, Number, Text
from catapult_simulator.web.paging import item_response, page_response
from catapult_simulator.web.parameters import Parameter, paging
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.resource import Field, RenderContext, ResourceView
from catapult_simulator.web.response import Response
from catapult_simulator.web.schema import ApiSchema, Part

routes = Blueprint("phoneNumbers", __name__, url_prefix="/v1/users/<user_id>/phoneNumbers")

_READ_ONLY = dict.fromkeys(
    ("id", "application", "nationalNumber", "createdTime", "city", "state", "price", "numberState"),
    assumed("assumption B12"),
)
_IMPORT = documented("methods/phoneNumbers/postImportPhoneNumber.md")
_ORDER = documented("methods/phoneNumbers/postPhoneNumbers.md")
_CHANGE = documented("methods/phoneNumbers/postPhoneNumbersNumberId.md")


class ProviderProperties(ApiSchema):
    """The dashboard account of a number; unknown properties are ignored (assumption D36)."""

    class Meta:
        unknown = EXCLUDE

    resource = "number"
    prefix = "provider.properties."
    evidence = _IMPORT

    account_id = Text(blank=False, required=True, data_key="accountId")
    user_name = Text(blank=False, required=True, data_key="userName")
    password = Text(blank=False, required=True)


class Provider(ApiSchema):
    """The account to import a number from; with it, an order is an import."""

    resource = "number"
    prefix = "provider."
    evidence = _IMPORT

    name = Choice("bandwidth-dashboard", required=True, blank=False, data_key="providerName")
    properties = Part(ProviderProperties(), required=True)


class NumberUpdate(ApiSchema):
    """The properties to change. Blank removes one (documented for `applicationId`)."""

    resource = "number"
    clears = True
    ignored = _READ_ONLY | {"number": assumed("assumption D26")}
    evidence = _CHANGE

    name = Text()
    application_id = Text(data_key="applicationId")
    fallback_number = Number(data_key="fallbackNumber")


class NumberDraft(NumberUpdate):
    """A number to order or, with a provider, to import."""

    clears = False
    ignored = _READ_ONLY
    evidence = _ORDER

    number = Number(required=True, blank=False)
    provider = Part(Provider(), evidence=_IMPORT)


DRAFT, UPDATE = NumberDraft(), NumberUpdate()

_LIST = documented("methods/phoneNumbers/getPhoneNumbers.md")
NUMBER_FILTERS = (
    Parameter("applicationId", "string", _LIST, "Numbers bound to this application."),
    Parameter("state", "string", _LIST, "Two letters, in any case."),
    Parameter("city", "string", _LIST, "In any case."),
    Parameter("name", "string", _LIST, "Exactly this name."),
    Parameter("numberState", "string", _LIST, "`enabled` unless asked otherwise.", NUMBER_STATES),
)

PHONE_NUMBER = ResourceView[PhoneNumber](
    "PhoneNumber",
    documented("methods/phoneNumbers/getPhoneNumbersNumberId.md"),
    (
        Field("application", lambda n, context: _application(n, context), "uri"),
        Field("id", lambda n, _: n.id),
        Field("number", lambda n, _: n.number),
        Field("nationalNumber", lambda n, _: e164.national(n.number)),
        Field("name", lambda n, _: n.name),
        Field("createdTime", lambda n, _: wire_time(n.created_ms), "date-time"),
        Field("city", lambda n, _: n.city),
        Field("state", lambda n, _: n.state),
        Field(
            "applicationId",
            lambda n, context: (
                n.application_id if context.rules.number_shows_application_id else None
            ),
            evidence=documented(
                "methods/phoneNumbers/getPhoneNumbersNumberId.md, properties; place: assumption D10"
            ),
        ),
        Field(
            "fallbackNumber",
            lambda n, _: n.fallback_number,
            evidence=documented(
                "methods/phoneNumbers/getPhoneNumbersNumberId.md, properties; place: assumption E30"
            ),
        ),
        Field("price", lambda n, _: n.price),
        Field("numberState", lambda n, _: n.number_state, values=NUMBER_STATES),
    ),
)


@routes.post("")
@endpoint(documented("methods/phoneNumbers/postPhoneNumbers.md, postImportPhoneNumber.md"))
def create(request: ApiRequest) -> Response:
    """Order a number, or import one with a `provider`."""
    properties = DRAFT.load(request.json())
    provider = properties.pop("provider", None)
    if provider is None:
        number = request.tenant.phone_numbers.allocate(**properties)
    else:
        password = provider["properties"]["password"]
        number = request.tenant.phone_numbers.import_number(**properties, password=password)
    return created(request.tenant, request.links.phone_number(number.id))


@routes.get("")
@endpoint(_LIST, (*paging(_LIST), *NUMBER_FILTERS))
def find(request: ApiRequest) -> Response:
    """List numbers."""
    found = request.tenant.phone_numbers.find(**_filters(request))
    return page_response(request, f"{request.links.user}/phoneNumbers", found, PHONE_NUMBER)


@routes.get("/<ref>")
@endpoint(documented("methods/phoneNumbers/getPhoneNumbersNumberId.md"))
def get(request: ApiRequest, ref: str) -> Response:
    """Fetch a number, by id or in E.164 form."""
    return item_response(request, request.tenant.phone_numbers.get(plus(ref)), PHONE_NUMBER)


@routes.post("/<ref>")
@endpoint(_CHANGE)
def update(request: ApiRequest, ref: str) -> Response:
    """Change a number's application, name or fallback."""
    number = request.tenant.phone_numbers.get(plus(ref))
    changes = cast(NumberChanges, UPDATE.load(request.json()))
    request.tenant.phone_numbers.update(number.id, changes)
    return done()


@routes.delete("/<ref>")
@endpoint(documented("methods/phoneNumbers/deletePhoneNumbersNumberId.md"))
def delete(request: ApiRequest, ref: str) -> Response:
    """Release a number."""
    request.tenant.phone_numbers.release(plus(ref))
    return done()


def _application(number: PhoneNumber, context: RenderContext) -> str | None:
    application_id = number.application_id
    return None if application_id is None else context.links.application(application_id)


def plus(ref: str) -> str:
    """`ref` with its plus sign: a raw `+` and the documented `%20` are decoded as a space."""
    return f"+{ref[1:]}" if ref[:1] == " " and ref[1:].isdigit() else ref


def _filters(request: ApiRequest) -> dict[str, Any]:
    names = {"applicationId": "application_id", "state": "state", "city": "city", "name": "name"}
    filters = {names[key]: request.args[key] for key in names if key in request.args}
    return filters | {"number_state": request.word("numberState", NUMBER_STATES) or "enabled"}
