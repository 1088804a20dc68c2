"""`/v1/users/{userId}/messages`. Source: methods/messages/*.md."""

from functools import partial
from typing import Any

from flask import Blueprint

from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.evidence import documented, observed
from catapult_simulator.core.held_callbacks import PostState
from catapult_simulator.core.messages.message import (
    DELIVERY_STATES,
    DIRECTIONS,
    STATES,
    Message,
    MessageDraft,
)
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.rest.v1.endpoint import created, done, endpoint
from catapult_simulator.rest.v1.message_lists import PARAMETERS, list_messages
from catapult_simulator.rest.v1.message_schemas import (
    MessageSchema,
    MmsSchema,
    Redaction,
    SmsSchema,
)
from catapult_simulator.web.errors import envelope
from catapult_simulator.web.json_body import JsonBody
from catapult_simulator.web.paging import item_response
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.resource import Field, RenderContext, ResourceView
from catapult_simulator.web.response import Response, json_response
from catapult_simulator.web.server_extensions import is_delayed

routes = Blueprint("messages", __name__, url_prefix="/v1/users/<user_id>/messages")

MAX_BATCH = 50
_SEND = documented("methods/messages/postMessages.md")
_REDACT = documented("methods/messages/redactMessageText.md")
_SEEN = observed("recorded exchanges 2015-09; the order is confirmed by content lengths")
_SKIPPED = observed("samples of 2017-01, sample of 2017-05; false in recorded exchanges 2015-09")
_PLACE = documented("methods/messages/getMessagesMessageId.md, properties; place: assumption E30")
MESSAGE = ResourceView[Message](
    "Message",
    documented("methods/messages/getMessagesMessageId.md"),
    (
        Field(
            "callbackTimeout", lambda m, _: m.callback_options.callback_timeout, "integer", _PLACE
        ),
        Field("callbackUrl", lambda m, _: m.callback_options.callback_url, "uri"),
        Field("direction", lambda m, _: m.direction, values=DIRECTIONS),
        Field("fallbackUrl", lambda m, _: m.callback_options.fallback_url, "uri", _PLACE),
        Field("from", lambda m, _: m.from_),
        Field("id", lambda m, _: m.id),
        Field("messageId", lambda m, _: m.id, evidence=_SEEN),
        Field("state", lambda m, _: m.state, values=STATES),
        Field("text", lambda m, _: m.text),
        Field("media", lambda m, context: _media(m, context), "uris"),
        Field("time", lambda m, _: wire_time(m.time_ms), "date-time"),
        Field("to", lambda m, _: m.to),
        Field("skipMMSCarrierValidation", lambda *_: True, "boolean", _SKIPPED),
        Field(
            "receiptRequested",
            lambda m, _: None if m.receipt_requested == "none" else m.receipt_requested,
            evidence=_SEEN,
            values=("all", "error"),
        ),
        Field("deliveryState", lambda m, _: m.delivery_state, values=DELIVERY_STATES),
        Field("deliveryCode", lambda m, _: m.delivery_code_text),
        Field("deliveryDescription", lambda m, _: m.delivery_description),
        Field(
            "segmentCount",
            lambda m, context: m.segment_count if context.rules.profile.segment_count else None,
            "integer",
        ),
    ),
)

_RESULT = observed("recorded exchanges 2015-09, a batch")
BATCH_ITEM_RESULT = {"result": _RESULT, "location": _RESULT, "error": _RESULT}

SMS, MMS, REDACTION = SmsSchema(), MmsSchema(), Redaction()


@routes.post("")
@endpoint(_SEND)
def send(request: ApiRequest) -> Response:
    """Send a message, or up to 50 in an array."""
    body = request.json()
    if isinstance(body.content, list):
        return _send_batch(request, body)
    draft = _draft(body)
    if isinstance(draft, CatapultError):
        raise draft
    messages = request.tenant.messages
    message = messages.send(draft, post=_state_of(request))
    response = created(request.tenant, request.links.message(message.id))
    response.on_sent(partial(messages.answer_sent, message))
    return response


@routes.get("")
@endpoint(documented("methods/messages/getMessages.md"), PARAMETERS)
def find(request: ApiRequest) -> Response:
    """List messages, newest first."""
    return list_messages(request, f"{request.links.user}/messages", MESSAGE)


@routes.get("/<message_id>")
@endpoint(documented("methods/messages/getMessagesMessageId.md"))
def get(request: ApiRequest, message_id: str) -> Response:
    """Fetch a message."""
    return item_response(request, request.tenant.messages.get(message_id), MESSAGE)


@routes.patch("/<message_id>")
@endpoint(_REDACT)
def redact(request: ApiRequest, message_id: str) -> Response:
    """Forget the text of a message."""
    request.tenant.messages.get(message_id)
    if REDACTION.load(request.json())["text"] != "":
        raise catalogue.BAD_PARAMETERS.error()
    request.tenant.messages.redact(message_id)
    return done()


def _draft(body: JsonBody) -> MessageDraft | CatapultError:
    """The message that an object describes, or the first error among its values.

    Raises CatapultError for the errors that refuse a whole batch.
    """
    loaded = _schema_of(body.content).load_item(body)
    if isinstance(loaded, CatapultError):
        return loaded
    draft = MessageDraft(**loaded)
    if draft.media and draft.receipt_requested != "none":
        return catalogue.RECEIPT_WITH_MEDIA.error()
    return draft


def _schema_of(content: Any) -> MessageSchema:
    return MMS if isinstance(content, dict) and _has_media(content.get("media")) else SMS


def _has_media(media: Any) -> bool:
    """Whether `media` makes a message an MMS. An empty list or text does not (assumption B7)."""
    values = media if isinstance(media, list) else [media]
    return any(value is not None and str(value).strip() for value in values)


def _media(message: Message, context: RenderContext) -> list[str]:
    """URLs as sent for outbound messages; links to the stored files for inbound ones."""
    if message.direction == "out":
        return list(message.media)
    return [context.links.media(name) for name in message.media]


def _state_of(request: ApiRequest) -> PostState:
    return "delayed" if is_delayed(request.environ) else "open"


def _send_batch(request: ApiRequest, body: JsonBody) -> Response:
    """202 and a result for each item. An unknown property refuses the batch before any is sent."""
    if len(body.content) > MAX_BATCH:  # before any item is looked at: there may be thousands
        raise catalogue.MULTI_MESSAGE_LIMIT.error(count=len(body.content), limit=MAX_BATCH)
    drafts = [_draft(item) for item in body.items()]
    accepted: list[Message] = []
    results = [_send_item(request, draft, accepted) for draft in drafts]
    response = json_response(202, results)
    response.on_sent(partial(request.tenant.messages.answer_sent, *accepted))
    return response


def _send_item(
    request: ApiRequest, draft: MessageDraft | CatapultError, accepted: list[Message]
) -> dict[str, Any]:
    try:
        if isinstance(draft, CatapultError):
            raise draft
        message = request.tenant.messages.send(draft, post=_state_of(request))
    except CatapultError as error:
        return {"result": "error", "error": envelope(error, ())}  # details are empty (observed)
    accepted.append(message)
    return {"result": "accepted", "location": request.context.links.message(message.id)}
