"""Faults: what they match, and how often they happen."""

from typing import Any

import pytest

from catapult_simulator.core.catalogue import by_code
from catapult_simulator.core.faults import Fault, Faults

FACTS: dict[str, str | None] = {
    "method": "POST", "path": "users/u-1/messages", "to": "+19195550001", "from": "+19195551212",
    "tag": "t",
}  # fmt: skip


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
        pytest.param({"tag": "u"}, False, id="another tag"),
        pytest.param({"to": "+19195550001", "tag": "u"}, False, id="one of two"),
    ],
)
def test_a_fault_happens_where_all_its_conditions_hold(
    conditions: dict[str, Any], matches: bool
) -> None:
    faults = Faults()
    fault = faults.add(Fault("rest", **conditions))

    assert faults.take("rest", FACTS) == (fault if matches else None)


def test_a_trailing_slash_of_the_path_does_not_matter() -> None:
    assert Fault("rest", path="messages").matches({"path": "users/u-1/messages/"})


def test_a_fault_happens_at_its_own_place_only() -> None:
    faults = Faults()
    faults.add(Fault("carrier"))

    assert faults.take("rest", FACTS) is None
    assert faults.take("callback", FACTS) is None
    assert faults.take("carrier", FACTS) is not None


def test_a_fault_with_times_happens_that_often() -> None:
    faults = Faults()
    faults.add(Fault("rest", times=2))

    happened = [faults.take("rest", FACTS) is not None for _ in range(4)]

    assert happened == [True, True, False, False]
    assert faults.all() == []
    assert not faults.any()


def test_a_fault_without_times_happens_until_it_is_cleared() -> None:
    faults = Faults()
    faults.add(Fault("rest"))

    assert all(faults.take("rest", FACTS) for _ in range(10))
    faults.clear()
    assert faults.take("rest", FACTS) is None


def test_of_two_faults_the_older_one_happens_first() -> None:
    faults = Faults()
    faults.add(Fault("carrier", delivery_code=770, times=1))
    faults.add(Fault("carrier", delivery_code=600))

    taken = [faults.take("carrier", FACTS) for _ in range(2)]

    assert [fault.delivery_code for fault in taken if fault] == [770, 600]


@pytest.mark.parametrize(
    ("properties", "sentence"),
    [
        pytest.param({"at": "moon"}, "no place 'moon'", id="place"),
        pytest.param({"at": "rest", "error": "oops"}, "no error 'oops'", id="error"),
        pytest.param({"at": "rest", "times": 0}, "times=0", id="times"),
        pytest.param({"at": "carrier", "delivery_code": 123}, "delivery_code=123", id="code"),
    ],
)
def test_a_fault_that_cannot_happen_is_refused(properties: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Fault(**properties)


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
