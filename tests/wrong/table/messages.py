"""The message resource, batches, and what happens to a message."""

from collections.abc import Callable

from wrong.changes import (
    Fields,
    Json,
    compact,
    default,
    document,
    everywhere,
    field,
    fields,
    ignoring,
    items,
    more,
    moved_first,
    only_if,
    parsed,
    renamed,
    status,
    swapped,
    text,
    without,
)  # fmt: skip
from wrong.instance import Change, Line, Wrong, acts, answers, requests
from wrong.message import Message

READ, BATCH = "GET messages* 200", "POST messages 202"


def batch_error(change: Callable[[Fields], Json]) -> Change:
    """The error of an item that is refused."""
    return fields(lambda item: item | {"error": change(item["error"])} if "error" in item else item)


def known(name: str, *properties: str) -> Wrong:
    """An option of sending that has no effect."""
    return requests(name, "POST messages", ignoring(*properties))


def without_in_error(name: str) -> Change:
    return only_if(lambda found: found.get("state") == "error", without(name))


def sent_as_text(message: Message) -> Message:
    return field("media", lambda urls: urls[0] if urls else urls)(message)


def sends_the_first(request: Message, line: Line) -> Message:
    """A batch is answered in full, but only its first message is sent."""
    sent = parsed(request)
    if not isinstance(sent, list) or len(sent) < 2:
        return line.send(request)
    answer = line.send(request.with_body(compact(sent[:1])))
    return document(lambda found: found * len(sent))(answer) if answer.status == 202 else answer


def refused_as_a_whole(request: Message, line: Line) -> Message:
    """A batch is refused for its first bad message."""
    answer = line.send(request)
    found = parsed(answer) if answer.status == 202 else []
    for item in found:
        if item["result"] == "error":
            return status(400, "Bad Request")(answer).with_body(compact(item["error"]))
    return answer


ROWS = (
    answers("message-keys-id-first", READ, moved_first("id")),
    answers("message-keys-to-first", READ, moved_first("to")),
    answers("message-without-id", READ, without("id")),
    answers("message-without-message-id", READ, without("messageId")),
    answers("message-id-without-prefix", READ, field("id", lambda found: found[2:])),
    answers("message-from-and-to-swapped", READ, swapped("from", "to")),
    answers("message-numbers-without-plus", READ, field("from", lambda n: n.lstrip("+"))),
    answers("message-to-with-tel", READ, field("to", lambda number: f"tel:{number}")),
    answers("message-direction-in-words", READ, field("direction",
            lambda found: {"in": "inbound", "out": "outbound"}[found])),
    answers("message-state-in-capitals", READ, field("state", str.upper)),
    answers("message-state-delivered", READ, only_if(
            lambda found: found.get("deliveryState") == "delivered", field("state", "delivered"))),
    answers("message-state-queued-as-accepted", READ, field("state",
            lambda found: "accepted" if found == "queued" else found)),
    answers("message-media-missing-without-files", READ, everywhere(lambda found: {
            k: v for k, v in found.items() if k != "media" or v})),
    answers("message-media-null-without-files", READ, field("media", lambda urls: urls or None)),
    answers("message-media-as-one-text", READ, sent_as_text),
    answers("message-media-as-objects", READ, field("media", lambda urls: [
            {"url": url} for url in urls])),
    answers("message-segments-as-text", READ, field("segmentCount", str)),
    answers("message-segments-missing", READ, without("segmentCount")),
    answers("message-segments-always-1", READ, field("segmentCount", 1)),
    answers("message-segments-before-to", READ, moved_first("segmentCount")),
    answers("message-skip-validation-missing", READ, without("skipMMSCarrierValidation")),
    answers("message-skip-validation-false", READ, field("skipMMSCarrierValidation", False)),
    answers("message-receipt-none-shown", READ, everywhere(lambda found: found | (
            {"receiptRequested": "none"} if "messageId" in found and "receiptRequested" not in found
            else {}))),
    answers("message-delivery-waiting-unasked", READ, everywhere(lambda found: found | (
            {"deliveryState": "waiting"} if found.get("direction") == "out" and "deliveryState"
            not in found else {}))),
    answers("message-delivery-state-in-camel-case", READ, field("deliveryState",
            lambda found: found.replace("not-delivered", "notDelivered"))),
    answers("message-delivery-code-as-number", READ, field("deliveryCode", int)),
    answers("message-delivery-code-in-three-digits", READ, field("deliveryCode",
            lambda code: code.zfill(3))),
    answers("message-delivery-description-missing", READ, without("deliveryDescription")),
    answers("message-delivery-description-of-smsc", READ, field("deliveryDescription",
            lambda said: said.replace("delivered to carrier", "Delivered to Carrier"))),
    answers("message-callback-timeout-as-text", READ, field("callbackTimeout", str)),
    answers("message-callback-url-hidden", READ, without("callbackUrl", "fallbackUrl")),
    answers("message-time-called-created", READ, renamed(time="createdTime")),
    answers("message-text-called-body", READ, renamed(text="body")),
    answers("message-text-trimmed", READ, field("text", str.strip)),
    answers("message-text-cut-at-160", READ, field("text", lambda said: said[:160])),
    answers("message-text-unwrapped-after-redaction", READ, field("text", lambda t: t or None)),
    answers("message-text-missing-after-redaction", READ, everywhere(lambda found: {
            k: v for k, v in found.items() if k != "text" or v or found.get("media")})),
    *(answers(f"message-{name}-missing-in-error", READ, without_in_error(name)) for name in (
        "text", "media", "callbackUrl", "segmentCount", "receiptRequested", "time")),
    answers("message-callback-url-only-while-queued", READ, only_if(
            lambda found: found.get("state") == "sent", without("callbackUrl", "fallbackUrl"))),
    answers("message-with-user", READ, more(userId="u-1")),
    answers("message-has-price", READ, everywhere(lambda found: found | (
            {"price": "0.00750"} if "messageId" in found else {}))),
    answers("batch-is-200", BATCH, status(200, "OK")),
    answers("batch-is-201", BATCH, status(201, "Created")),
    answers("batch-is-207", BATCH, status(207, "Multi-Status")),
    answers("batch-in-reverse", BATCH, items(lambda found: found[::-1])),
    answers("batch-in-an-envelope", BATCH, items(lambda found: {"results": found})),
    answers("batch-result-failed", BATCH, text('"result":"error"', '"result":"failed"')),
    answers("batch-result-created", BATCH, text('"accepted"', '"created"')),
    answers("batch-locations-relative", BATCH, text(r'"location":"https?://[^/]+', '"location":"')),
    answers("batch-ids-for-locations", BATCH, field(
            "location", lambda url: url.rpartition("/")[2])),
    answers("batch-location-called-id", BATCH, renamed(location="id")),
    answers("batch-location-first", BATCH, moved_first("location")),
    answers("batch-errors-with-details", BATCH, batch_error(lambda error: error | {
            "details": [{"name": "requestMethod", "value": "POST"}]})),
    answers("batch-errors-without-details", BATCH, batch_error(lambda error: {
            k: v for k, v in error.items() if k != "details"})),
    answers("batch-error-is-its-sentence", BATCH, batch_error(lambda error: error["message"])),
    acts("batch-sends-the-first-only", "POST messages", sends_the_first),
    acts("batch-refused-as-a-whole", "POST messages", refused_as_a_whole),
    known("tag-forgotten", "tag"),
    known("receipt-forgotten", "receiptRequested"),
    known("callback-method-forgotten", "callbackHttpMethod"),
    known("callback-timeout-forgotten", "callbackTimeout"),
    known("fallback-forgotten", "fallbackUrl"),
    known("callback-url-forgotten", "callbackUrl"),
    requests("text-trimmed", "POST messages", field("text",
             lambda said: said.strip() if isinstance(said, str) and said.strip() else said)),
    requests("tag-trimmed", "POST messages", field("tag",
             lambda tag: tag.strip() if isinstance(tag, str) else tag)),
    requests("tag-cut-at-64", "POST messages", field("tag",
             lambda tag: tag[:64] if isinstance(tag, str) else tag)),
    requests("receipt-always-asked-for", "POST messages", default(receiptRequested="all")),
    requests("unknown-properties-ignored", "POST messages", ignoring("colour", "eventType",
             "username", "From")),
)  # fmt: skip
