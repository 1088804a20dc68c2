"""`/v1/users/{userId}/applications`. Source: methods/applications/*.md."""

from typing import Any

from flask import Blueprint

from catapult_simulator.core import catalogue
from catapult_simulator.core.applications import Application
from catapult_simulator.evidence import assumed, documented, sdk
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.entrance import created, done, entrance
from catapult_simulator.rest.paging import page_reply
from catapult_simulator.rest.parameters import paging
from catapult_simulator.rest.resource import Field, Resource
from catapult_simulator.rest.visit import Visit
from catapult_simulator.wire import WireSchema
from catapult_simulator.wire_fields import Choice, Flag, Milliseconds, Text, Url

routes = Blueprint("applications", __name__, url_prefix="/v1/users/<user_id>/applications")

# Names of an earlier revision, which some clients still write and read (observed): Java, PHP,
# Python 1.x and Node 1.x know no others.
ALIASES = {
    "incomingSmsUrl": "incomingMessageUrl",
    "incomingSmsUrlCallbackTimeout": "incomingMessageUrlCallbackTimeout",
    "incomingSmsFallbackUrl": "incomingMessageFallbackUrl",
}


def _url(data_key: str, *, clearable: bool = True) -> Url:
    return Url(catalogue.CALLBACK_URL_INVALID, clearable=clearable, data_key=data_key)


def _timeout(data_key: str, small: catalogue.ErrorKind, large: catalogue.ErrorKind) -> Milliseconds:
    return Milliseconds(too_small=small, too_large=large, data_key=data_key)


_CREATE = documented("methods/applications/postApplications.md")
_CHANGE = documented("methods/applications/postApplicationsApplicationId.md")
_TAKEN = {
    "id": assumed("shown by the resource, so that it is no unknown property; left alone"),
    **dict.fromkeys(ALIASES, sdk("Java, PHP, Python 1.x and Node 1.x write no other names")),
}


class ApplicationUpdate(WireSchema):
    """What can be changed. What is not sent stays as it is."""

    resource = "application"
    ignored = _TAKEN
    evidence = _CHANGE

    name = Text(blank=False)
    incoming_call_url = _url("incomingCallUrl")
    incoming_call_url_callback_timeout = _timeout(
        "incomingCallUrlCallbackTimeout",
        catalogue.CALL_TIMEOUT_TOO_SMALL,
        catalogue.CALL_TIMEOUT_TOO_LARGE,
    )
    incoming_call_fallback_url = _url("incomingCallFallbackUrl")
    incoming_message_url = _url("incomingMessageUrl")
    incoming_message_url_callback_timeout = _timeout(
        "incomingMessageUrlCallbackTimeout",
        catalogue.MESSAGE_TIMEOUT_TOO_SMALL,
        catalogue.MESSAGE_TIMEOUT_TOO_LARGE,
    )
    incoming_message_fallback_url = _url("incomingMessageFallbackUrl")
    callback_http_method = Choice("get", "post", keep_case=True, data_key="callbackHttpMethod")
    auto_answer = Flag(data_key="autoAnswer")

    def take(self, properties: Any) -> dict[str, Any]:
        return super().take(_by_todays_names(properties))


class ApplicationDraft(ApplicationUpdate):
    """A new application: a name, and at least one URL."""

    evidence = _CREATE

    name = Text(blank=False, required=True)


DRAFT, UPDATE = ApplicationDraft(), ApplicationUpdate()

_LIST = documented("methods/applications/getApplications.md")
_ORDER = assumed("after the order of samples, which do not show all fields")
_ALIAS = sdk("Java, PHP, Python 1.x and Node 1.x read only the earlier names")
RESOURCE = Resource[Application](
    "Application",
    documented("methods/applications/getApplicationsApplicationId.md"),
    (
        Field("id", lambda a, _: a.id),
        Field("name", lambda a, _: a.name),
        Field("incomingCallUrl", lambda a, _: a.incoming_call_url, "uri"),
        Field(
            "incomingCallUrlCallbackTimeout",
            lambda a, _: a.incoming_call_url_callback_timeout,
            "integer",
            _ORDER,
        ),
        Field("incomingCallFallbackUrl", lambda a, _: a.incoming_call_fallback_url, "uri", _ORDER),
        Field("incomingMessageUrl", lambda a, _: a.incoming_message_url, "uri"),
        Field("incomingSmsUrl", lambda a, _: a.incoming_message_url, "uri", _ALIAS),
        Field(
            "incomingMessageUrlCallbackTimeout",
            lambda a, _: a.incoming_message_url_callback_timeout,
            "integer",
            _ORDER,
        ),
        Field(
            "incomingSmsUrlCallbackTimeout",
            lambda a, _: a.incoming_message_url_callback_timeout,
            "integer",
            _ALIAS,
        ),
        Field(
            "incomingMessageFallbackUrl",
            lambda a, _: a.incoming_message_fallback_url,
            "uri",
            _ORDER,
        ),
        Field(
            "incomingSmsFallbackUrl", lambda a, _: a.incoming_message_fallback_url, "uri", _ALIAS
        ),
        Field(
            "callbackHttpMethod",
            lambda a, _: a.callback_http_method,
            evidence=sdk("a sample in the Python 3.x docstrings; default and case assumed"),
        ),
        Field(
            "autoAnswer",
            lambda a, _: a.auto_answer,
            "boolean",
            sdk("Java unboxes it: always there"),
        ),
    ),
)


@routes.post("")
@entrance(_CREATE)
def create(visit: Visit) -> Reply:
    """Create an application."""
    properties = DRAFT.read(visit.json())
    application = visit.tenant.applications.create(**properties)
    return created(visit.tenant, visit.links.application(application.id))


@routes.get("")
@entrance(_LIST, paging(_LIST))
def find(visit: Visit) -> Reply:
    """List applications."""
    url = f"{visit.links.user}/applications"
    return page_reply(visit, url, visit.tenant.applications.find(), RESOURCE)


@routes.get("/<application_id>")
@entrance(documented("methods/applications/getApplicationsApplicationId.md"))
def get(visit: Visit, application_id: str) -> Reply:
    """Fetch an application."""
    return json_reply(
        200, RESOURCE.show(visit.tenant.applications.get(application_id), visit.scene)
    )


@routes.post("/<application_id>")
@entrance(_CHANGE)
def update(visit: Visit, application_id: str) -> Reply:
    """Change an application."""
    visit.tenant.applications.get(application_id)
    visit.tenant.applications.update(application_id, UPDATE.read(visit.json()))
    return done(visit.tenant)


@routes.delete("/<application_id>")
@entrance(documented("methods/applications/deleteApplicationsApplicationId.md"))
def delete(visit: Visit, application_id: str) -> Reply:
    """Delete an application."""
    visit.tenant.applications.delete(application_id)
    return done(visit.tenant)


def _by_todays_names(properties: dict[str, Any]) -> dict[str, Any]:
    """Aliases renamed; where both names stand, today's wins (assumed)."""
    renamed = {ALIASES[key]: value for key, value in properties.items() if key in ALIASES}
    return renamed | {key: value for key, value in properties.items() if value is not None}
