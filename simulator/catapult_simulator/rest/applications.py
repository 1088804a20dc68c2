"""`/v1/users/{userId}/applications`. Source: methods/applications/*.md."""

from typing import Any

from flask import Blueprint

from catapult_simulator.core import catalogue
from catapult_simulator.core.applications import Application
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.entrance import created, done, entrance
from catapult_simulator.rest.paging import page_reply
from catapult_simulator.rest.visit import Visit
from catapult_simulator.wire import Choice, Flag, Milliseconds, Text, Url, WireSchema

routes = Blueprint("applications", __name__, url_prefix="/v1/users/<user_id>/applications")

# Names of an earlier revision, which some clients still write and read (observed): Java, PHP,
# Python 1.x and Node 1.x know no others.
ALIASES = {
    "incomingSmsUrl": "incomingMessageUrl",
    "incomingSmsUrlCallbackTimeout": "incomingMessageUrlCallbackTimeout",
    "incomingSmsFallbackUrl": "incomingMessageFallbackUrl",
}
_ALIAS_OF = {now: earlier for earlier, now in ALIASES.items()}


def _url(data_key: str, *, clearable: bool = True) -> Url:
    return Url(catalogue.CALLBACK_URL_INVALID, clearable=clearable, data_key=data_key)


def _timeout(data_key: str, small: catalogue.ErrorKind, large: catalogue.ErrorKind) -> Milliseconds:
    return Milliseconds(too_small=small, too_large=large, data_key=data_key)


class ApplicationUpdate(WireSchema):
    """What can be changed. What is not sent stays as it is."""

    resource = "application"
    ignored = frozenset({"id", *ALIASES})

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

    name = Text(blank=False, required=True)


DRAFT, UPDATE = ApplicationDraft(), ApplicationUpdate()


@routes.post("")
@entrance
def create(visit: Visit) -> Reply:
    properties = DRAFT.read(visit.json())
    application = visit.tenant.applications.create(**properties)
    return created(visit.tenant, visit.links.application(application.id))


@routes.get("")
@entrance
def find(visit: Visit) -> Reply:
    url = f"{visit.links.user}/applications"
    return page_reply(visit, url, visit.tenant.applications.find(), show)


@routes.get("/<application_id>")
@entrance
def get(visit: Visit, application_id: str) -> Reply:
    return json_reply(200, show(visit.tenant.applications.get(application_id)))


@routes.post("/<application_id>")
@entrance
def update(visit: Visit, application_id: str) -> Reply:
    visit.tenant.applications.get(application_id)
    visit.tenant.applications.update(application_id, UPDATE.read(visit.json()))
    return done(visit.tenant)


@routes.delete("/<application_id>")
@entrance
def delete(visit: Visit, application_id: str) -> Reply:
    visit.tenant.applications.delete(application_id)
    return done(visit.tenant)


def show(application: Application) -> dict[str, Any]:
    """The resource: unset properties left out, aliases directly after what they repeat."""
    fields = {
        "id": application.id,
        "name": application.name,
        "incomingCallUrl": application.incoming_call_url,
        "incomingCallUrlCallbackTimeout": application.incoming_call_url_callback_timeout,
        "incomingCallFallbackUrl": application.incoming_call_fallback_url,
        "incomingMessageUrl": application.incoming_message_url,
        "incomingMessageUrlCallbackTimeout": application.incoming_message_url_callback_timeout,
        "incomingMessageFallbackUrl": application.incoming_message_fallback_url,
        "callbackHttpMethod": application.callback_http_method,
        "autoAnswer": application.auto_answer,
    }
    shown = {}
    for name, value in fields.items():
        if value is not None:
            shown[name] = value
            if name in _ALIAS_OF:
                shown[_ALIAS_OF[name]] = value
    return shown


def _by_todays_names(properties: dict[str, Any]) -> dict[str, Any]:
    """Aliases renamed; where both names stand, today's wins (assumed)."""
    renamed = {ALIASES[key]: value for key, value in properties.items() if key in ALIASES}
    return renamed | {key: value for key, value in properties.items() if value is not None}
