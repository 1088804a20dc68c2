"""`/v1/availableNumbers`: search numbers, or search and order them. Not below a user.

All inputs are query parameters. POST also reads them from a JSON or form body, where clients put
them (observed: PHP, Python 1.x). Source: methods/availableNumbers/*.md.
"""

from collections.abc import Callable
from json import loads
from urllib.parse import parse_qsl

from flask import Blueprint

from catapult_simulator.core.catalogue import BAD_PARAMETERS
from catapult_simulator.core.evidence import assumed, documented
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.numbers.available import AvailableNumber
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.numbers.queries import NumberQuery
from catapult_simulator.rest.v1.endpoint import endpoint
from catapult_simulator.web.parameters import Parameter, Parameters
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.resource import Field, ResourceView
from catapult_simulator.web.response import Response, json_response

routes = Blueprint("availableNumbers", __name__, url_prefix="/v1/availableNumbers")

_TEXTS = {
    "city": "city",
    "state": "state",
    "zip": "zip",
    "areaCode": "area_code",
    "localNumber": "local_number",
    "pattern": "pattern",
}
_SEARCH = documented("methods/availableNumbers/getAvailableNumbersLocal.md")
_SEARCH_TOLL_FREE = documented("methods/availableNumbers/getAvailableNumbersTollFree.md")
_ORDER = documented("methods/availableNumbers/postAvailableNumbersLocal.md")
_ORDER_TOLL_FREE = documented("methods/availableNumbers/postAvailableNumbersTollFree.md")
_REFUSED = documented(
    "errors.md; methods/availableNumbers/postAvailableNumbersLocal.md nevertheless lists it"
)
_UNSAID = assumed("assumption D38")


def _places(page: str) -> Parameters:
    """The place of local numbers: exactly one of state, ZIP code and area code."""
    return (
        Parameter("city", "string", page, "Needs `state`."),
        Parameter("state", "string", page, "Two letters."),
        Parameter("zip", "string", page, "Five digits."),
        Parameter("areaCode", "string", page, "Three digits."),
        Parameter("localNumber", "string", page, "The next 3 or 4 digits; needs `areaCode`."),
        Parameter("inLocalCallingArea", "boolean", page, "With `localNumber`: nearby ones, too."),
    )


def _search_options(page: str) -> Parameters:
    """The quantity and the digits of a search."""
    return (
        Parameter("quantity", "integer", page, "How many: 10, at most 5000."),
        Parameter(
            "pattern", "string", page, "`?` any digit, `*` any number of them, keypad letters."
        ),
    )


def _order_options(page: str, default: int, pattern: str) -> Parameters:
    """The quantity of an order. A pattern is a known parameter, and refused (errors.md)."""
    return (
        Parameter("quantity", "integer", page, f"How many to order: {default}, at most 10."),
        Parameter("pattern", "string", pattern, "Refused: an order takes none."),
    )


AVAILABLE_NUMBER = ResourceView[AvailableNumber](
    "AvailableNumber",
    _SEARCH,
    (
        Field("number", lambda n, _: n.number),
        Field("nationalNumber", lambda n, _: n.national_number),
        Field("patternMatch", lambda n, _: n.pattern_match),
        Field("city", lambda n, _: n.city),
        Field("lata", lambda n, _: n.lata),
        Field("rateCenter", lambda n, _: n.rate_center),
        Field("state", lambda n, _: n.state),
        Field("price", lambda n, _: n.price),
    ),
)
ORDERED_NUMBER = ResourceView[PhoneNumber](
    "OrderedNumber",
    _ORDER,
    (
        Field("number", lambda n, _: n.number),
        Field("nationalNumber", lambda n, _: e164.national(n.number)),
        Field("price", lambda n, _: n.price),
        Field("location", lambda n, context: context.links.phone_number(n.id), "uri"),
    ),
)


@routes.get("/local")
@endpoint(_SEARCH, (*_places(_SEARCH), *_search_options(_SEARCH)))
def search_local(request: ApiRequest) -> Response:
    """Search local numbers."""
    return _found(request, request.tenant.available_numbers.search_local(_query(request.args)))


@routes.get("/tollFree")
@endpoint(_SEARCH_TOLL_FREE, _search_options(_SEARCH_TOLL_FREE))
def search_toll_free(request: ApiRequest) -> Response:
    """Search toll-free numbers."""
    return _found(request, request.tenant.available_numbers.search_toll_free(_query(request.args)))


@routes.post("/local")
@endpoint(_ORDER, (*_places(_ORDER), *_order_options(_ORDER, 10, _REFUSED)))
def order_local(request: ApiRequest) -> Response:
    """Search local numbers and order what is found."""
    return _order(request, request.tenant.available_numbers.choose_local)


@routes.post("/tollFree")
@endpoint(_ORDER_TOLL_FREE, _order_options(_ORDER_TOLL_FREE, 1, _UNSAID))
def order_toll_free(request: ApiRequest) -> Response:
    """Search toll-free numbers and order what is found."""
    return _order(request, request.tenant.available_numbers.choose_toll_free)


def _found(request: ApiRequest, found: list[AvailableNumber]) -> Response:
    return json_response(
        200, [AVAILABLE_NUMBER.render(number, request.context) for number in found]
    )


def _order(request: ApiRequest, choose: Callable[[NumberQuery], list[AvailableNumber]]) -> Response:
    numbers = request.tenant.phone_numbers
    chosen = [found.number for found in choose(_query(_body_args(request) | request.args))]
    numbers.require_credit(chosen)
    ordered = [numbers.allocate(number) for number in chosen]
    return json_response(
        201, [ORDERED_NUMBER.render(number, request.context) for number in ordered]
    )


def _query(args: dict[str, str]) -> NumberQuery:
    texts = {name: args[key] for key, name in _TEXTS.items() if key in args}
    return NumberQuery(
        **texts,
        in_local_calling_area=args.get("inLocalCallingArea", "").lower() == "true",
        quantity=_quantity(args.get("quantity")),
    )


def _quantity(value: str | None) -> int | None:
    if not value:
        return None
    digits = value.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise BAD_PARAMETERS.error()
    return int(value)


def _body_args(request: ApiRequest) -> dict[str, str]:
    """The parameters in a form or a JSON object; none in any other body."""
    text = request.read().decode("utf-8", "replace")
    if not text.lstrip().startswith("{"):
        return {name: value for name, value in parse_qsl(text) if value}
    try:
        content = loads(text)
    except (ValueError, RecursionError):
        raise BAD_PARAMETERS.error() from None
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in content.items()
        if value is not None and not isinstance(value, dict | list)
    }
