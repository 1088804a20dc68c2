"""Rules of an account and its balance on the page."""

from dataclasses import replace

import pytest

from catapult_simulator.control.rules_schema import RULES
from catapult_simulator.core.account import DOLLAR
from catapult_simulator.core.rules import PROFILES, Rules
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone.rules import GROUPS
from pages.phone.visitor import Visitor


def test_each_rule_that_can_be_changed_has_its_words() -> None:
    names = {field.data_key or name for name, field in RULES.declared_fields.items()}

    assert sorted(name for group in GROUPS.values() for name in group) == sorted(names)


def test_rules_of_each_kind_are_changed_and_the_others_stay(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    form = {"dequeueMs": "5", "messagesPerSecond": "0.5", "loopBack": "false", "smil": "first"}
    page = visitor.send(f"{home}/rules", form | {"profile": "2018"})

    assert tenant.rules == Rules(
        PROFILES["2018"], dequeue_ms=5, messages_per_second=0.5, loop_back=False, smil="first"
    )
    assert page.fields(f"{home}/rules")["messagesPerSecond"] == "0.5"


def test_a_blank_limit_is_none_and_a_blank_password_stays(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    tenant.rules = Rules(request_interval_ms=10, dashboard_password="pw-1")

    page = visitor.send(f"{home}/rules", {"requestIntervalMs": " ", "dashboardPassword": ""})

    assert tenant.rules == Rules(dashboard_password="pw-1")
    assert "pw-1" not in page.html


def test_the_form_saves_what_it_shows(visitor: Visitor, tenant: Tenant, home: str) -> None:
    before = tenant.rules = replace(tenant.rules, receipt_ms=7, messages_per_second=2.0)
    shown = visitor.get(f"{home}/rules").fields(f"{home}/rules")

    visitor.send(f"{home}/rules", shown)

    assert shown["receiptMs"] == "7"
    assert tenant.rules == before
    assert not tenant.rules.refuse_without_credit


def test_a_balance_is_set_and_refuses_what_it_does_not_cover(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    page = visitor.send(f"{home}/rules", {"balance": "0.5"})

    assert tenant.account.balance == DOLLAR // 2
    assert tenant.rules.refuse_without_credit
    assert 'placeholder="0.50000"' in page.html


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"dequeueMs": ""}, "dequeueMs: '' is no whole number"),
        ({"dequeueMs": "<b>"}, "dequeueMs: '<b>' is no whole number"),
        ({"dequeueMs": "-1"}, "dequeueMs: -1 is not between 0 and"),
        ({"dequeueMs": "9" * 5000}, "dequeueMs: '999"),
        ({"messagesPerSecond": "nan"}, "messagesPerSecond: "),
        ({"smil": "middle"}, "smil: 'middle' is not one of last, first, none"),
        ({"loopBack": "perhaps"}, "loopBack: "),
        ({"balance": "much"}, "balance: 'much' is no number"),
        ({"balance": "1e99"}, "balance: "),
    ],
)
def test_a_value_that_a_rule_cannot_have_is_refused(
    visitor: Visitor, tenant: Tenant, home: str, form: dict[str, str], sentence: str
) -> None:
    before = tenant.rules

    page = visitor.post(f"{home}/rules", form | {"receiptMs": "123"})

    assert page.status == 422
    assert sentence in page.text
    assert tenant.rules == before
    assert page.fields(f"{home}/rules")["receiptMs"] == "123"
