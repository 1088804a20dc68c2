"""JSON as a whole: how it is written, and the forms of ids and times."""

import json
import re
from collections.abc import Callable

from wrong.changes import (
    Fields,
    Replacement,
    body,
    everywhere,
    header,
    items,
    target,
    text,
    written,
)  # fmt: skip
from wrong.instance import Change, answers, both_ways
from wrong.message import Message

ALL, FOUND = "* * *", "GET * 200"
PLACES = ("Location", "Link")
_ID = r"\b(m|n|a|ue)-([a-z2-7]{23})\b"
_TIME = r"\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)Z"


def _snake(name: str) -> str:
    return re.sub("[A-Z]+", lambda found: f"_{found[0].lower()}", name)


def _present(kind: str, *names: str, value: object = None) -> Change:
    """Objects with the field `kind` have these even where they have no value."""

    def change(found: Fields) -> Fields:
        absent = {name: value for name in names if name not in found}
        return found | absent if kind in found else found

    return everywhere(change)


def _answered(content: bytes) -> Change:
    """Instead of nothing."""

    def change(message: Message) -> Message:
        if message.body:
            return message
        return header("Content-Type", "application/json")(message).with_body(content)

    return change


def _id_of(answer: Message) -> bytes:
    return b'{"id":"%s"}' % (answer.get("Location") or "").rpartition("/")[2].encode()


def _understood(pattern: str, replacement: Replacement) -> Change:
    """In path and body of a request."""
    return lambda request: text(pattern, replacement)(target(pattern, replacement)(request))


def _is_json(message: Message) -> bool:
    return message.body[:1] in (b"{", b"[") and "json" in (message.get("Content-Type") or "")


def _raw(change: Callable[[bytes], bytes]) -> Change:
    """Of the bytes of JSON."""
    return lambda message: message.with_body(change(message.body)) if _is_json(message) else message


ROWS = (
    answers("json-with-spaces", ALL, written(separators=(", ", ": "))),
    answers("json-indented", FOUND, written(indent=2)),
    answers("json-escapes-unicode", ALL, written(ensure_ascii=True)),
    answers("json-escapes-slashes", ALL, text(r"(?<!\\)/", r"\\/")),
    answers("json-sorted", ALL, written(sort_keys=True)),
    answers("json-ends-with-a-newline", ALL, _raw(lambda content: content + b"\n")),
    answers("json-with-a-byte-order-mark", FOUND, _raw(lambda content: b"\xef\xbb\xbf" + content)),
    answers("json-in-latin-1", FOUND, _raw(lambda c: c.decode().encode("latin-1", "replace"))),
    answers("keys-in-snake-case", FOUND,
            everywhere(lambda found: {_snake(name): value for name, value in found.items()})),
    answers("numbers-as-text", FOUND, everywhere(lambda found: {
        name: str(value) if type(value) is int else value for name, value in found.items()})),
    answers("booleans-as-text", FOUND, everywhere(lambda found: {
        name: json.dumps(value) if isinstance(value, bool) else value
        for name, value in found.items()})),
    answers("empty-list-is-an-object", FOUND, body(lambda b: b"{}" if b == b"[]" else b)),
    answers("empty-list-is-204", FOUND, lambda m: m._replace(
        start="HTTP/1.1 204 No Content", body=b"").with_header("Content-Length", None)
        if m.body == b"[]" else m),
    answers("lists-in-an-envelope", FOUND, items(lambda found: {"items": found})),
    answers("created-returns-the-id", "POST * 201", lambda m: _answered(_id_of(m))(m)),
    answers("created-returns-braces", "POST * 201", _answered(b"{}")),
    answers("done-returns-braces", "P[OU]* * 200", _answered(b"{}")),
    answers("done-returns-null", "DELETE * 200", _answered(b"null")),
    answers("null-in-messages", FOUND, _present("messageId", "receiptRequested", "deliveryState")),
    answers("null-in-numbers", FOUND, _present("numberState", "application", "name")),
    answers("null-in-applications", FOUND, _present("autoAnswer", "incomingCallUrl")),
    answers("empty-text-in-messages", FOUND, _present("messageId", "callbackUrl", value="")),
    answers("times-with-milliseconds", ALL, text(_TIME, r"\1T\2.000Z")),
    answers("times-with-an-offset", ALL, text(_TIME, r"\1T\2+00:00")),
    answers("times-without-a-zone", ALL, text(_TIME, r"\1T\2")),
    answers("times-with-a-blank", ALL, text(_TIME, r"\1 \2")),
    answers("times-as-numbers", FOUND, text(f'"{_TIME}"', "1556712000000")),
    both_ways("ids-in-capitals", ALL, _understood(r"\b([mna]|ue)-([A-Z2-7]{23})\b",
              lambda m: m[0].lower()), text(_ID, lambda m: f"{m[1]}-{m[2].upper()}", *PLACES)),
    both_ways("ids-longer", ALL, _understood(r"\b([mna]|ue)-([a-z2-7]{23})00\b", r"\1-\2"),
              text(_ID, r"\1-\g<2>00", *PLACES)),
    both_ways("ids-with-an-underscore", ALL, _understood(r"\b([mna]|ue)_([a-z2-7]{23})\b",
              r"\1-\2"), text(_ID, r"\1_\2", *PLACES)),
)  # fmt: skip
