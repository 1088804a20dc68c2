"""A run ends where the API takes nothing any more."""

from contract_tests.live.exchange import Answered
from contract_tests.live.refusals import Refusals

from .builders import answered, asked


def refused(status: int, code: str = "forbidden") -> Answered:
    body = {"category": "forbidden", "code": code, "message": "no", "details": []}
    return answered(asked("POST", "messages", {}), status, body)


def test_five_checks_in_a_row_end_it() -> None:
    refusals = Refusals()

    said = [refusals.failed(f"check-{number}", refused(503)) for number in range(5)]

    assert said[:4] == [""] * 4
    assert said[4] == (
        "The run ends: 5 checks in a row were refused; at last POST messages was answered 503 "
        "forbidden. Next: the service has trouble; wait, and go on with --resume."
    )


def test_one_check_with_many_parameters_does_not() -> None:
    refusals = Refusals()

    said = [refusals.failed(f"check[{number}]", refused(400)) for number in range(20)]

    assert said == [""] * 20


def test_a_check_that_passes_begins_a_new_row() -> None:
    refusals = Refusals()

    for number in range(12):
        assert refusals.failed(f"check-{number}", refused(429, f"code-{number}")) == ""
        if number % 4 == 3:
            refusals.went_on()


def test_many_that_are_alike_end_it_too() -> None:
    refusals = Refusals()
    said = []

    for number in range(15):
        said.append(refusals.failed(f"check-{number}", refused(400)))
        refusals.went_on()

    assert said[:14] == [""] * 14
    assert "15 checks were refused alike: POST messages was answered 400" in said[14]
