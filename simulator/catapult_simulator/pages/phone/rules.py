"""Rules of an account and its balance: each with its value, and a form that changes them."""

from typing import Any, Literal, NamedTuple

from marshmallow import fields, validate

from catapult_simulator.control.rules_schema import RULES
from catapult_simulator.control.schemas import TENANT_CHANGE
from catapult_simulator.control.tenants import change, render_rules
from catapult_simulator.core.account import DOLLAR
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone import same_accounts as same
from catapult_simulator.pages.phone.acts import done, given
from catapult_simulator.pages.phone.frame import frame
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import PageRequest
from catapult_simulator.web.response import Response

Kind = Literal["switch", "choice", "number", "secret"]

# The rules by their names in the control API, each with its words. Blank numbers: no limit.
GROUPS = {
    "Delays in ms": {
        "dequeueMs": "From accepted to sending",
        "carrierMs": "From sending to sent",
        "receiptMs": "From sent to the receipt",
    },
    "Limits": {
        "messagesPerSecond": "Messages a second, of the account",
        "messagesPerSecondAndNumber": "Messages a second, of each number",
        "queuesMessages": "Messages above the limit wait",
        "requestIntervalMs": "One request in … ms",
        "numberClasses": "The limits of July 2019 for numbers",
        "messageOn429": "A 429 has a message",
        "refuseWithoutCredit": "Refuse what the balance does not cover",
    },
    "Messages": {
        "mmsAllowed": "Pictures may be sent",
        "smil": "SMIL part among the media",
        "loopBack": "Messages to own numbers come in",
        "tollFreeOptOut": "STOP to a toll-free number blocks",
    },
    "Requests and answers": {
        "profile": "The API as it was in",
        "lenientContentType": "JSON in any content type",
        "numberShowsApplicationId": "Numbers show applicationId",
        "dashboardPassword": "Password of an import",
    },
    "Kept at most": {
        "keptErrors": "Errors",
        "journalSize": "Entries of the journal",
    },
}
_BY_KEY = {field.data_key or name: field for name, field in RULES.declared_fields.items()}


class Rule(NamedTuple):
    """A rule as a field of the form. A blank one without a limit is None."""

    name: str
    words: str
    kind: Kind
    value: str
    choices: tuple[str, ...] = ()
    hint: str = ""


def rules(
    request: PageRequest, tenant: Tenant, *, problem: str = "", status: int = 200
) -> Response:
    """Show the rules of an account."""
    values = render_rules(tenant.rules)
    typed = request.form if status == 422 else {}
    text = render(
        "rules.html",
        **frame(request, tenant, "about"),
        groups={
            title: [_rule(name, words, values, typed) for name, words in group.items()]
            for title, group in GROUPS.items()
        },
        balance=f"{tenant.account.balance / DOLLAR:.5f}",
        typed_balance=typed.get("balance", ""),
        problem=problem,
        same=same.change_rules(request.address, tenant),
    )
    return html_response(request.environ, text, status)


def change_rules(request: PageRequest, tenant: Tenant) -> Response:
    """Change the rules that a form has; the others stay as they are."""
    return done(request, tenant, "rules", rules, lambda: change(tenant, **_changes(request.form)))


def _rule(name: str, words: str, values: dict[str, Any], typed: dict[str, str]) -> Rule:
    field = _BY_KEY[name]
    value = typed.get(name, _as_text(values.get(name)))
    if name == "dashboardPassword":
        return Rule(name, words, "secret", "", hint="unchanged")
    if isinstance(field, fields.Boolean):
        return Rule(name, words, "switch", value)
    if choices := [each.choices for each in field.validators if isinstance(each, validate.OneOf)]:
        return Rule(name, words, "choice", value, tuple(choices[0]))
    return Rule(name, words, "number", value, hint="no limit" if field.allow_none else "")


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _changes(form: dict[str, str]) -> dict[str, Any]:
    """The changes by their Python names. Raises ValueError and ValidationError, which name the
    property and its value."""
    content = {name: _value(name, form) for name in _BY_KEY if name in form}
    if given(form, "dashboardPassword") is None:
        content.pop("dashboardPassword", None)
    if balance := given(form, "balance"):
        content["balance"] = _number("balance", balance)
    return TENANT_CHANGE.read(content)


def _value(name: str, form: dict[str, str]) -> str | float | None:
    field, written = _BY_KEY[name], given(form, name)
    if written is None and field.allow_none:
        return None
    if isinstance(field, fields.Integer | fields.Float):
        return _number(name, written or "", whole=isinstance(field, fields.Integer))
    return written or ""


def _number(name: str, written: str, *, whole: bool = False) -> float:
    try:
        return int(written) if whole else float(written)
    except ValueError:
        kind = "whole number" if whole else "number"
        raise ValueError(f"{name}: {written!r} is no {kind}") from None
