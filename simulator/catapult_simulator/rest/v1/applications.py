"""`/v1/users/{userId}/applications`. Source: methods/applications/*.md."""

from typing import cast

from flask import Blueprint

from catapult_simulator.core import catalogue
from catapult_simulator.core.applications import Application, ApplicationChanges
from catapult_simulator.core.evidence import assumed, documented, observed, sdk
from catapult_simulator.rest.v1.endpoint import created, done, endpoint
from catapult_simulator.web.fields import Choice, Flag, Milliseconds, Text, Url
from catapult_simulator.web.paging import item_response, page_response
from catapult_simulator.web.parameters import paging
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.resource import Field, ResourceView
from catapult_simulator.web.response import Response
from catapult_simulator.web.schema import ApiSchema

routes = Blueprint("applications", __name__, url_prefix="/v1/users/<user_id>/applications")

# Names of an earlier revision (observed): Java, PHP, Python 1.x and Node 1.x know no others.
ALIASES = {
    "incomingSmsUrl": "incomingMessageUrl",
    "incomingSmsUrlCallbackTimeout": "incomingMessageUrlCallbackTimeout",
    "incomingSmsFallbackUrl": "incomingMessageFallbackUrl",
}


def _url(data_key: str, blank_error: catalogue.ErrorKind | None = None) -> Url:
    return Url(catalogue.CALLBACK_URL_INVALID, blank_error=blank_error, data_key=data_key)


def _timeout(data_key: str, small: catalogue.ErrorKind, large: catalogue.ErrorKind) -> Milliseconds:
    return Milliseconds(too_small=small, too_large=large, data_key=data_key)


_CREATE = documented("methods/applications/postApplications.md")
_CHANGE = documented("methods/applications/postApplicationsApplicationId.md")
_IGNORED = {
    "id": assumed("assumption B12"),
    **dict.fromkeys(ALIASES, sdk("Java, PHP, Python 1.x and Node 1.x write no other names")),
}


class ApplicationDraft(ApiSchema):
    """A new application: a name, and at least one URL."""

    resource = "application"
    aliases = ALIASES
    ignored = _IGNORED
    evidence = _CREATE

    name = Text(blank=False, required=True)
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


class ApplicationUpdate(ApplicationDraft):
    """The properties to change. One that is not sent keeps its value; blank removes it.

    A fallback URL may not be blank (documented: errors.md).
    """

    clears = True
    evidence = _CHANGE

    name = Text(blank=False)
    incoming_call_fallback_url = _url("incomingCallFallbackUrl", catalogue.BLANK_CALL_FALLBACK)
    incoming_message_fallback_url = _url(
        "incomingMessageFallbackUrl", catalogue.BLANK_MESSAGE_FALLBACK
    )


DRAFT, UPDATE = ApplicationDraft(), ApplicationUpdate()

_LIST = documented("methods/applications/getApplications.md")
_ORDER = documented(
    "methods/applications/getApplicationsApplicationId.md, properties; place: assumption E30"
)
_SAMPLE = observed("samples of 2017-01")
_ALIAS = sdk("Java, PHP, Python 1.x and Node 1.x read only the earlier names")
APPLICATION = ResourceView[Application](
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
        Field("incomingSmsUrl", lambda a, _: a.incoming_message_url, "uri", _SAMPLE),
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
            evidence=_SAMPLE,
        ),
        Field(
            "autoAnswer",
            lambda a, _: a.auto_answer,
            "boolean",
            _SAMPLE,
        ),
    ),
)


@routes.post("")
@endpoint(_CREATE)
def create(request: ApiRequest) -> Response:
    """Create an application."""
    properties = DRAFT.load(request.json())
    application = request.tenant.applications.create(**properties)
    return created(request.tenant, request.links.application(application.id))


@routes.get("")
@endpoint(_LIST, paging(_LIST))
def find(request: ApiRequest) -> Response:
    """List applications."""
    url = f"{request.links.user}/applications"
    return page_response(request, url, request.tenant.applications.find(), APPLICATION)


@routes.get("/<application_id>")
@endpoint(documented("methods/applications/getApplicationsApplicationId.md"))
def get(request: ApiRequest, application_id: str) -> Response:
    """Fetch an application."""
    return item_response(request, request.tenant.applications.get(application_id), APPLICATION)


@routes.post("/<application_id>")
@endpoint(_CHANGE)
def update(request: ApiRequest, application_id: str) -> Response:
    """Change an application."""
    request.tenant.applications.get(application_id)
    changes = cast(ApplicationChanges, UPDATE.load(request.json()))
    request.tenant.applications.update(application_id, changes)
    return done()


@routes.delete("/<application_id>")
@endpoint(documented("methods/applications/deleteApplicationsApplicationId.md"))
def delete(request: ApiRequest, application_id: str) -> Response:
    """Delete an application."""
    request.tenant.applications.delete(application_id)
    return done()
