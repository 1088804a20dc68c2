"""Rules that bound the logs of an account hold at once, and drop what is too much."""

from copy import copy
from pickle import dumps, loads

import pytest

from catapult_simulator.core.catalogue import USER_ERROR_NOT_FOUND
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant


def _fail(tenant: Tenant, *names: str) -> None:
    for name in names:
        tenant.record_error(USER_ERROR_NOT_FOUND.error(userErrorId=name))


def _named(tenant: Tenant) -> list[str]:
    return [error.details[0].value for error in tenant.errors.find()]


def _note(tenant: Tenant, *summaries: str) -> None:
    for summary in summaries:
        tenant.journal.record("control", summary, {})


def _summaries(tenant: Tenant) -> list[str]:
    return [entry.summary for entry in tenant.journal]


def test_a_smaller_journal_keeps_its_newest_entries(tenant: Tenant) -> None:
    _note(tenant, "a", "b", "c")

    tenant.rules = tenant.rules.but(journal_size=2)

    assert _summaries(tenant) == ["b", "c"]
    assert tenant.journal.missed(0) == 1
    _note(tenant, "d")
    assert _summaries(tenant) == ["c", "d"]


def test_a_larger_journal_keeps_what_it_has(tenant: Tenant) -> None:
    tenant.rules = tenant.rules.but(journal_size=1)
    _note(tenant, "a", "b")

    tenant.rules = tenant.rules.but(journal_size=3)
    _note(tenant, "c", "d", "e")

    assert _summaries(tenant) == ["c", "d", "e"]


@pytest.mark.parametrize(("kept", "expected"), [(0, []), (2, ["c", "b"]), (9, ["c", "b", "a"])])
def test_the_newest_errors_are_kept(tenant: Tenant, kept: int, expected: list[str]) -> None:
    _fail(tenant, "a", "b", "c")

    tenant.rules = tenant.rules.but(kept_errors=kept)

    assert _named(tenant) == expected
    _fail(tenant, "d")
    assert _named(tenant) == ["d", *expected][:kept]


def test_who_follows_the_journal_goes_on(tenant: Tenant) -> None:
    woken: list[int] = []
    tenant.journal.subscribe(lambda: woken.append(tenant.journal.next_number), 0)

    tenant.rules = tenant.rules.but(journal_size=1)
    _note(tenant, "a")

    assert woken == [2]


def test_a_snapshot_has_as_many_errors_as_the_rules_say(tenant: Tenant) -> None:
    _fail(tenant, "a", "b")
    tenant.rules = tenant.rules.but(kept_errors=1)

    copy = Simulator().apply_setup(tenant.snapshot())[0]

    assert _named(copy) == ["b"]
    assert copy.rules.kept_errors == 1


def test_a_rule_that_is_assigned_says_how_rules_are_changed(tenant: Tenant) -> None:
    with pytest.raises(AttributeError) as refused:
        tenant.rules.journal_size = 1  # type: ignore[misc]  # it is frozen

    sentence = "rules never change; write account.rules = account.rules.but(journal_size=1)"
    assert str(refused.value) == sentence
    assert copy(tenant.rules) == tenant.rules == loads(dumps(tenant.rules))
