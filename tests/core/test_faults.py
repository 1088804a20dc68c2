"""Faults: what they match, and how often they happen."""

from typing import Any

import pytest

from catapult_simulator.core.catalogue import by_code
from catapult_simulator.core.fault_effects import CONDITIONS, EFFECTS, PLACES, Place
from catapult_simulator.core.fault_list import Faults, TooManyFaults, UnknownFault
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.journal import Journal
from catapult_simulator.core.limits import MAX_FAULTS

FACTS: dict[str, str | None] = {
    "method": "POST", "path": "users/u-1/messages", "to": "+19195550001", "from": "+19195551212",
    "tag": "t",
}  # fmt: skip


@pytest.fixture
def journal() -> Journal:
    return Journal(lambda: 0)


@pytest.fixture
def faults(journal: Journal) -> Faults:
    return Faults(journal)


@pytest.mark.parametrize(
    ("conditions", "matches"),
    [
        pytest.param({}, True, id="no condition"),
        pytest.param({"method": "POST"}, True, id="method"),
        pytest.param({"method": "GET"}, False, id="another method"),
        pytest.param({"path": "messages"}, True, id="the end of the path"),
        pytest.param({"path": "users"}, False, id="its beginning"),
        pytest.param({"to": "+19195550001"}, True, id="to"),
        pytest.param({"to": "+19195550002"}, False, id="another to"),
        pytest.param({"from_": "+19195551212"}, True, id="from"),
        pytest.param({"from_": "+1"}, False, id="another from"),
        pytest.param({"tag": "t"}, True, id="tag"),
        pytest.param({"to": "(919) 555-0001"}, True, id="to in another notation"),
        pytest.param({"tag": "u"}, False, id="another tag"),
        pytest.param({"to": "+19195550001", "tag": "u"}, False, id="one of two"),
    ],
)
def test_a_fault_happens_where_all_its_conditions_hold(
    faults: Faults, conditions: dict[str, Any], matches: bool
) -> None:
    fault = faults.add(Fault("rest", delay_ms=1, **conditions))

    assert faults.take("rest", FACTS) == (fault if matches else None)


def test_a_trailing_slash_of_the_path_does_not_matter() -> None:
    assert Fault("rest", path="messages/", delay_ms=1).matches({"path": "users/u-1/messages/"})


def test_a_fault_happens_at_its_own_place_only(faults: Faults) -> None:
    faults.add(Fault("carrier", silent=True))

    assert faults.take("rest", FACTS) is None
    assert faults.take("callback", FACTS) is None
    assert faults.take("carrier", FACTS) is not None


def test_a_fault_with_times_happens_that_often(faults: Faults) -> None:
    faults.add(Fault("rest", delay_ms=1, times=2))

    happened = [faults.take("rest", FACTS) is not None for _ in range(4)]

    assert happened == [True, True, False, False]
    assert not faults.any_at("rest")


def test_a_fault_without_times_happens_until_it_is_cleared(faults: Faults) -> None:
    faults.add(Fault("rest", delay_ms=1))

    assert all(faults.take("rest", FACTS) for _ in range(10))
    faults.clear()
    assert faults.take("rest", FACTS) is None


def test_of_two_faults_the_older_one_happens_first(faults: Faults) -> None:
    faults.add(Fault("carrier", delivery_code=770, times=1))
    faults.add(Fault("carrier", delivery_code=600))

    taken = [faults.take("carrier", FACTS) for _ in range(2)]

    assert [fault.delivery_code for fault in taken if fault] == [770, 600]


def test_an_added_fault_has_an_id_of_its_own(faults: Faults) -> None:
    ids = [faults.add(Fault("callback", outcome="lost")).id for _ in range(3)]

    assert ids == ["f-1", "f-2", "f-3"]
    assert [fault.id for fault in faults.all()] == ids


def test_one_fault_is_removed_alone(faults: Faults) -> None:
    first, second = (faults.add(Fault("callback", outcome="lost")) for _ in range(2))

    faults.remove(first.id)

    assert faults.all() == [second]
    assert faults.take("callback", FACTS) == second
    with pytest.raises(UnknownFault, match='no fault "f-1"; there are: f-2'):
        faults.remove(first.id)


def test_a_fault_counts_how_often_it_has_struck(faults: Faults) -> None:
    fault = faults.add(Fault("rest", delay_ms=1, times=2))

    counts = []
    for _ in range(4):
        faults.take("rest", FACTS)
        counts.append((faults.get(fault.id).struck, faults.get(fault.id).used_up))

    assert counts == [(1, False), (2, True), (2, True), (2, True)]


def test_a_fault_that_strikes_is_recorded_with_its_id_and_effect(
    faults: Faults, journal: Journal
) -> None:
    faults.add(Fault("carrier", delivery_code=0, delay_ms=50))

    faults.take("carrier", FACTS)

    entry = journal.last("fault")
    assert entry.summary == (
        "f-1 at carrier: delivery code 0, delay of 50 ms: +19195551212 +19195550001"
    )
    assert entry.detail == {
        "faultId": "f-1", "at": "carrier", "effect": "delivery code 0, delay of 50 ms",
        "to": "+19195550001", "from": "+19195551212", "tag": "t",
    }  # fmt: skip


def test_the_record_of_a_fault_has_no_credentials(faults: Faults, journal: Journal) -> None:
    faults.add(Fault("callback", outcome="lost"))

    faults.take("callback", FACTS | {"path": "http://bob:s3cret@app.test/sms"})

    assert journal.last().summary == "f-1 at callback: callback lost: http://app.test/sms"
    assert journal.last().detail["path"] == "http://app.test/sms"


def test_a_used_up_fault_makes_room_for_another(faults: Faults) -> None:
    faults.add(Fault("rest", delay_ms=1, times=1))
    faults.take("rest", FACTS)
    for _ in range(MAX_FAULTS):
        faults.add(Fault("callback", outcome="lost"))

    assert [len(faults.all()), faults.all()[0].id] == [MAX_FAULTS, "f-2"]


def test_more_faults_than_a_tenant_may_have_are_refused(faults: Faults) -> None:
    for _ in range(MAX_FAULTS):
        faults.add(Fault("callback", outcome="lost"))

    with pytest.raises(TooManyFaults, match="1000 faults are set; remove some"):
        faults.add(Fault("rest", delay_ms=1))


@pytest.mark.parametrize(
    ("properties", "sentence"),
    [
        pytest.param({"at": "moon"}, "at='moon'; choose one of rest, carrier, callback", id="at"),
        pytest.param({"at": "rest", "error": "oops"}, "no error 'oops'; the cat", id="error"),
        pytest.param({"at": "rest", "error": "internal-eror"}, "did you mean 'inter", id="near"),
        pytest.param({"at": "rest", "delay_ms": 1, "times": 0}, "times=0; choose", id="times"),
        pytest.param({"at": "rest", "delay_ms": -1}, "delay_ms=-1; choose from 0", id="delay"),
        pytest.param({"at": "carrier", "delivery_code": 123}, "delivery_code=123", id="code"),
        pytest.param({"at": "carrier", "state": "sent"}, "state='sent'", id="state"),
        pytest.param({"at": "callback", "outcome": "late"}, "outcome='late'", id="outcome"),
        pytest.param({"at": "rest", "connection_fault": "nap"}, "connection_fault='nap'", id="nap"),
        pytest.param({"at": "rest", "delay_ms": 1, "method": "get"}, "method='get'", id="method"),
        pytest.param({"at": "rest", "delay_ms": 1, "path": " "}, "path=' ' is blank", id="path"),
    ],
)
def test_a_fault_with_an_unknown_value_is_refused(
    properties: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        Fault(**properties)


# A value for each effect and condition.
VALUES: dict[str, Any] = {
    "error": "message-rate-limit", "connection_fault": "reset", "delivery_code": 770,
    "state": "error", "silent": True, "reply": "ok", "outcome": "lost", "delay_ms": 5,
    "method": "GET", "path": "messages", "to": "+19195550001", "from_": "+19195550001", "tag": "t",
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_fault_without_an_effect_is_refused(place: Place) -> None:
    fitting = ", ".join(effect.name for effect in EFFECTS if place in effect.places)

    with pytest.raises(
        ValueError, match=f"a fault at {place} needs an effect; set one of {fitting}"
    ):
        Fault(place, to="+19195550001")


@pytest.mark.parametrize("row", [*EFFECTS, *CONDITIONS], ids=lambda row: row.name)
@pytest.mark.parametrize("place", PLACES)
def test_a_property_is_accepted_at_its_own_places_only(place: Place, row: Any) -> None:
    effect = next(effect.name for effect in EFFECTS if place in effect.places)
    properties = {effect: VALUES[effect], row.name: VALUES[row.name]}

    if place in row.places:
        assert Fault(place, **properties).at == place
    else:
        with pytest.raises(ValueError, match=f"{row.name} does not fit a fault at {place}; these"):
            Fault(place, **properties)


@pytest.mark.parametrize(("first", "second"), [("state", "silent"), ("state", "reply")])
def test_an_effect_that_another_rules_out_is_refused(first: str, second: str) -> None:
    with pytest.raises(ValueError, match=f"{second} has no effect beside {first}"):
        Fault("carrier", **{first: VALUES[first], second: VALUES[second]})


@pytest.mark.parametrize("code", by_code())
def test_every_error_of_the_catalogue_can_be_scripted(code: str) -> None:
    raised = Fault("rest", error=code).raised({})

    assert raised is not None
    assert raised.code == code
    assert "{" not in raised.message


def test_a_scripted_error_has_values_of_the_request() -> None:
    raised = Fault("rest", error="number-access-denied").raised({"userId": "u-1", "number": "+1"})

    assert raised is not None
    assert raised.message == "User u-1 does not have permission to use number +1"


def test_a_missing_value_is_replaced_by_its_name() -> None:
    raised = Fault("rest", error="number-access-denied").raised({})

    assert raised is not None
    assert raised.message == "User <userId> does not have permission to use number <number>"
