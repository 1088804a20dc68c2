"""Applications."""

from wrong.changes import (
    Fields,
    Json,
    compact,
    default,
    everywhere,
    field,
    fields,
    ignoring,
    in_header,
    moved_first,
    parsed,
    renamed,
    without,
)  # fmt: skip
from wrong.instance import Change, Line, acts, answers, requests
from wrong.message import Message

READ, SENT, CHANGED = "GET applications* 200", "POST applications", "POST applications/a-*"


def present(name: str, value: Json) -> Change:
    return everywhere(
        lambda found: (
            found | ({name: value} if "autoAnswer" in found and (name not in found) else {})
        )
    )


def aliases(found: Fields) -> Fields:
    return {name: value for name, value in found.items() if not name.startswith("incomingSms")}


def only_aliases(found: Fields) -> Fields:
    return {name: value for name, value in found.items() if not name.startswith("incomingMessage")}


def replaces(request: Message, line: Line) -> Message:
    """An update in the manner of PUT: what is not sent is removed."""
    sent = parsed(request)
    if not isinstance(sent, dict) or not sent.get("incomingMessageUrl"):
        return line.send(request)
    return line.send(request.with_body(compact({"incomingCallUrl": ""} | sent)))


def trimmed(name: str) -> Change:
    return field(name, lambda value: value.strip() or value if isinstance(value, str) else value)


ROWS = (
    answers("application-auto-answer-as-text", READ, field("autoAnswer", lambda v: str(v).lower())),
    answers("application-auto-answer-missing", READ, without("autoAnswer")),
    answers("application-auto-answer-only-if-false", READ, everywhere(lambda found: {
            k: v for k, v in found.items() if (k, v) != ("autoAnswer", True)})),
    answers("application-method-in-capitals", READ, field("callbackHttpMethod", str.upper)),
    answers("application-method-missing", READ, without("callbackHttpMethod")),
    answers("application-without-older-names", READ, everywhere(aliases)),
    answers("application-with-older-names-only", READ, everywhere(only_aliases)),
    answers("application-timeout-as-text", READ, field("incomingMessageUrlCallbackTimeout", str)),
    answers("application-default-timeout-shown", READ, present(
            "incomingMessageUrlCallbackTimeout", 10000)),
    answers("application-fallback-empty", READ, present("incomingMessageFallbackUrl", "")),
    answers("application-name-first", READ, moved_first("name")),
    answers("application-id-called-application-id", READ, renamed(id="applicationId")),
    answers("application-without-id", READ, without("id")),
    answers("application-location-in-lower-path", "POST applications 201", in_header(
            "Location", "/applications/", "/application/")),
    requests("application-older-names-unknown", "POST applications*", ignoring(
             "incomingSmsUrl", "incomingSmsUrlCallbackTimeout", "incomingSmsFallbackUrl")),
    requests("application-auto-answer-forgotten", SENT, ignoring("autoAnswer")),
    requests("application-method-forgotten", SENT, ignoring("callbackHttpMethod")),
    requests("application-timeout-forgotten", SENT, ignoring("incomingMessageUrlCallbackTimeout")),
    requests("application-fallback-forgotten", SENT, ignoring("incomingMessageFallbackUrl")),
    requests("application-name-trimmed", SENT, trimmed("name")),
    requests("application-url-with-a-slash", SENT, fields(lambda found: {
             name: f"{value}/" if name.endswith("Url") and isinstance(value, str) and (
                 value.count("/") == 2) else value for name, value in found.items()})),
    requests("application-method-is-get", SENT, default(callbackHttpMethod="GET")),
    requests("application-update-forgets-the-name", CHANGED, ignoring("name")),
    acts("application-update-replaces", CHANGED, replaces),
)  # fmt: skip
