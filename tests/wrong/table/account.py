"""The account and its transactions."""

from wrong.changes import (
    field,
    ignoring,
    items,
    more,
    moved_first,
    no_header,
    renamed,
    text,
    without,
)  # fmt: skip
from wrong.instance import Wrong, answers, requests

ACCOUNT, CHARGES = "GET account 200", "GET account/transactions 200"


def unfiltered(name: str) -> Wrong:
    return requests(f"transactions-{name}-ignored", "GET account/transactions", ignoring(name))


ROWS = (
    answers("balance-as-number", ACCOUNT, field("balance", float)),
    answers("balance-in-cents", ACCOUNT, field("balance", lambda b: b[:-3])),
    answers("balance-with-currency", ACCOUNT, more(currency="USD")),
    answers("balance-after-type", ACCOUNT, moved_first("accountType")),
    answers("account-type-in-capitals", ACCOUNT, field("accountType", str.upper)),
    answers("account-type-without-dash", ACCOUNT, field("accountType", lambda t: t.replace(
            "-", ""))),
    answers("transactions-oldest-first", CHARGES, items(lambda found: found[::-1])),
    answers("transactions-amount-negative", CHARGES, field("amount", lambda a: f"-{a}")),
    answers("transactions-amount-as-number", CHARGES, field("amount", float)),
    answers("transactions-units-as-text", CHARGES, field("units", str)),
    answers("transactions-units-always-1", CHARGES, field("units", 1)),
    answers("transactions-type-in-capitals", CHARGES, field("type", str.upper)),
    answers("transactions-id-as-number", CHARGES, field("id", 1)),
    answers("transactions-id-without-prefix", CHARGES, field("id", lambda i: i.partition("-")[2])),
    answers("transactions-product-in-capitals", CHARGES, field("productType", lambda p: p.upper())),
    answers("transactions-product-missing", CHARGES, without("productType")),
    answers("transactions-number-missing", CHARGES, without("number")),
    answers("transactions-resource-missing", CHARGES, without("resourceId")),
    answers("transactions-resource-called-message", CHARGES, renamed(resourceId="messageId")),
    answers("transactions-time-first", CHARGES, moved_first("time")),
    answers("transactions-time-in-milliseconds", CHARGES, text(r'"time":"[^"]+"',
            '"time":1556712000000')),
    answers("transactions-unlinked", CHARGES, no_header("Link")),
    *map(unfiltered, ("maxItems", "type", "number", "fromDate", "toDate", "size", "page")),
)  # fmt: skip
