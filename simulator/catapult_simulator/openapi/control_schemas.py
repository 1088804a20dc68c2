"""JSON Schemas of the control API's responses. A test compares every response with them."""

from typing import get_args

from catapult_simulator.core.callback_reasons import Cause
from catapult_simulator.core.rules import PROFILES
from catapult_simulator.core.setups import VERSION
from catapult_simulator.openapi.journal_details import ATTEMPT, DETAILS
from catapult_simulator.openapi.schemas import (
    BOOLEAN,
    STRING,
    TIME,
    URI,
    JsonSchema,
    array_of,
    enum,
    object_of,
    ref,
)

_COUNT: JsonSchema = {"type": "integer", "minimum": 0}
_CLOCK = enum("wall", "virtual")
_TENANT: dict[str, JsonSchema] = {
    "userId": STRING,
    "token": STRING,
    "secret": STRING,
    "profile": enum(*PROFILES),
    "clock": _CLOCK,
    "now": TIME,
}
_TEXTS: JsonSchema = {"oneOf": [STRING, array_of(STRING)]}
_EACH_ATTEMPT = ("url", "method", "fallback", "seconds")  # what no attempt lacks
_FOUND: JsonSchema = {"type": ["string", "null"]}

_PROBLEM: dict[str, JsonSchema] = {
    "type": {"type": "string", "format": "uri-reference"},
    "title": STRING,
    "status": {"type": "integer", "minimum": 400, "maximum": 599},
    "code": STRING,
}

SCHEMAS: dict[str, JsonSchema] = {
    "Health": object_of(
        {"status": enum("ok"), "version": STRING, "clock": _CLOCK, "tenants": _COUNT}
    ),
    "Index": object_of(
        {
            "version": STRING,
            "documentation": URI,
            "openapi": URI,
            "links": {"type": "object", "additionalProperties": URI},
            "tenants": array_of(object_of({"userId": STRING, "url": URI, "phone": URI})),
            "routes": array_of(object_of({"method": STRING, "url": STRING, "about": STRING})),
        }
    ),
    "Setting": object_of(
        {
            "name": STRING,
            "value": {"type": ["string", "integer", "boolean", "array", "null"], "items": STRING},
            "source": enum("option", "variable", "default"),
            "variable": STRING,
        }
    ),
    "Tenant": object_of(_TENANT),
    "TenantWithRules": object_of(_TENANT | {"rules": ref("Rules")}),
    "TimeChange": object_of(
        {"now": TIME, "fired": _COUNT | {"description": "How many timers ran."}}
    ),
    "Attempt": object_of(
        {name: ATTEMPT[name] for name in _EACH_ATTEMPT},
        **{name: schema for name, schema in ATTEMPT.items() if name not in _EACH_ATTEMPT},
    ),
    "Inbound": object_of(
        {"message": ref("Message"), "callbacks": array_of(ref("Attempt"))}, reason=ref("Reason")
    ),
    "Reason": object_of({"cause": enum(*get_args(Cause)), "explanation": STRING, "advice": STRING})
    | {"description": "Why no app was told."},
    "Entry": {
        "oneOf": [
            object_of(
                {
                    "number": {"type": "integer", "minimum": 1},
                    "at": TIME,
                    "kind": enum(kind),
                    "summary": STRING,
                    "detail": detail,
                }
            )
            for kind, detail in DETAILS.items()
        ]
    },
    "Journal": object_of(
        {
            "entries": array_of(ref("Entry")),
            "next": _COUNT | {"description": "The `after` of the following request."},
            "missed": _COUNT | {"description": "Entries after `after` that are no longer kept."},
            "rewound": BOOLEAN
            | {"description": "`after` was beyond the newest entry, and counted as 0."},
            "began": {"type": "integer", "minimum": 1}
            | {"description": "The number of the account's first entry: a reset raises it."},
        }
    ),
    "UnmatchedRequest": object_of(
        {
            "number": {"type": "integer", "minimum": 1},
            "at": TIME,
            "method": STRING,
            "path": STRING,
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "reason": STRING,
        }
    ),
    "Scenario": object_of({"name": STRING, "first": STRING, "last": STRING, "description": STRING}),
    "Trigger": object_of({"name": STRING, "direction": enum("in", "out"), "description": STRING}),
    "ConnectedNumber": object_of(
        {"number": STRING, "url": URI, "method": enum("GET", "POST"), "applicationId": STRING}
    ),
    "MethodResult": object_of({"result": {}}),
    "Person": object_of(
        {"number": STRING},
        answers={
            "oneOf": [
                STRING,
                array_of(STRING),
                {"type": "object", "additionalProperties": _TEXTS},
            ]
        },
        function=STRING | {"description": "The name of a function, which has no other form."},
    ),
    "Pending": object_of({"at": TIME, "inMs": _COUNT, "what": STRING}),
    "NearMiss": object_of(
        {
            "message": ref("Message"),
            "fields": array_of(
                object_of({"name": STRING, "asked": STRING, "found": _FOUND, "fits": BOOLEAN})
            ),
        }
    ),
    "Setup": {
        "type": "object",
        "required": ["version"],
        "properties": {"version": {"const": VERSION}, "accounts": array_of({"type": "object"})},
        "description": "`docs/how-to/setups.md` has all of its keys.",
    },
    "ProblemType": object_of(_PROBLEM),
    "Error": object_of(
        _PROBLEM | {"detail": STRING, "message": STRING},
        problem={"type": "object", "description": "The exception that a called method raised."},
        nearest=array_of(ref("NearMiss")),
        pending=array_of(ref("Pending")),
    ),
    "OpenApi": {
        "type": "object",
        "required": ["openapi", "info", "servers", "paths"],
        "properties": {"openapi": enum("3.1.0"), "servers": array_of(object_of({"url": URI}))},
    },
}
