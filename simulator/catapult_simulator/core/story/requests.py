"""Requests of a story: their paths, and of a refused one the API's code, sentence and details."""

import json
from collections.abc import Iterator, Mapping, Sequence

from catapult_simulator.core.journal import Detail
from catapult_simulator.core.story.wording import answered, cut, folded

# Details that repeat the request itself.
_OF_THE_REQUEST = ("requestMethod", "remoteAddress", "requestPath")
_ITEMS = 5  # refused ones of a list that are told
_BODY = 160  # characters
_NOT_JSON = "the API takes JSON only, with Content-Type: application/json"


def short_path(path: str, user_id: str) -> str:
    """`/v1/users/u-mine/messages` as `/messages`. Paths of other accounts stay as they are."""
    short = path.removeprefix(f"/v1/users/{user_id}")
    return short if short.startswith("/") else path


def refusals(detail: Detail, user_id: str, indent: str) -> tuple[str, ...]:
    """The error that answered a request, and its body; of a list, the errors of its items."""
    answer = detail.get("answer", "")
    if detail["status"] < 400:
        told = _first([*_items(_parsed(answer), user_id)])
        return tuple(line for each in told for line in folded(each, indent))
    body = detail.get("body")
    sent = folded(f"its body was {cut(body, _BODY)}", indent) if body else ()
    advice = folded(_NOT_JSON, indent) if detail["status"] == 415 else ()
    return folded(_refusal(answer, user_id), indent) + sent + advice


def _refusal(answer: str, user_id: str) -> str:
    error = _parsed(answer)
    if isinstance(error, Mapping) and "code" in error:
        return _sentence(error, user_id)
    return f"it was answered {answered(answer)}" if answer else "it was answered without a body"


def _items(answer: object, user_id: str) -> Iterator[str]:
    for position, item in enumerate(answer if isinstance(answer, list) else ()):
        error = item.get("error") if isinstance(item, Mapping) else None
        if isinstance(error, Mapping) and "code" in error:
            yield f"item {position}: {_sentence(error, user_id)}"


def _sentence(error: Mapping[str, object], user_id: str) -> str:
    """`code: sentence (name value, …)`."""
    sentence = f"{error['code']}: {error.get('message') or '(no sentence)'}"
    details = ", ".join(_details(error.get("details"), user_id))
    return cut(f"{sentence} ({details})" if details else sentence)


def _details(details: object, user_id: str) -> Iterator[str]:
    for each in details if isinstance(details, list) else ():
        name, value = each.get("name"), each.get("value")
        if name not in _OF_THE_REQUEST and value != user_id:
            yield f"{name} {value}"


def _parsed(answer: str) -> object:
    try:
        return json.loads(answer)
    except (ValueError, RecursionError):
        return None


def _first(sentences: Sequence[str]) -> Sequence[str]:
    left = len(sentences) - _ITEMS
    return sentences if left <= 1 else [*sentences[:_ITEMS], f"and {left} more items"]
