"""`/v1/users/{userId}/messages`. Source: methods/messages/*.md."""

from functools import partial
from typing import Any

from flask import Blueprint

from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.links import Links
from catapult_simulator.core.message import RECEIPTS, Message, MessageDraft
from catapult_simulator.core.moments import wire_time
from catapult_simulator.core.rules import Profile
from catapult_simulator.core.segments import utf16_units
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.json_body import JsonBody
from catapult_simulator.problems import envelope
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest import message_lists
from catapult_simulator.rest.entrance import created, done, entrance
from catapult_simulator.rest.visit import Visit
from catapult_simulator.wire import Choice, Milliseconds, Text, Texts, Url, WireSchema

routes = Blueprint("messages", __name__, url_prefix="/v1/users/<user_id>/messages")

MAX_TEXT = 2048  # UTF-16 code units (documented as characters; the unit is assumed)
MAX_BATCH = 50

# The resource knows these, so that they are no unknown properties; they cannot be set (assumed).
_READ_ONLY = frozenset(
    {
        "id",
        "messageId",
        "direction",
        "state",
        "time",
        "deliveryState",
        "deliveryCode",
        "deliveryDescription",
        "segmentCount",
        "skipMMSCarrierValidation",
    }
)


class MessageText(Text):
    """The text of a message: at most 2048 characters."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if len(text) > MAX_TEXT or (not text.isascii() and utf16_units(text) > MAX_TEXT):
            raise self.refusal(catalogue.TEXT_TOO_LONG)
        return text


class MessageSchema(WireSchema):
    """A message to send."""

    resource = "message"
    unrecognized = catalogue.UNRECOGNIZED_MESSAGE_PROPERTY
    root = "null"
    ignored = _READ_ONLY

    from_ = Text(blank=False, required=True, data_key="from")
    to = Text(blank=False, required=True)
    text = MessageText(blank=False)
    receipt_requested = Choice(*RECEIPTS, data_key="receiptRequested")
    callback_http_method = Choice("get", "post", keep_case=True, data_key="callbackHttpMethod")
    callback_timeout = Milliseconds(data_key="callbackTimeout")
    callback_url = Url(catalogue.CALLBACK_INVALID_URL, data_key="callbackUrl")
    fallback_url = Url(catalogue.CALLBACK_INVALID_URL, data_key="fallbackUrl")
    media = Texts()
    tag = Text()


class MessageSchemaWithText(MessageSchema):
    """A message without media: the text is what there is to send."""

    text = MessageText(blank=False, required=True)


class PictureSchema(MessageSchema):
    """A message with media: the text may be left out or empty (samples of SDKs)."""

    text = MessageText()


class Redaction(WireSchema):
    """`{"text": ""}` and nothing else."""

    resource = "message"
    unrecognized = catalogue.UNRECOGNIZED_MESSAGE_PROPERTY
    root = "null"

    text = Text(required=True)


SMS, MMS, REDACTION = MessageSchemaWithText(), PictureSchema(), Redaction()


@routes.post("")
@entrance
def send(visit: Visit) -> Reply:
    body = visit.json()
    if isinstance(body.content, list):
        return _send_batch(visit, body)
    SMS.refuse_unknown(body.content, body.text)
    message = visit.tenant.messages.accept(draft(body.content))
    reply = created(visit.tenant, visit.links.message(message.id))
    reply.on_sent(partial(visit.tenant.messages.launch, message))
    return reply


@routes.get("")
@entrance
def find(visit: Visit) -> Reply:
    here = visit.links
    profile = visit.tenant.rules.profile
    return message_lists.reply(
        visit, f"{here.user}/messages", lambda message: show(message, here, profile)
    )


@routes.get("/<message_id>")
@entrance
def get(visit: Visit, message_id: str) -> Reply:
    message = visit.tenant.messages.get(message_id)
    return json_reply(200, show(message, visit.links, visit.tenant.rules.profile))


@routes.patch("/<message_id>")
@entrance
def redact(visit: Visit, message_id: str) -> Reply:
    visit.tenant.messages.get(message_id)
    if REDACTION.read(visit.json())["text"] != "":
        raise catalogue.BAD_PARAMETERS.error()
    visit.tenant.messages.redact(message_id)
    return done(visit.tenant)


def draft(properties: dict[str, Any]) -> MessageDraft:
    """What the properties of one message ask for. Raises CatapultError."""
    schema = MMS if has_media(properties.get("media")) else SMS
    wanted = MessageDraft(**schema.take(properties))
    if wanted.media and wanted.receipt_requested != "none":
        raise catalogue.BAD_PARAMETERS.error()  # the rule is documented, the answer assumed
    return wanted


def has_media(media: Any) -> bool:
    """Whether `media` makes it an MMS: an empty list or text does not (assumed)."""
    values = media if isinstance(media, list) else [media]
    return any(value is not None and str(value).strip() for value in values)


def show(message: Message, here: Links, profile: Profile) -> dict[str, Any]:
    """The resource, in wire order (confirmed by recorded content lengths)."""
    notify = message.notify
    inbound = message.direction == "in"
    fields = {
        "callbackTimeout": notify.callback_timeout if notify else None,
        "callbackUrl": notify.callback_url if notify else None,
        "direction": message.direction,
        "fallbackUrl": notify.fallback_url if notify else None,
        "from": message.from_,
        "id": message.id,
        "messageId": message.id,
        "state": message.state,
        "text": message.text,
        "media": [here.media(name) if inbound else name for name in message.media],
        "time": wire_time(message.time_ms),
        "to": message.to,
        "skipMMSCarrierValidation": False,
    }
    if message.receipt_requested != "none":
        fields["receiptRequested"] = message.receipt_requested
    fields["deliveryState"] = message.delivery_state
    if message.delivery_code is not None:
        fields["deliveryCode"] = str(message.delivery_code)
        fields["deliveryDescription"] = message.delivery_description
    if profile.segment_count:
        fields["segmentCount"] = message.segment_count
    return {name: value for name, value in fields.items() if value is not None}


def _send_batch(visit: Visit, body: JsonBody) -> Reply:
    """202 and one verdict for each; unknown properties fail the whole, before any is sent."""
    for index, properties in enumerate(body.content):
        SMS.refuse_unknown(properties, body.text, under=(index,))
    count = len(body.content)
    if count > MAX_BATCH:
        raise catalogue.MULTI_MESSAGE_LIMIT.error(count=count, limit=MAX_BATCH)
    here = visit.links
    accepted: list[Message] = []
    tenant = visit.tenant
    verdicts = [_accept_item(tenant, item, here, accepted) for item in body.content]
    reply = json_reply(202, verdicts)
    for message in accepted:
        reply.on_sent(partial(tenant.messages.launch, message))
    return reply


def _accept_item(
    tenant: Tenant, properties: dict[str, Any], here: Links, accepted: list[Message]
) -> dict[str, Any]:
    try:
        message = tenant.messages.accept(draft(properties))
    except CatapultError as error:
        return {"result": "error", "error": envelope(error, ())}  # details are empty (observed)
    accepted.append(message)
    return {"result": "accepted", "location": here.message(message.id)}
