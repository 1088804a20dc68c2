"""The schemas of messages to send, and of redactions. Source: methods/messages/*.md."""

from typing import Any

from catapult_simulator.core import catalogue
from catapult_simulator.core.evidence import assumed, documented
from catapult_simulator.core.messages.message import RECEIPTS
from catapult_simulator.core.messages.segments import utf16_units
from catapult_simulator.web.fields import Choice, Milliseconds, Text, Texts, Url
from catapult_simulator.web.schema import ApiSchema

MAX_TEXT = 2048  # UTF-16 code units (assumption B4)

_READ_ONLY = dict.fromkeys(
    (
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
    ),
    assumed("assumption B12"),
)


_SEND = documented("methods/messages/postMessages.md")
_REDACT = documented("methods/messages/redactMessageText.md")


class MessageText(Text):
    """The text of a message: at most 2048 characters."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if len(text) > MAX_TEXT or (not text.isascii() and utf16_units(text) > MAX_TEXT):
            raise self.error(catalogue.TEXT_TOO_LONG)
        return text


class MessageSchema(ApiSchema):
    """A message to send."""

    resource = "message"
    unrecognized = catalogue.UNRECOGNIZED_MESSAGE_PROPERTY
    root = "null"
    ignored = _READ_ONLY
    evidence = _SEND

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


class SmsSchema(MessageSchema):
    """A message without media: the text is required, and not blank."""

    text = MessageText(blank=False, required=True)


class MmsSchema(MessageSchema):
    """A message with media: the text may be left out or empty (samples of SDKs)."""

    text = MessageText()


class Redaction(ApiSchema):
    """`{"text": ""}` and nothing else."""

    resource = "message"
    unrecognized = catalogue.UNRECOGNIZED_MESSAGE_PROPERTY
    root = "null"
    evidence = _REDACT

    text = Text(required=True)
