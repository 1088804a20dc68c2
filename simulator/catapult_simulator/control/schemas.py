"""Schemas of control requests. An error names the property, its value and the accepted values."""

from base64 import b64decode
from datetime import datetime
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from catapult_simulator.control.control_schema import ControlSchema
from catapult_simulator.control.control_schema import between as _between
from catapult_simulator.control.control_schema import one_of as _one_of
from catapult_simulator.control.rules_schema import RulesSchema
from catapult_simulator.core import limits
from catapult_simulator.core.catalogue import by_name
from catapult_simulator.core.fault_effects import PLACES, misfit
from catapult_simulator.core.faults import (
    CALLBACK_OUTCOMES,
    CONNECTION_FAULTS,
    MAX_DELAY_MS,
    MAX_TIMES,
    METHODS,
    given,
)
from catapult_simulator.core.journal import KINDS
from catapult_simulator.core.messages.inbox import Attachment
from catapult_simulator.core.messages.message import DELIVERY_CODES
from catapult_simulator.core.people.script import Script
from catapult_simulator.core.rules import PROFILES
from catapult_simulator.core.simulator import CLOCKS
from catapult_simulator.core.time.moments import parse_moment
from catapult_simulator.core.time.spans import MAX_SECONDS

_NOT_BLANK = validate.Regexp(r"[\s\S]*\S", error="{input!r} is blank")


class Moment(fields.DateTime):
    """A time with its zone, in ISO 8601: `2019-05-01T12:00:00Z`."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> datetime:
        if not isinstance(value, str):
            raise ValidationError("send a time as text, such as 2019-05-01T12:00:00Z")
        try:
            return parse_moment(value)
        except ValueError as error:
            raise ValidationError(str(error)) from None


class TenantSchema(ControlSchema):
    _id = validate.Regexp(r"^[A-Za-z0-9_.~-]{1,64}(?![\s\S])", error="{input!r} is not an id: use 1 to 64 of A-Z a-z 0-9 _ . ~ -")  # fmt: skip  # noqa: E501
    user_id = fields.String(data_key="userId", validate=_id)
    token = fields.String(validate=_id)
    secret = fields.String(validate=validate.Length(1, 128))
    profile = fields.String(validate=_one_of(PROFILES))
    clock = fields.String(validate=_one_of(CLOCKS))
    seed = fields.String(validate=validate.Length(1, 1024))
    now = Moment(metadata={"description": "The start of its virtual time."})


class AttachmentSchema(ControlSchema):
    """A file of an inbound message: its name, type, and content in base64."""

    name = fields.String(required=True, validate=validate.Length(1, 255))
    content = fields.String(required=True)
    # Sent back as a header when the file is downloaded.
    _type = validate.Regexp(r"[!-~]([ -~]{0,253}[!-~])?\Z", error="{input!r} is not a content type")
    content_type = fields.String(data_key="contentType", validate=_type)

    @post_load
    def attach(self, properties: dict[str, str], **_: Any) -> Attachment:
        try:
            content = b64decode(properties.pop("content"), validate=True)
        except ValueError as error:
            raise ValidationError(f"not base64: {error}", "content") from None
        return Attachment(content=content, **properties)


class Medium(fields.Field):  # type: ignore[type-arg]  # not generic before marshmallow 4
    """A URL (a sample file is stored for it; nothing is fetched), or a file (`name`, `contentType`,
    `content`)."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str | Attachment:
        if isinstance(value, str) and len(value) <= 4096:
            return value  # checked with the whole message
        if not isinstance(value, dict):
            raise ValidationError("send a URL of at most 4096 characters, or one JSON object")
        return _ATTACHMENT.read(value)  # type: ignore[return-value]  # see post_load


_ATTACHMENT = AttachmentSchema()


class Media(fields.List):  # type: ignore[type-arg]  # not generic before marshmallow 4
    """At most 100 media, counted before one of them is looked at."""

    _count = validate.Length(max=100)

    def __init__(self) -> None:
        super().__init__(Medium(), validate=self._count)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> list[Any]:
        if isinstance(value, list):
            self._count(value)
        return super()._deserialize(value, attr, data, **kwargs)


class InboundSchema(ControlSchema):
    from_ = fields.String(required=True, data_key="from")
    to = fields.String(required=True)
    text = fields.String(validate=validate.Length(max=limits.MAX_TEXT))
    media = Media()


class JournalQuery(ControlSchema):
    after = fields.Integer(load_default=0, validate=_between(0, 2**53))
    kind = fields.String(load_default=None, validate=_one_of(KINDS))
    limit = fields.Integer(load_default=1000, validate=_between(1, 10_000))
    wait = fields.Float(load_default=0.0, validate=_between(0, 60))


class RequestQuery(ControlSchema):
    """`unmatched=1` must be said: the requests of an account are in its journal."""

    _only = validate.Equal(True, error="only 1: requests of an account are in its journal")
    unmatched = fields.Boolean(required=True, validate=_only)
    after = fields.Integer(load_default=0, validate=_between(0, 2**53))


class TenantChange(RulesSchema):
    """Rules of a tenant, and its balance in dollars."""

    balance = fields.Decimal(places=5, validate=_between(-(10**9), 10**9))


class CallerName(ControlSchema):
    number = fields.String(required=True, validate=validate.Length(1, 64))
    name = fields.String(required=True, validate=validate.Length(max=64))


class AdvanceSchema(ControlSchema):
    seconds = fields.Float(required=True, validate=_between(0, MAX_SECONDS))


class AdvanceToSchema(ControlSchema):
    time = Moment(required=True)


class FaultSchema(ControlSchema):
    """A fault: where it happens (`at`), on which conditions, and what it does there."""

    at = fields.String(required=True, validate=_one_of(PLACES))
    method = fields.String(validate=_one_of(METHODS))
    path = fields.String(validate=_NOT_BLANK)
    to = fields.String(validate=_NOT_BLANK)
    from_ = fields.String(data_key="from", validate=_NOT_BLANK)
    tag = fields.String(validate=_NOT_BLANK)
    error = fields.String(validate=_one_of(by_name()))
    delivery_code = fields.Integer(data_key="deliveryCode", validate=_one_of(DELIVERY_CODES))
    state = fields.String(validate=_one_of(["error"]))
    silent = fields.Boolean()
    reply = fields.String(validate=[validate.Length(1, 2048), _NOT_BLANK])
    outcome = fields.String(validate=_one_of(CALLBACK_OUTCOMES))
    delay_ms = fields.Integer(data_key="delayMs", validate=_between(0, MAX_DELAY_MS))
    connection_fault = fields.String(
        data_key="connectionFault", validate=_one_of(CONNECTION_FAULTS)
    )
    times = fields.Integer(validate=_between(1, MAX_TIMES))
    id = fields.String(dump_only=True)
    struck = fields.Integer(dump_only=True, metadata={"description": "How often it has happened."})
    used_up = fields.Boolean(
        dump_only=True,
        data_key="usedUp",
        metadata={"description": "Whether it has happened as often as `times` says."},
    )

    @post_load
    def require_effect(self, properties: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Refuse what cannot happen. The message has the public names of properties."""
        names = {
            name: field.data_key for name, field in self.declared_fields.items() if field.data_key
        }
        if problem := misfit(properties["at"], given(properties), names):
            raise ValidationError(problem.sentence, names.get(problem.name, problem.name))
        return properties


class CallSchema(ControlSchema):
    """Arguments of a method: those by position, and those by name."""

    arguments = fields.List(fields.Raw(allow_none=True), load_default=list)
    keywords = fields.Dict(keys=fields.String(), load_default=dict)


class Answers(fields.Raw):
    """A text, a list of texts, or an object of patterns with either."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Script:
        try:
            return Script.of(value)
        except (TypeError, ValueError) as problem:
            raise ValidationError(str(problem)) from None


class ScriptSchema(ControlSchema):
    answers = Answers(required=True)


EMPTY = ControlSchema()
TENANT, TENANT_CHANGE = TenantSchema(), TenantChange()
INBOUND, SCRIPT = InboundSchema(), ScriptSchema()
JOURNAL_QUERY, FAULT = JournalQuery(), FaultSchema()
ADVANCE, ADVANCE_TO = AdvanceSchema(), AdvanceToSchema()
CALLER_NAME, REQUEST_QUERY, CALL = CallerName(), RequestQuery(), CallSchema()
