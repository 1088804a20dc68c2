"""Callbacks: method, headers, fields, and how they are written."""

import re
from urllib.parse import urlencode, urlsplit

from wrong.changes import (
    Fields,
    body,
    default,
    field,
    fields,
    fields_of,
    header,
    in_header,
    more,
    moved_first,
    no_header,
    only_if,
    query,
    renamed,
    start,
    swapped,
    target,
    text,
    without,
    written,
)  # fmt: skip
from wrong.instance import Change, callbacks
from wrong.message import Message


def outbound(change: Change) -> Change:
    return only_if(lambda found: found.get("direction") == "out", change)


def inbound(change: Change) -> Change:
    return only_if(lambda found: found.get("direction") == "in", change)


def receipt(change: Change) -> Change:
    """The second event of a message."""
    return only_if(lambda found: "deliveryCode" in found, change)


def as_form(message: Message) -> Message:
    form = urlencode({name: str(value) for name, value in fields_of(message).items()}).encode()
    return header("Content-Type", "application/x-www-form-urlencoded")(message.with_body(form))


def as_get(message: Message) -> Message:
    """A POST made a GET."""
    path = urlsplit(message.target).path
    asked = f"{path}?{urlencode({k: str(v) for k, v in fields_of(message).items()})}"
    for name in ("Content-Type", "Content-Length"):
        message = no_header(name)(message)
    return message._replace(start=f"GET {asked} HTTP/1.1", body=b"")


def as_post(message: Message) -> Message:
    """A GET made a POST, with the fields in the query."""
    return header("Content-Length", "0")(start("^GET", "POST")(message))


def with_body(message: Message) -> Message:
    return header("Content-Length", "2")(message._replace(body=b"{}"))


def without_own_query(found: Fields) -> Fields:
    own = list(found).index("messageId") if "messageId" in found else 0
    return dict(list(found.items())[own:])


def own_query_last(found: Fields) -> Fields:
    own = list(found).index("messageId") if "messageId" in found else 0
    return dict(list(found.items())[own:] + list(found.items())[:own])


def repeated_media(message: Message) -> Message:
    found = re.search(r"media=%5B([^&]*)%5D", message.target)
    urls = found[1].split("%2C+") if found else []
    several = "&".join(f"media={url}" for url in urls)
    return target(r"media=%5B[^&]*%5D", several)(message)


def sorted_fields(found: Fields) -> Fields:
    return dict(sorted(found.items()))


def spaces_as_percent(message: Message) -> Message:
    return target(r"\+", "%20")(message)


ROWS = (
    callbacks("callback-get-as-post", as_post, method="GET"),
    callbacks("callback-post-as-get", as_get, method="POST"),
    callbacks("callback-post-as-put", start("^POST", "PUT"), method="POST"),
    callbacks("callback-as-a-form", as_form, method="POST"),
    callbacks("callback-with-spaces", written(separators=(", ", ": ")), method="POST"),
    callbacks("callback-escapes-unicode", written(ensure_ascii=True), method="POST"),
    callbacks("callback-escapes-slashes", text("/", r"\\/"), method="POST"),
    callbacks("callback-in-a-list", body(lambda sent: b"[%s]" % sent), method="POST"),
    callbacks("callback-ends-with-a-newline", body(lambda sent: sent + b"\n"), method="POST"),
    callbacks("callback-type-without-charset", in_header("Content-Type", ";.*", "")),
    callbacks("callback-type-charset-in-capitals", in_header("Content-Type", "utf-8", "UTF-8")),
    callbacks("callback-type-charset-unspaced", in_header("Content-Type", "; ", ";")),
    callbacks("callback-type-of-form", header("Content-Type",
              "application/x-www-form-urlencoded"), method="POST"),
    callbacks("callback-get-with-type", header("Content-Type", "application/json; charset=utf-8"),
              method="GET"),
    callbacks("callback-get-with-body", with_body, method="GET"),
    callbacks("callback-agent-of-a-library", header("User-Agent", "python-requests/2.31")),
    callbacks("callback-agent-without-build", in_header("User-Agent", r" \(.*", "")),
    callbacks("callback-agent-v2", in_header("User-Agent", "v1", "v2")),
    callbacks("callback-agent-missing", no_header("User-Agent")),
    callbacks("callback-accept-json", header("Accept", "application/json")),
    callbacks("callback-accept-missing", no_header("Accept")),
    callbacks("callback-accepts-brotli", header("Accept-Encoding", "gzip, deflate, br")),
    callbacks("callback-accepts-no-encoding", no_header("Accept-Encoding")),
    callbacks("callback-closes", header("Connection", "close")),
    callbacks("callback-by-http-1-0", start(r"HTTP/1\.1$", "HTTP/1.0")),
    callbacks("callback-signed", header("X-Callback-Signature", "8f14e45f")),
    callbacks("callback-traced", header("X-Request-Id", "8f14e45f")),
    callbacks("callback-credentials-lost", no_header("Authorization")),
    callbacks("callback-credentials-of-the-account", header("Authorization", "Basic dDpz")),
    callbacks("callback-host-without-port", in_header("Host", ":.*", "")),
    callbacks("callback-id-called-id", renamed(messageId="id")),
    callbacks("callback-from-and-to-swapped", swapped("from", "to")),
    callbacks("callback-in-from-and-to-swapped", inbound(swapped("from", "to"))),
    callbacks("callback-numbers-without-plus", field("from", lambda n: n.lstrip("+"))),
    callbacks("callback-event-called-message", field("eventType", "message")),
    callbacks("callback-event-of-mms-sms", field("eventType", "sms")),
    callbacks("callback-event-missing", without("eventType")),
    callbacks("callback-time-with-milliseconds", field("time", lambda t: t.replace("Z", ".000Z"))),
    callbacks("callback-time-as-number", field("time", 1556712000000), method="POST"),
    callbacks("callback-time-of-the-event", receipt(field("time", "2019-05-02T12:00:01Z"))),
    callbacks("callback-state-in-capitals", field("state", str.upper)),
    callbacks("callback-state-delivered", receipt(field("state", "delivered"))),
    callbacks("callback-state-missing", without("state")),
    callbacks("callback-uri-relative", field("messageUri", lambda uri: urlsplit(uri).path)),
    callbacks("callback-uri-of-the-list", field("messageUri", lambda uri: uri.rpartition("/")[0])),
    callbacks("callback-uri-missing", without("messageUri")),
    callbacks("callback-uri-called-url", renamed(messageUri="messageUrl")),
    callbacks("callback-application-missing", without("applicationId")),
    callbacks("callback-application-of-outbound", outbound(more(applicationId="a-1"))),
    callbacks("callback-direction-in-words", field("direction", lambda d: f"{d}bound")),
    callbacks("callback-direction-missing", without("direction")),
    callbacks("callback-segments-missing", without("segmentCount")),
    callbacks("callback-segments-as-text", field("segmentCount", str), method="POST"),
    callbacks("callback-segments-first", moved_first("segmentCount")),
    callbacks("callback-tag-missing", without("tag")),
    callbacks("callback-tag-always", outbound(default(tag=""))),
    callbacks("callback-tag-cut-at-64", field("tag", lambda tag: tag[:64])),
    callbacks("callback-tag-trimmed", field("tag", str.strip)),
    callbacks("callback-text-cut-at-160", field("text", lambda said: said[:160])),
    callbacks("callback-text-missing-in-mms", only_if(
              lambda found: found.get("eventType") == "mms", without("text"))),
    callbacks("callback-media-missing", without("media")),
    callbacks("callback-media-as-text", field("media", ", ".join), method="POST"),
    callbacks("callback-media-empty-in-sms", default(media=[]), method="POST"),
    callbacks("callback-media-repeated", repeated_media, method="GET"),
    callbacks("callback-media-first-only", field("media", lambda urls: urls[:1]), method="POST"),
    callbacks("callback-delivery-code-missing", without("deliveryCode")),
    callbacks("callback-delivery-code-as-number", field("deliveryCode", int), method="POST"),
    callbacks("callback-delivery-description-missing", without("deliveryDescription")),
    callbacks("callback-delivery-state-missing", without("deliveryState")),
    callbacks("callback-delivery-state-unasked", outbound(default(deliveryState="waiting"))),
    callbacks("callback-delivery-error-of-2014", receipt(renamed(
              deliveryCode="errorcode", deliveryDescription="error"))),
    callbacks("callback-null-for-missing", default(tag=None), method="POST"),
    callbacks("callback-fields-sorted", fields(sorted_fields)),
    callbacks("callback-fields-in-order-of-the-page", moved_first("eventType")),
    callbacks("callback-query-lost", query(without_own_query), method="GET"),
    callbacks("callback-query-behind", query(own_query_last), method="GET"),
    callbacks("callback-query-plus-unescaped", target("%2B", "+"), method="GET"),
    callbacks("callback-query-blanks-as-percent", spaces_as_percent, method="GET"),
    callbacks("callback-query-colons-raw", target("%3A", ":"), method="GET"),
    callbacks("callback-query-in-latin-1", target(
              "%C3%(..)", lambda found: f"%{int(found[1], 16) + 64:02X}"), method="GET"),
)  # fmt: skip
