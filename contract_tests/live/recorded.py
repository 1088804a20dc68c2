"""One exchange in the form of `fixtures/`: its request, its response, its step for others."""

import json
from typing import Any

from contract_tests.account import compact
from contract_tests.live.exchange import Answered, Asked
from contract_tests.live.ids import Ids
from contract_tests.replay import COMPARED

Step = dict[str, Any]

NOT_SENT = {
    "user-agent", "accept-encoding", "connection", "content-length", "authorization",
    "transfer-encoding",
}  # fmt: skip
KINDS = {"applications": "application", "messages": "sent", "phoneNumbers": "ordered"}  # of steps
SHAPES = {
    "availableNumbers": [
        "number", "nationalNumber", "patternMatch", "city", "lata", "rateCenter", "state", "price",
    ],
    "phoneNumbers": ["city", "state", "price", "name", "created", "updated"],
    "account": ["balance"],
}  # fmt: skip


def request_of(exchange: Answered) -> Step:
    """The `request` of a fixture."""
    asked = exchange.asked
    request: Step = {"method": asked.method, "path": f"/v1{asked.path}"}
    headers = {name: value for name, value in asked.headers.items() if _kept(name, value)}
    if asked.caller == "wrong secret":
        request["secret"] = "wrong"
    elif asked.caller == "another":
        request["token"] = "wrong"
    elif asked.caller == "nobody":
        request["anonymous"] = True
    if headers:
        request["headers"] = headers
    if asked.body:
        request["body"] = written(asked.body)
    return request


def response_of(exchange: Answered) -> Step:
    """The `response` of a fixture: the headers that a replay compares."""
    headers = {name.lower(): value for name, value in exchange.headers.items()}
    kept = {name: headers[name] for name in COMPARED if name in headers}
    whole: Step = {"status": exchange.status, "headers": kept}
    if exchange.body:
        whole["body"] = written(exchange.body)
    return whole


def step_of(exchange: Answered) -> Step | None:
    """The step that brings about for other exchanges what this one did; None if nothing."""
    asked = exchange.asked
    if asked.method in ("GET", "HEAD") or exchange.status >= 300 or asked.caller != "account":
        return None
    made = id_made_by(exchange)
    if made and not _has_own_headers(asked):
        body = written(asked.body)
        if isinstance(body, dict) and (kind := KINDS.get(asked.family)):
            return {kind: body, "id": made}
    return {"requested": request_of(exchange)}


def id_made_by(exchange: Answered) -> str:
    """The id of the resource that a POST has made, or an empty text."""
    if exchange.asked.method != "POST" or exchange.status != 201:
        return ""
    return exchange.place


def shapes_of(exchange: Answered) -> list[str]:
    """The properties whose values differ from account to account, or with the time."""
    names = list(SHAPES.get(exchange.asked.family, ()))
    if exchange.asked.family == "messages" and b'"state":"sending"' in exchange.body:
        names.append("state")
    return names if exchange.status in (200, 201) else []


def why_not(exchange: Answered, ids: Ids) -> str:
    """Why an exchange cannot be replayed on a new account, or an empty text."""
    asked = exchange.asked
    if asked.raw:
        return "Not replayed: no HTTP library sends such a request."
    if exchange.status == 429 or exchange.status >= 500:
        return "Not replayed: a limit, or an error of the service, says nothing."
    if not (_is_text(asked.body) and _is_text(exchange.body)):
        return "Not replayed: its bytes are no text."
    if asked.caller == "another" and exchange.status != 401:
        return "Not replayed: its credentials are no others."
    if unknown := ids.unknown(f"{asked.path} {_shown(exchange)}"):
        return f"Not replayed: no step makes {unknown[0]}."
    if exchange.status == 200 and asked.family in ("account", "errors") and _is_list(exchange):
        return "Not replayed: it shows the history of the account."
    if exchange.status == 200 and _depends_on_others(exchange):
        return "Not replayed: the account had more of them."
    if b'"deliveryState":"waiting"' in exchange.body and b'"state":"sent"' in exchange.body:
        return "Not replayed: the receipt was still to come."
    return ""


def _depends_on_others(exchange: Answered) -> bool:
    if 'rel="next"' in exchange.header("link"):
        return True
    return _is_list(exchange) and exchange.asked.family in ("media", "phoneNumbers")


def _shown(exchange: Answered) -> str:
    """The body, unless it is that of a creation, whose new ids are its own."""
    return "" if exchange.status in (201, 202) else exchange.body.decode("utf-8", "replace")


def _is_list(exchange: Answered) -> bool:
    return isinstance(exchange.json, list)


def _has_own_headers(asked: Asked) -> bool:
    plain = {"content-type": "application/json", "accept": "*/*"}
    kept = {name.lower(): value for name, value in asked.headers.items() if _kept(name, value)}
    return any(plain.get(name) != value for name, value in kept.items())


def _kept(name: str, value: str) -> bool:
    return name.lower() not in NOT_SENT and (name.lower(), value) != ("accept", "*/*")


def written(body: bytes) -> Any:
    """JSON where a replay sends the same bytes, else the text."""
    text = body.decode("utf-8", "replace")
    try:
        parsed = json.loads(text)
        same = isinstance(parsed, dict | list) and compact(parsed) == body
    except (ValueError, RecursionError):  # no JSON, or half of a letter
        return text
    return parsed if same else text


def _is_text(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except ValueError:
        return False
    return True
