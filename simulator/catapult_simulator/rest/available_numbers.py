"""`/v1/availableNumbers`: searching, and ordering what was found. Not below a user.

All inputs are query parameters, for POST too; there they are also taken from a JSON or a form
body, where clients put them (observed: PHP, Python 1.x). Source: methods/availableNumbers/*.md.
"""

from collections.abc import Callable
from json import loads
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint

from catapult_simulator.core.available_number_rules import NumberQuery
from catapult_simulator.core.available_numbers import AvailableNumber
from catapult_simulator.core.catalogue import BAD_PARAMETERS
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.entrance import entrance
from catapult_simulator.rest.visit import Visit

routes = Blueprint("availableNumbers", __name__, url_prefix="/v1/availableNumbers")

_TEXTS = {
    "city": "city",
    "state": "state",
    "zip": "zip",
    "areaCode": "area_code",
    "localNumber": "local_number",
    "pattern": "pattern",
}


@routes.get("/local")
@entrance
def search_local(visit: Visit) -> Reply:
    found = visit.tenant.available_numbers.search_local(_query(visit.args))
    return json_reply(200, [show(number) for number in found])


@routes.get("/tollFree")
@entrance
def search_toll_free(visit: Visit) -> Reply:
    found = visit.tenant.available_numbers.search_toll_free(_query(visit.args))
    return json_reply(200, [show(number) for number in found])


@routes.post("/local")
@entrance
def order_local(visit: Visit) -> Reply:
    return _order(visit, visit.tenant.available_numbers.choose_local)


@routes.post("/tollFree")
@entrance
def order_toll_free(visit: Visit) -> Reply:
    return _order(visit, visit.tenant.available_numbers.choose_toll_free)


def show(number: AvailableNumber) -> dict[str, Any]:
    fields = {
        "number": number.number,
        "nationalNumber": number.national_number,
        "patternMatch": number.pattern_match,
        "city": number.city,
        "lata": number.lata,
        "rateCenter": number.rate_center,
        "state": number.state,
        "price": number.price,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _order(visit: Visit, choose: Callable[[NumberQuery], list[AvailableNumber]]) -> Reply:
    chosen = choose(_query(_body_args(visit) | visit.args))
    visit.tenant.phone_numbers.require_credit([found.number for found in chosen])
    return json_reply(201, [_ordered(visit, found) for found in chosen])


def _ordered(visit: Visit, found: AvailableNumber) -> dict[str, Any]:
    number = visit.tenant.phone_numbers.allocate(found.number)
    return {
        "number": found.number,
        "nationalNumber": found.national_number,
        "price": found.price,
        "location": visit.links.phone_number(number.id),
    }


def _query(args: dict[str, str]) -> NumberQuery:
    texts = {name: args[key] for key, name in _TEXTS.items() if key in args}
    return NumberQuery(
        **texts,
        in_local_calling_area=args.get("inLocalCallingArea", "").lower() == "true",
        quantity=_quantity(args.get("quantity")),
    )


def _quantity(written: str | None) -> int | None:
    if not written:
        return None
    digits = written.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise BAD_PARAMETERS.error()
    return int(written)


def _body_args(visit: Visit) -> dict[str, str]:
    """What a body says; one that is neither a form nor a JSON object says nothing."""
    text = visit.read().decode("utf-8", "replace")
    if not text.lstrip().startswith("{"):
        return {name: value for name, value in parse_qsl(text) if value}
    try:
        said = loads(text)
    except (ValueError, RecursionError):
        raise BAD_PARAMETERS.error() from None
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in said.items()
        if value is not None and not isinstance(value, dict | list)
    }
