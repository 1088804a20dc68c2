"""Setups of an account, and of a simulator: applied as a whole, and again after a reset."""

import re
from datetime import UTC, datetime
from unittest.mock import Mock

import pytest

from builders import APP_URL, LINE, PERSON, draft
from catapult_simulator.core import limits
from catapult_simulator.core.applications import Application
from catapult_simulator.core.callbacks import Callback
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.setups import snapshots
from catapult_simulator.core.setups.problems import SetupError, SnapshotTooLarge
from catapult_simulator.core.setups.setup import Setup
from catapult_simulator.core.simulator import Simulator, TenantExists
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.world import TenantClosed
from core.webhooks import Webhook

_SHOP = {"numbers": [f"{LINE}={APP_URL}"], "balance": 5}
_TWO = {"accounts": [{"userId": "u-1", "numbers": [LINE]}, {"userId": "u-2"}]}


def numbers_of(tenant: Tenant) -> list[str]:
    return [each.number for each in tenant.phone_numbers.find()]


def test_a_setup_replaces_what_the_account_had(tenant: Tenant) -> None:
    tenant.phone_numbers.allocate("+19195551213")

    tenant.apply_setup(_SHOP)

    assert numbers_of(tenant) == [LINE]


def test_the_credentials_of_the_account_stay(tenant: Tenant) -> None:
    credentials = tenant.credentials

    tenant.apply_setup({"userId": "u-9", "token": "t-9", "secret": "s", **_SHOP})

    assert tenant.credentials == credentials


def test_a_reset_returns_to_the_setup(tenant: Tenant) -> None:
    tenant.apply_setup(_SHOP)
    before = tenant.snapshot()
    tenant.receive_message(from_=PERSON, to=LINE, text="hi")
    tenant.phone_numbers.release(LINE)
    tenant.advance(60)

    tenant.reset()

    assert tenant.snapshot() == before


def test_a_reset_keeps_rules_that_the_setup_leaves_out(tenant: Tenant) -> None:
    tenant.apply_setup({"rules": {"receiptMs": 5}})
    tenant.rules = Rules.of("2018", receipt_ms=7)

    tenant.reset()

    assert tenant.rules == Rules.of("2018", receipt_ms=5)


def test_journal_entries_go_on_when_a_setup_is_applied(tenant: Tenant) -> None:
    tenant.advance(1)
    followed_to, woken = tenant.journal.last().number, []
    tenant.journal.subscribe(lambda: woken.append(1), followed_to)

    tenant.apply_setup(_SHOP)
    tenant.advance(1)

    assert woken == [1]
    assert [entry.kind for entry in tenant.journal.entries(after=followed_to)] == ["control"]


@pytest.mark.parametrize("setup", ["numers = 1", _TWO, {"accounts": []}])
def test_an_account_is_as_before_where_a_setup_is_refused(tenant: Tenant, setup: object) -> None:
    tenant.apply_setup(_SHOP)
    before = tenant.snapshot()

    with pytest.raises(SetupError):
        tenant.apply_setup(setup)  # type: ignore[arg-type]  # parametrized

    assert tenant.snapshot() == before


def test_an_account_is_as_before_where_the_simulator_has_no_room(
    tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant.apply_setup(_SHOP)
    before = tenant.snapshot()
    monkeypatch.setattr(limits, "MAX_MEDIA_BYTES", 3)

    with pytest.raises(CatapultError, match="3 bytes of media"):
        tenant.apply_setup({"media": [{"name": "a", "text": "1234"}]})

    assert tenant.snapshot() == before


def test_several_accounts_do_not_fit_into_one(tenant: Tenant) -> None:
    with pytest.raises(SetupError, match="mapping: accounts: declares 2 accounts; one account"):
        tenant.apply_setup(_TWO)


def test_an_app_may_apply_a_setup_from_within_a_webhook(shop: Tenant, webhook: Webhook) -> None:
    def react(_: Callback) -> None:
        shop.apply_setup({"numbers": ["+19195551213"]})

    webhook.react = react

    shop.receive_message(from_=PERSON, to=LINE, text="hi")

    assert numbers_of(shop) == ["+19195551213"]
    assert len(shop.journal) == 0


def test_a_resource_of_the_old_world_cannot_be_used(tenant: Tenant) -> None:
    old = tenant.applications
    tenant.apply_setup(_SHOP)

    with pytest.raises(TenantClosed):
        old.create("a", incoming_message_url=APP_URL)


def test_the_apps_clock_follows_to_where_a_setup_starts(tenant: Tenant) -> None:
    traveller = Mock()

    with tenant.frozen_with(traveller):
        tenant.apply_setup({"now": "2021-01-01T00:00:00Z"})

    traveller.move_to.assert_called_with(datetime(2021, 1, 1, tzinfo=UTC))
    assert tenant.now == datetime(2021, 1, 1, tzinfo=UTC)


def test_a_snapshot_is_that_of_one_moment(tenant: Tenant) -> None:
    tenant.apply_setup(_SHOP)
    snapshot = tenant.snapshot()

    tenant.messages.send(draft())

    assert snapshot.accounts[0]["messages"] == []
    assert len(tenant.snapshot().accounts[0]["messages"]) == 1


def test_more_than_a_setup_can_hold_is_refused(
    tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant.apply_setup(_SHOP)
    tenant.messages.send(draft())
    tenant.media.put("a", b"12345")

    monkeypatch.setattr(snapshots, "MAX_MESSAGES", 0)
    with pytest.raises(SnapshotTooLarge, match="the account has 1 messages; a setup has at most 0"):
        tenant.snapshot()
    monkeypatch.undo()
    monkeypatch.setattr(snapshots, "MAX_SETUP_BYTES", 6)
    with pytest.raises(SnapshotTooLarge, match="the media of the account have 5 bytes"):
        tenant.snapshot()


def test_a_deleted_application_leaves_its_number_without_one(tenant: Tenant) -> None:
    tenant.apply_setup(_SHOP)
    (application,) = tenant.applications.find()
    assert isinstance(application, Application)
    tenant.applications.delete(application.id)

    tenant.apply_setup(tenant.snapshot())

    assert tenant.phone_numbers.get(LINE).application_id is None


def test_a_simulator_opens_the_accounts_of_its_setup() -> None:
    simulator = Simulator.from_setup(_TWO, rules=Rules.of("2018"))

    assert [each.user_id for each in simulator.tenants()] == ["u-1", "u-2"]
    assert numbers_of(simulator.tenant("u-1")) == [LINE]
    assert simulator.tenant("u-2").rules.profile.name == "2018"


def test_an_account_without_credentials_has_the_same_in_every_run() -> None:
    first, second = (Simulator.from_setup({}).tenants()[0].credentials for _ in "ab")

    assert first == second


def test_an_account_that_is_open_starts_anew_from_its_setup(simulator: Simulator) -> None:
    tenant = simulator.open_tenant("u-1")
    tenant.phone_numbers.allocate("+19195551213")

    applied = simulator.apply_setup(_TWO)

    assert applied[0] is tenant
    assert numbers_of(tenant) == [LINE]


@pytest.mark.parametrize("last", [{"userId": "u-0", "token": "t-9"}, {"token": "t-0"}])
def test_a_simulator_is_as_before_where_an_account_is_refused(
    simulator: Simulator, last: dict[str, str]
) -> None:
    simulator.open_tenant("u-0", "t-0")

    with pytest.raises(TenantExists):
        simulator.apply_setup({"accounts": [{"userId": "u-1"}, last]})

    assert [each.user_id for each in simulator.tenants()] == ["u-0"]


def test_a_snapshot_of_a_closed_simulator_can_be_opened_elsewhere() -> None:
    setup = Simulator.from_setup(_TWO).tenant("u-1").snapshot()

    copy = Simulator.from_setup(Setup(str(setup))).tenant("u-1")

    assert copy.snapshot() == setup
    assert re.match(r'{\n "version": 1,\n "userId": "u-1",\n', str(setup))
