"""`/v1/users/{userId}/account` and its transactions. Source: methods/account/*.md."""

from flask import Blueprint

from catapult_simulator.core.account import (
    TYPES,
    Account,
    Transaction,
    TransactionFilter,
    in_dollars,
)
from catapult_simulator.core.evidence import documented
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.rest.v1.endpoint import endpoint
from catapult_simulator.web.paging import item_response, part_response
from catapult_simulator.web.parameters import Parameter, find_word, paging
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.resource import Field, ResourceView
from catapult_simulator.web.response import Response

routes = Blueprint("account", __name__, url_prefix="/v1/users/<user_id>/account")


ACCOUNT = ResourceView[Account](
    "Account",
    documented("methods/account/getAccount.md"),
    (
        Field("balance", lambda account, _: in_dollars(account.balance)),
        Field("accountType", lambda *_: "pre-pay", values=("pre-pay", "post-pay")),
    ),
)
_LIST = documented("methods/account/getAccountTransactions.md")
_NUMBER = documented("methods/account/getAccountTransactions.md; other spellings: assumption B30")
TRANSACTION_FILTERS = (
    Parameter("maxItems", "integer", _LIST, "The most in all (assumption E14)."),
    Parameter("fromDate", "string", _LIST, "Not older: `yyyy-MM-dd'T'HH:mm:ssZ`."),
    Parameter("toDate", "string", _LIST, "Not newer; either may lack its zone (assumption E23)."),
    Parameter("type", "string", _LIST, "Transactions of this type.", TYPES),
    Parameter("number", "string", _NUMBER, "Transactions of this number, however it is written."),
)
TRANSACTION = ResourceView[Transaction](
    "Transaction",
    _LIST,
    (
        Field("id", lambda t, _: t.id),
        Field("time", lambda t, _: wire_time(t.time_ms), "date-time"),
        Field("amount", lambda t, _: amount(t.amount)),
        Field("type", lambda t, _: t.type, values=TYPES),
        Field("units", lambda t, _: t.units, "integer"),
        Field("productType", lambda t, _: t.product_type),
        Field("number", lambda t, _: t.number),
        Field("resourceId", lambda t, _: t.resource_id),
    ),
)


@routes.get("")
@endpoint(documented("methods/account/getAccount.md"))
def get(request: ApiRequest) -> Response:
    """Show the balance."""
    return item_response(request, request.tenant.account, ACCOUNT)


@routes.get("/transactions")
@endpoint(_LIST, (*TRANSACTION_FILTERS, *paging(_LIST)))
def transactions(request: ApiRequest) -> Response:
    """List transactions, newest first. `maxItems` caps the total (assumption E14)."""
    page, size = request.page()
    start = page * size
    stop = start + size + 1
    limit = request.integer("maxItems", stop, minimum=0)
    found = request.tenant.account.find(_filter(request), start=start, stop=min(stop, limit))
    return part_response(request, f"{request.links.user}/account/transactions", found, TRANSACTION)


def amount(hundred_thousandths: int) -> str:
    """`0.005`, `0.60`: at least two decimals, no further zeros (samples of 2017)."""
    dollars, _, decimals = in_dollars(hundred_thousandths).partition(".")
    return f"{dollars}.{decimals[:2]}{decimals[2:].rstrip('0')}"


def _filter(request: ApiRequest) -> TransactionFilter:
    type_, number = request.args.get("type"), request.args.get("number")
    return TransactionFilter(
        # An unknown type is kept: no transaction has it (assumption E16).
        type=find_word(type_, TYPES) or type_ if type_ else None,
        number=e164.normalize(number) if number else None,
        from_ms=request.time_ms("fromDate"),
        to_ms=request.time_ms("toDate"),
    )
