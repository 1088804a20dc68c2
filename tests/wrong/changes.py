"""Changes of a message: of its head, of its JSON, or of the fields of a callback by GET."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from wrong.instance import Change
from wrong.message import Message

Json = Any  # what json.loads gives
Fields = dict[str, Json]
Value = Json | Callable[[Json], Json]
Replacement = str | Callable[[re.Match[str]], str]


def status(code: int, reason: str) -> Change:
    return lambda message: message._replace(start=f"HTTP/1.1 {code} {reason}")


def start(pattern: str, replacement: Replacement) -> Change:
    """Of the request line, or of that with the status."""
    return lambda message: message._replace(start=re.sub(pattern, replacement, message.start))


def header(name: str, value: str | Callable[[str], str] | None) -> Change:
    """Set or remove it; with a function: change it where it is."""

    def change(message: Message) -> Message:
        if not callable(value):
            return message.with_header(name, value)
        before = message.get(name)
        return message if before is None else message.with_header(name, value(before))

    return change


def no_header(name: str) -> Change:
    return header(name, None)


def in_header(name: str, pattern: str, replacement: Replacement) -> Change:
    return header(name, lambda value: re.sub(pattern, replacement, value))


def body(change: Callable[[bytes], bytes]) -> Change:
    return lambda message: message.with_body(change(message.body))


def text(pattern: str, replacement: Replacement, *headers: str) -> Change:
    """Of a body in JSON, and of these headers."""

    def change(message: Message) -> Message:
        if _is_json(message):
            found = re.sub(pattern, replacement, message.body.decode("utf-8", "surrogateescape"))
            message = message.with_body(found.encode("utf-8", "surrogateescape"))
        for name in headers:
            message = in_header(name, pattern, replacement)(message)
        return message

    return change


def target(pattern: str, replacement: Replacement) -> Change:
    """Of the path and query of a request."""
    return lambda message: message.with_target(re.sub(pattern, replacement, message.target))


def query(change: Callable[[Fields], Fields]) -> Change:
    """Of the parameters."""

    def changed(message: Message) -> Message:
        parts = urlsplit(message.target)
        before = dict(parse_qsl(parts.query, keep_blank_values=True))
        after = change(before)
        if list(after.items()) == list(before.items()):
            return message
        return message.with_target(urlunsplit(parts._replace(query=urlencode(after))))

    return changed


def ignoring(*names: str) -> Change:
    """Parameters of the query, or properties of the body, that the API does not know."""
    drop = _without(names)
    return lambda message: query(drop)(fields(drop)(message))


def document(change: Callable[[Json], Json]) -> Change:
    """Of the whole JSON."""

    def changed(message: Message) -> Message:
        before = parsed(message)
        if before is None:
            return message
        after = change(before)
        return message if _same(before, after) else message.with_body(compact(after))

    return changed


def written(**options: Json) -> Change:
    """JSON as `json.dumps` writes it with these options."""
    plain: Json = {"ensure_ascii": False, "separators": (",", ":")}
    return document(lambda value: _Written(json.dumps(value, **(plain | options))))


def fields(change: Callable[[Fields], Fields]) -> Change:
    """Of the object, or of each in the list; of the query of a callback by GET."""
    of_json = document(lambda value: _each(value, change))
    of_query = query(change)
    return lambda message: (
        of_query(message)
        if message.start.startswith("GET ") and not _is_json(message)
        else of_json(message)
    )


def everywhere(change: Callable[[Fields], Fields]) -> Change:
    """Of each object, at any depth."""

    def deep(value: Json) -> Json:
        if isinstance(value, list):
            return [deep(item) for item in value]
        if isinstance(value, dict):
            return change({name: deep(item) for name, item in value.items()})
        return value

    return document(deep)


def items(change: Callable[[list[Json]], Json]) -> Change:
    """Of a list."""
    return document(lambda value: change(value) if isinstance(value, list) else value)


def field(name: str, value: Value) -> Change:
    """Where there is such a field."""
    return fields(
        lambda found: {
            key: (value(old) if callable(value) else value) if key == name else old
            for key, old in found.items()
        }
    )


def more(**values: Json) -> Change:
    """Fields at the end."""
    return fields(lambda found: found | values)


def default(**values: Json) -> Change:
    """Fields at the end, where they are missing."""
    return fields(lambda found: found | {k: v for k, v in values.items() if k not in found})


def without(*names: str) -> Change:
    return fields(_without(names))


def renamed(**names: str) -> Change:
    """`renamed(messageId="id")`."""
    return fields(lambda found: {names.get(key, key): value for key, value in found.items()})


def swapped(one: str, two: str) -> Change:
    """The values of two fields."""
    return fields(
        lambda found: (
            found | {one: found[two], two: found[one]} if {one, two} <= found.keys() else found
        )
    )


def moved_first(name: str) -> Change:
    return fields(lambda found: {name: found[name]} | found if name in found else found)


def only_if(condition: Callable[[Fields], bool], change: Change) -> Change:
    """Messages whose object, or query, is so."""
    return lambda message: change(message) if condition(fields_of(message)) else message


def fields_of(message: Message) -> Fields:
    """Fields of the object in the body, else of the query; none of a list."""
    found = parsed(message)
    if found is not None or not message.is_request:
        return found if isinstance(found, dict) else {}
    return dict(parse_qsl(urlsplit(message.target).query, keep_blank_values=True))


def parsed(message: Message) -> Json:
    """The value of its JSON; None where there is none that can be read."""
    try:
        return json.loads(message.body) if _is_json(message) else None
    except (ValueError, RecursionError):
        return None


def details(change: Callable[[Json], Json]) -> Change:
    """Of an error's details."""
    return field("details", change)


def detail(name: str, change: Callable[[str], Json]) -> Change:
    """The value of one detail."""
    return details(
        lambda found: [
            item | {"value": change(item["value"])} if item["name"] == name else item
            for item in found
        ]
    )


def compact(value: Json) -> bytes:
    """JSON as the API writes it."""
    if isinstance(value, _Written):
        return value.encode("utf-8", "surrogateescape")
    written = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return written.encode("utf-8", "surrogateescape")


class _Written(str):
    """JSON that is written already."""


def _same(before: Json, after: Json) -> bool:
    return not isinstance(after, _Written) and compact(before) == compact(after)


def _is_json(message: Message) -> bool:
    return "json" in (message.get("Content-Type") or "")


def _each(value: Json, change: Callable[[Fields], Fields]) -> Json:
    if isinstance(value, dict):
        return change(value)
    if isinstance(value, list):
        return [change(item) if isinstance(item, dict) else item for item in value]
    return value


def _without(names: tuple[str, ...]) -> Callable[[Fields], Fields]:
    return lambda found: {key: value for key, value in found.items() if key not in names}
