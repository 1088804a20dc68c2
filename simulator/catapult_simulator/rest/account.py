"""`/v1/users/{userId}/account` and its transactions. Source: methods/account/*.md."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint

from catapult_simulator.core import e164
from catapult_simulator.core.account import Transaction, TransactionFilter, in_dollars
from catapult_simulator.core.moments import wire_time
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.entrance import entrance
from catapult_simulator.rest.paging import part_reply
from catapult_simulator.rest.visit import Visit

routes = Blueprint("account", __name__, url_prefix="/v1/users/<user_id>/account")


@routes.get("")
@entrance
def get(visit: Visit) -> Reply:
    balance = in_dollars(visit.tenant.account.balance)
    return json_reply(200, {"balance": balance, "accountType": "pre-pay"})


@routes.get("/transactions")
@entrance
def transactions(visit: Visit) -> Reply:
    """Newest first. `maxItems` caps the total, `size` the page (assumed)."""
    page, size = visit.page()
    start = page * size
    stop = start + size + 1
    limit = visit.whole("maxItems", stop, lowest=0)
    found = visit.tenant.account.find(_wanted(visit.args), start=start, stop=min(stop, limit))
    return part_reply(visit, f"{visit.links.user}/account/transactions", found, show)


def show(transaction: Transaction) -> dict[str, Any]:
    fields = {
        "id": transaction.id,
        "time": wire_time(transaction.time_ms),
        "amount": amount(transaction.amount),
        "type": transaction.type,
        "units": transaction.units,
        "productType": transaction.product_type,
        "number": transaction.number,
        "resourceId": transaction.resource_id,
    }
    return {name: value for name, value in fields.items() if value is not None}


def amount(hundred_thousandths: int) -> str:
    """`0.005`, `0.60`: at least two decimals, no further zeros (samples of 2017)."""
    dollars, _, decimals = in_dollars(hundred_thousandths).partition(".")
    return f"{dollars}.{decimals[:2]}{decimals[2:].rstrip('0')}"


def _wanted(args: Mapping[str, str]) -> TransactionFilter:
    number = args.get("number")
    return TransactionFilter(
        type=args["type"].lower() if "type" in args else None,
        number=e164.normalize(number) if number else None,
        from_ms=Visit.moment(args, "fromDate"),
        to_ms=Visit.moment(args, "toDate"),
    )
