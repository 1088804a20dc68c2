"""JSON Schemas of `detail` for each kind of entry in a journal. A test holds entries to them."""

from typing import get_args

from catapult_simulator.core.callback_fields import CALLBACK_FIELDS
from catapult_simulator.core.callback_reasons import Cause
from catapult_simulator.core.callbacks import ATTEMPT_FIELDS, Method
from catapult_simulator.core.fault_effects import CONDITIONS, PLACES
from catapult_simulator.core.journal import Kind
from catapult_simulator.openapi.schemas import (
    BOOLEAN,
    INTEGER,
    STRING,
    JsonSchema,
    array_of,
    enum,
    object_of,
)

_COUNT: JsonSchema = {"type": "integer", "minimum": 0}
_SECONDS: JsonSchema = {"type": "number", "minimum": 0}
# Fields of a callback that are no texts.
_FIELDS: dict[str, JsonSchema] = {"media": array_of(STRING), "segmentCount": _COUNT}
_PAYLOAD = {row.name: _FIELDS.get(row.name, STRING) for row in CALLBACK_FIELDS}
_MESSAGE = {"messageId": STRING, "from": STRING, "to": STRING, "state": STRING}
_OF_PERSON = {"messageId": STRING, "from": STRING, "to": STRING}
_OF_TYPE: dict[type, JsonSchema] = {
    str: STRING, bool: BOOLEAN, int: INTEGER, float: _SECONDS,
}  # fmt: skip
# The properties of an attempt to call an app back.
ATTEMPT: dict[str, JsonSchema] = {
    **{name: _OF_TYPE[type_] for name, type_ in ATTEMPT_FIELDS.items()},
    "method": enum(*get_args(Method)),
    "cause": enum(*get_args(Cause)),
}

DETAILS: dict[Kind, JsonSchema] = {
    "request": object_of(
        {"method": STRING, "path": STRING, "status": INTEGER},
        query=STRING,
        body=STRING,
        answer=STRING,
        location=STRING,
        link=STRING,
    ),
    "callback": object_of(
        {"url": STRING},
        **_PAYLOAD,
        **{name: schema for name, schema in ATTEMPT.items() if name != "url"},
    ),
    "transition": {
        "oneOf": [
            object_of(_MESSAGE, deliveryState=STRING, deliveryCode=STRING),
            object_of({"to": STRING, "text": STRING}) | {"description": "An automatic answer."},
        ]
    },
    "fault": object_of(
        {"faultId": STRING, "at": enum(*PLACES), "effect": STRING},
        **{row.fact: STRING for row in CONDITIONS},
    ),
    "control": {
        "oneOf": [
            object_of({"messageId": STRING, "text": STRING}) | {"description": "A message came."},
            object_of({"messageId": STRING}) | {"description": "A callback was asked for."},
            object_of(_OF_PERSON | {"text": STRING})
            | {"description": "A scripted person answers."},
            object_of(_OF_PERSON | {"problem": STRING, "traceback": STRING})
            | {"description": "The function of a scripted person failed."},
            object_of({"fired": _COUNT}, seconds=_SECONDS) | {"description": "Time went on."},
        ]
    },
}
