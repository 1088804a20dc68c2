"""The simulator: opening, finding and closing tenants, and keeping them apart."""

import re

import pytest

from builders import EVENTS_URL, LINE, PERSON, draft
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator, TenantExists, UnknownTenant


def test_a_tenant_is_given_credentials_in_the_shape_of_real_ones(simulator: Simulator) -> None:
    credentials = simulator.open_tenant().credentials

    assert re.fullmatch(r"u-[a-z2-7]{22}[aiqy]", credentials.user_id)
    assert re.fullmatch(r"t-[a-z2-7]{22}[aiqy]", credentials.token)
    assert re.fullmatch(r"[a-z2-7]+", credentials.secret)


def test_a_tenant_can_bring_its_own(simulator: Simulator) -> None:
    tenant = simulator.open_tenant("u-1", "t-1", "s3cret")

    assert simulator.tenant("u-1") is tenant
    assert simulator.authenticate("t-1", "s3cret") is tenant


def test_generated_credentials_are_the_same_in_every_run() -> None:
    runs = [[Simulator().open_tenant().credentials for _ in range(1)] for _ in range(2)]

    assert runs[0] == runs[1]


def test_generated_credentials_are_none_that_an_account_of_a_snapshot_has() -> None:
    before = Simulator()
    first, kept = before.open_tenant(), before.open_tenant()
    before.close_tenant(first.user_id)

    after = Simulator.from_setup(before.snapshot())

    assert after.open_tenant().user_id not in (first.user_id, kept.user_id)


def test_a_seed_gives_other_credentials_and_ids() -> None:
    one, two = Simulator(seed="one").open_tenant(), Simulator(seed="two").open_tenant()

    assert one.credentials != two.credentials
    assert one.phone_numbers.allocate(LINE).id != two.phone_numbers.allocate(LINE).id


def test_with_a_seed_a_tenant_does_not_depend_on_those_opened_before() -> None:
    alone, last = Simulator(), Simulator()
    last.open_tenant()
    last.open_tenant(seed="another test")
    tenants = [each.open_tenant(seed="test_it") for each in (alone, last)]

    assert tenants[0].credentials == tenants[1].credentials
    assert len({tenant.phone_numbers.allocate(LINE).id for tenant in tenants}) == 1


@pytest.mark.parametrize(
    ("token", "secret"), [("t-1", "wrong"), ("t-2", "s3cret"), ("", ""), ("s3cret", "t-1")]
)
def test_wrong_credentials_are_refused(simulator: Simulator, token: str, secret: str) -> None:
    simulator.open_tenant("u-1", "t-1", "s3cret")

    assert simulator.authenticate(token, secret) is None


@pytest.mark.parametrize(("user_id", "token"), [("u-1", "t-2"), ("u-2", "t-1")])
def test_a_user_id_and_a_token_belong_to_one_tenant(
    simulator: Simulator, user_id: str, token: str
) -> None:
    simulator.open_tenant("u-1", "t-1", "s")

    with pytest.raises(TenantExists, match=r"u-1|t-1"):
        simulator.open_tenant(user_id, token, "s")
    assert len(simulator.tenants()) == 1


def test_a_closed_tenant_is_forgotten(simulator: Simulator) -> None:
    tenant = simulator.open_tenant("u-1", "t-1", "s")

    simulator.close_tenant("u-1")

    assert not simulator.is_open(tenant)
    assert simulator.authenticate("t-1", "s") is None
    with pytest.raises(UnknownTenant, match='no tenant "u-1"; there is none; open one with POST'):
        simulator.tenant("u-1")
    with pytest.raises(UnknownTenant):
        simulator.close_tenant("u-1")
    assert not simulator.is_open(tenant)
    assert simulator.open_tenant("u-1", "t-1", "s") is not tenant


def test_the_owners_of_a_number_are_found(simulator: Simulator) -> None:
    first, second = simulator.open_tenant(), simulator.open_tenant()
    first.phone_numbers.allocate(LINE)
    assert simulator.owners(LINE) == [first]

    second.phone_numbers.allocate(LINE)
    assert simulator.owners(LINE) == [first, second]
    assert simulator.owners(PERSON) == []


def test_tenants_do_not_see_one_another(simulator: Simulator) -> None:
    mine, theirs = simulator.open_tenant(), simulator.open_tenant()
    for tenant in (mine, theirs):
        tenant.phone_numbers.allocate(LINE)
    theirs.faults.add(Fault("carrier", state="error"))

    sent = mine.messages.send(draft(callback_url=EVENTS_URL))
    mine.settle()
    mine.advance(60)

    assert mine.messages.get(sent.id).state == "sent"
    assert len(theirs.messages) == 0
    assert (len(theirs.journal), theirs.errors.find()) == (0, [])
    assert theirs.now_text == "2019-05-01T12:00:00Z"


def test_no_message_passes_from_tenant_to_tenant(simulator: Simulator) -> None:
    mine, theirs = simulator.open_tenant(), simulator.open_tenant()
    mine.phone_numbers.allocate(LINE)
    theirs.phone_numbers.allocate(PERSON)

    mine.messages.send(draft(to=PERSON))
    mine.settle()
    theirs.settle()

    assert theirs.messages.find() == []


def test_one_tenants_reset_leaves_the_others_alone(simulator: Simulator) -> None:
    mine, theirs = simulator.open_tenant(), simulator.open_tenant()
    theirs.phone_numbers.allocate(LINE)
    theirs.messages.send(draft())

    mine.reset()
    theirs.settle()

    assert theirs.messages.find()[0].state == "sent"


def test_rules_are_the_simulators_or_the_tenants_own() -> None:
    simulator = Simulator(rules=Rules.of("2018"))

    assert simulator.open_tenant().rules.profile.name == "2018"
    assert simulator.open_tenant(rules=Rules.of("2019")).rules.profile.name == "2019"


def test_the_default_profile_is_2019(simulator: Simulator) -> None:
    assert simulator.open_tenant().rules.profile.name == "2019"


def test_there_are_two_profiles() -> None:
    with pytest.raises(ValueError, match="no profile '2017'; choose one of 2018, 2019"):
        Rules.of("2017")  # type: ignore[arg-type]  # refused at run time, too


def test_there_are_two_clocks() -> None:
    with pytest.raises(ValueError, match="clock='sun'; choose one of virtual, wall"):
        Simulator(clock="sun")  # type: ignore[arg-type]  # refused at run time, too
