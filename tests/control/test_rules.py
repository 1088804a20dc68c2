"""Rules over the control API: each of `Rules` is shown and changed, within its bounds."""

from dataclasses import fields
from typing import Any

import pytest

from catapult_simulator.control.rules_schema import RULES
from catapult_simulator.core.property_names import camel
from catapult_simulator.core.rules import CHOICES, RATES, WHOLE, RuleChanges, Rules
from catapult_simulator.core.setups.account_keys import RULES as RULES_OF_SETUPS
from catapult_simulator.core.tenant import Tenant
from control.calls import Control

NAMES = [rule.name for rule in fields(Rules)]
CHANGES: dict[str, Any] = {
    "profile": "2018",
    "dequeueMs": 1,
    "carrierMs": 2,
    "receiptMs": 3,
    "mmsAllowed": False,
    "dashboardPassword": "pw-1",
    "lenientContentType": True,
    "tollFreeOptOut": False,
    "loopBack": False,
    "numberShowsApplicationId": False,
    "smil": "none",
    "refuseWithoutCredit": True,
    "messagesPerSecond": 0.5,
    "messagesPerSecondAndNumber": 0.25,
    "queuesMessages": True,
    "requestIntervalMs": 4,
    "numberClasses": True,
    "messageOn429": True,
    "keptErrors": 5,
    "journalSize": 6,
}
BOUNDS = [(name, bound) for name, bounds in (WHOLE | RATES).items() for bound in bounds]
BEYOND = [
    *((name, low - 1) for name, (low, _) in (WHOLE | RATES).items()),
    *((name, high + 1) for name, (_, high) in (WHOLE | RATES).items()),
]


def test_each_form_names_each_rule() -> None:
    properties = [*map(camel, NAMES)]

    assert [field.data_key for field in RULES.declared_fields.values()] == properties
    assert [*RULES_OF_SETUPS.keys] == properties
    assert {*RuleChanges.__annotations__} == {*NAMES}
    assert [*CHANGES] == properties


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_is_changed_and_shown(name: str, control: Control, tenant: Tenant) -> None:
    key, usual = camel(name), getattr(tenant.rules, name)

    changed = control("PATCH", "", {key: CHANGES[camel(name)]})

    now = tenant.rules.profile.name if name == "profile" else getattr(tenant.rules, name)
    assert now == CHANGES[key] != usual
    assert changed.json["rules"].get(key) == (None if name == "dashboard_password" else now)
    assert control("GET", "").json["rules"] == changed.json["rules"]
    assert tenant.rules.but(**{name: usual}) == Rules()


@pytest.mark.parametrize(("name", "bound"), BOUNDS)
def test_a_rule_may_be_as_low_and_as_high_as_here(
    name: str, bound: float, control: Control, tenant: Tenant
) -> None:
    assert control("PATCH", "", {camel(name): bound}).status == 200
    assert getattr(tenant.rules, name) == bound


@pytest.mark.parametrize(("name", "value"), [*BEYOND, *dict.fromkeys(CHOICES, "2020").items()])
def test_a_rule_beyond_its_bounds_is_refused(
    name: str, value: object, control: Control, tenant: Tenant
) -> None:
    answer = control("PATCH", "", {camel(name): value})

    assert (answer.status, answer.code) == (400, "bad-request")
    assert f"{camel(name)}: {value}" in answer.message.replace("'", "")
    assert tenant.rules == Rules()


@pytest.mark.parametrize("rule", fields(Rules), ids=NAMES)
def test_null_is_only_for_what_may_be_none(rule: Any, control: Control) -> None:
    answer = control("PATCH", "", {camel(rule.name): None})

    assert answer.status == (200 if rule.default is None else 400)


def test_a_smaller_journal_drops_its_oldest_entries(control: Control, tenant: Tenant) -> None:
    tenant.journal.record("fault", "a", {})
    tenant.journal.record("fault", "b", {})

    control("PATCH", "", {"journalSize": 1})

    assert len(tenant.journal) == 1
    assert control("GET", "/journal").json["entries"][0]["number"] > 1
