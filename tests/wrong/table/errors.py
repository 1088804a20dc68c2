"""Refusals: statuses, codes, sentences and details; and the errors resource."""

import json

from wrong.changes import (
    Json,
    default,
    detail,
    details,
    document,
    field,
    header,
    ignoring,
    in_header,
    items,
    more,
    moved_first,
    no_header,
    start,
    status,
    text,
    without,
)  # fmt: skip
from wrong.instance import Change, Wrong, answers, requests
from wrong.message import Message

REFUSED, KEPT = "* * [45]??", "GET errors* 200"


def plain(answer: Message) -> Message:
    found = json.loads(answer.body) if answer.body else {}
    if "message" not in found:
        return answer
    return header("Content-Type", "text/plain")(answer).with_body(found["message"].encode())


def as_object(found: Json) -> Json:
    return {item["name"]: item["value"] for item in found}


def without_detail(name: str) -> Change:
    return details(lambda found: [item for item in found if item["name"] != name])


def told_as(name: str, where: str, code: int, reason: str, *changes: Change) -> Wrong:
    return answers(name, where, status(code, reason), *changes)


ROWS = (
    answers("code-in-capitals", REFUSED,
            field("code", lambda code: code.upper().replace("-", "_"))),
    answers("code-with-underscores", REFUSED, field("code", lambda code: code.replace("-", "_"))),
    answers("category-in-capitals", REFUSED,
            field("category", lambda found: found.upper().replace("-", "_"))),
    answers("category-is-the-reason", REFUSED,
            field("category", lambda found: found.replace("-", " ").title())),
    answers("category-of-numbers-forbidden", "* * 401", field("category", "forbidden")),
    answers("category-of-limits-forbidden", "* * 403", field("category", "forbidden")),
    answers("category-of-conflicts-bad-request", "* * 409", field("category", "bad-request")),
    answers("category-missing", REFUSED, without("category")),
    answers("sentence-ends-with-a-dot", "* * 4??",
            field("message", lambda said: f"{said.rstrip('.')}.")),
    answers("sentence-lacks-its-dot", "* * 404", field("message", lambda said: said.rstrip("."))),
    answers("sentence-in-double-quotes", REFUSED,
            field("message", lambda said: said.replace("'", '"'))),
    answers("sentence-without-quotes", "* * 404",
            field("message", lambda said: said.replace("'", ""))),
    answers("sentence-is-the-reason", "* * 404", field("message", "Not Found")),
    answers("sentence-of-2048-without-comma", "POST messages 400", text("2,048", "2048")),
    answers("sentence-without-column", "POST * 400", field("message",
            lambda said: said.partition(" at line")[0])),
    answers("sentence-with-zero-based-column", "POST * 400", text(r"column 15\b", "column 14")),
    answers("sentence-of-blank-older", "POST * 400", field("message", lambda said: said.replace(
            "must contain at least one non-whitespace character", "can't be blank"))),
    answers("error-keys-code-first", REFUSED, moved_first("code")),
    answers("error-with-status", REFUSED, more(status=400)),
    answers("error-with-time", REFUSED, more(timestamp="2019-05-01T12:00:00Z")),
    answers("error-in-an-envelope", REFUSED, document(lambda value: {"error": value})),
    answers("error-in-a-list", REFUSED, document(lambda value: {"errors": [value]})),
    answers("error-as-text", REFUSED, plain),
    answers("details-missing", REFUSED, without("details")),
    answers("details-empty", REFUSED, details(lambda found: [])),
    answers("details-as-an-object", REFUSED, details(as_object)),
    answers("details-reversed", REFUSED, details(lambda found: found[::-1])),
    answers("details-of-the-request-first", REFUSED, details(lambda f: f[-3:] + f[:-3])),
    answers("details-of-the-request-missing", REFUSED, details(lambda found: found[:-3])),
    answers("details-lost-but-those-of-the-request", REFUSED, details(lambda found: found[-3:])),
    answers("details-value-before-name", REFUSED, details(
            lambda found: [dict(reversed(item.items())) for item in found])),
    answers("detail-remote-address-missing", REFUSED, without_detail("remoteAddress")),
    answers("detail-remote-address-unknown", REFUSED, detail("remoteAddress", lambda _: "unknown")),
    answers("detail-remote-address-with-port", REFUSED,
            detail("remoteAddress", lambda address: f"{address}:52113")),
    answers("detail-path-with-slash", REFUSED,
            detail("requestPath", lambda path: f"/{path.lstrip('/')}")),
    answers("detail-path-with-version", REFUSED,
            detail("requestPath", lambda path: f"v1/{path.lstrip('/')}")),
    answers("detail-path-without-user", REFUSED,
            detail("requestPath", lambda path: path.rpartition("/u-")[2].partition("/")[2])),
    answers("detail-path-encoded", REFUSED, detail("requestPath", lambda p: p.replace("+", "%2B"))),
    answers("detail-path-without-last-slash", REFUSED,
            detail("requestPath", lambda path: path.rstrip("/"))),
    answers("detail-method-lower-case", REFUSED, detail("requestMethod", str.lower)),
    told_as("denied-is-403", "* * 401", 403, "Forbidden"),
    told_as("bad-request-is-422", "POST * 400", 422, "Unprocessable Entity"),
    told_as("not-found-is-410", "GET * 404", 410, "Gone"),
    told_as("conflict-is-400", "* * 409", 400, "Bad Request"),
    told_as("other-method-is-404", "* * 405", 404, "Not Found"),
    told_as("other-type-is-400", "* * 415", 400, "Bad Request"),
    told_as("limit-is-429", "POST messages 403", 429, "Too Many Requests"),
    told_as("credit-is-402", "POST * 403", 402, "Payment Required"),
    told_as("unavailable-is-500", "* * 503", 500, "Internal Server Error"),
    told_as("too-often-is-403", "* * 429", 403, "Forbidden"),
    answers("refusals-are-200", REFUSED, start(r" \d.*", " 200 OK")),
    answers("rate-limit-without-reset", "* * 429", no_header("X-RateLimit-Reset")),
    answers("rate-limit-reset-in-seconds", "* * 429",
            in_header("X-RateLimit-Reset", r"(\d{10})\d{3}", r"\1")),
    answers("rate-limit-retry-after", "* * 429", lambda m: header("Retry-After", "1")(
            no_header("X-RateLimit-Reset")(m))),
    answers("rate-limit-with-message", "* * 429", default(message="Too many requests")),
    answers("rate-limit-without-its-detail", "* * 429", without_detail("rateLimitResetTime")),
    answers("unknown-number-is-denied-as-access", "POST messages 401", text(
            "number-access-denied", "access-denied")),
    answers("unknown-property-without-object-path", "POST messages 400", without_detail(
            "objectPath")),
    answers("kept-errors-oldest-first", "GET errors 200", items(lambda found: found[::-1])),
    answers("kept-details-in-order-of-the-answer", KEPT, details(lambda found: found[::-1])),
    answers("kept-details-without-ids", KEPT, details(
            lambda found: [{k: v for k, v in item.items() if k != "id"} for item in found])),
    answers("kept-code-before-message", KEPT, moved_first("code")),
    answers("kept-details-empty", KEPT, default(details=[])),
    answers("kept-error-lacks-its-time", KEPT, without("time")),
    answers("kept-details-under-key", KEPT, details(
            lambda found: [{"key" if k == "name" else k: v for k, v in i.items()} for i in found])),
    answers("kept-error-upper-category", KEPT, field("category", str.upper)),
    answers("kept-error-without-message", KEPT, without("message")),
    answers("kept-errors-one-page", "GET errors 200", no_header("Link")),
    requests("kept-errors-size-ignored", "GET errors", ignoring("size")),
)  # fmt: skip
