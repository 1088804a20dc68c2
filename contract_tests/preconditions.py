"""Preconditions of a recorded exchange: what it needs of a target, and what it costs."""

from collections.abc import Iterable, Iterator

from contract_tests.account import compact
from contract_tests.exchanges import Exchange
from contract_tests.live.spending import NOTHING, Spending, worst_case

# Lists that show all that an account has.
OF_A_NEW_ACCOUNT = {
    "account/transactions", "applications/list-middle-page", "media/list", "errors/list",
    "messages/list-first-page", "phone_numbers/list",
}  # fmt: skip
STEPS = {
    "fault": {"faults"},
    "received": {"inbound"},
    "ordered": {"numbers"},
    "error": {"accounts"},
    "imported": {"sending"},
    "sent": {"sending"},
}


def needs_of(exchange: Exchange, profile: str) -> set[str]:
    """The capabilities that a target must have."""
    found = {profile}
    for step in exchange.given:
        found |= STEPS.get(next(iter(step)), set())
    if exchange.callback:
        found.add("callbacks")
    if exchange.key in OF_A_NEW_ACCOUNT:
        found.add("accounts")
    if _cost_of_request(exchange).numbers:
        found.add("numbers")
    return found


def spends(exchange: Exchange) -> Spending:
    """The cost of an exchange that is answered as recorded."""
    cost = _sum(_cost_of_steps(exchange))
    response = exchange.response or {}
    if response.get("status") in (200, 201):
        cost = cost.plus(_cost_of_request(exchange))
    elif response.get("status") == 202:
        taken = sum(item["result"] == "accepted" for item in response["body"])
        cost = cost.plus(Spending(messages=taken))
    return cost


def risks(exchange: Exchange) -> Spending:
    """The further cost where nothing is refused."""
    whole = _sum(_cost_of_steps(exchange)).plus(_cost_of_request(exchange))
    return whole.minus(spends(exchange))


def _cost_of_steps(exchange: Exchange) -> Iterator[Spending]:
    for step in exchange.given:
        kind, body = next(iter(step.items()))
        if kind in ("sent", "received"):
            yield worst_case("POST", "/users/u/messages", compact(body))
        elif kind == "requested":
            yield _cost(body)


def _cost_of_request(exchange: Exchange) -> Spending:
    return _cost(exchange.request) if exchange.request else NOTHING


def _cost(request: object) -> Spending:
    assert isinstance(request, dict)
    body = request.get("body", "")
    content = body.encode() if isinstance(body, str) else compact(body)
    return worst_case(request["method"], request["path"].removeprefix("/v1"), content)


def _sum(costs: Iterable[Spending]) -> Spending:
    total = NOTHING
    for cost in costs:
        total = total.plus(cost)
    return total
