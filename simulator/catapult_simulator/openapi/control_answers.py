"""What the control API answers, as JSON Schema. Its tests compare every answer with these."""

from catapult_simulator.core.journal import KINDS
from catapult_simulator.core.rules import PROFILES
from catapult_simulator.openapi.schemas import (
    TEXT,
    TIME,
    URI,
    WHOLE,
    YES_OR_NO,
    JsonSchema,
    many,
    record,
    ref,
    words,
)

_COUNT: JsonSchema = {"type": "integer", "minimum": 0}
_CLOCK = words("wall", "virtual")
_TENANT: dict[str, JsonSchema] = {
    "userId": TEXT,
    "token": TEXT,
    "secret": TEXT,
    "profile": words(*PROFILES),
    "clock": _CLOCK,
    "now": TIME,
}

ANSWERS: dict[str, JsonSchema] = {
    "Health": record({"status": words("ok"), "version": TEXT, "clock": _CLOCK, "tenants": _COUNT}),
    "Tenant": record(_TENANT),
    "TenantWithRules": record(_TENANT | {"rules": ref("Rules")}),
    "Turned": record({"now": TIME, "fired": _COUNT | {"description": "How many timers."}}),
    "Attempt": record(
        {
            "url": TEXT,
            "method": words("GET", "POST"),
            "fallback": YES_OR_NO,
            "seconds": {"type": "number", "minimum": 0},
        },
        status=WHOLE,
        answer=TEXT,
        problem=TEXT,
        explanation=TEXT,
    ),
    "Received": record({"message": ref("Message"), "callbacks": many(ref("Attempt"))}),
    "Entry": record(
        {
            "number": {"type": "integer", "minimum": 1},
            "at": TIME,
            "kind": words(*KINDS),
            "summary": TEXT,
            "detail": {"type": "object", "description": "The particulars; they vary by kind."},
        }
    ),
    "Journal": record({"entries": many(ref("Entry")), "next": _COUNT, "missed": _COUNT}),
    "Scenario": record({"name": TEXT, "first": TEXT, "last": TEXT, "description": TEXT}),
    "Refusal": record({"code": TEXT, "message": TEXT}),
    "OpenApi": {
        "type": "object",
        "required": ["openapi", "info", "servers", "paths"],
        "properties": {"openapi": words("3.1.0"), "servers": many(record({"url": URI}))},
    },
}
