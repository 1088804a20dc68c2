"""`advance`, `settle` and `reset`."""

import pytest

from catapult_simulator import MessageDraft, Tenant
from cli.commands import LINE, PERSON, Run, own_number


def test_advance_moves_virtual_time(run: Run, tenant: Tenant) -> None:
    result = run("advance", "90")

    assert result.output == "it is 2019-05-01T12:01:30Z; 0 timers ran\n"
    assert tenant.now_text == "2019-05-01T12:01:30Z"


def test_advance_to_moves_virtual_time_to_a_moment(run: Run, tenant: Tenant) -> None:
    result = run("advance-to", "2019-05-02T09:00:00-04:00")

    assert result.output == "it is 2019-05-02T13:00:00Z; 0 timers ran\n"


@pytest.mark.parametrize(
    ("time", "code", "sentence"),
    [
        ("tomorrow", 2, "'tomorrow' is no time; write 2019-05-01T12:00:00Z"),
        ("2019-05-02 09:00", 2, "has no time zone"),
        ("2019-05-01T11:00Z", 1, "it is 2019-05-01T12:00:00+00:00 already"),
    ],
)
def test_time_cannot_be_advanced_to(run: Run, time: str, code: int, sentence: str) -> None:
    result = run("advance-to", time)

    assert result.exit_code == code
    assert sentence in " ".join(result.output.split())


def test_advance_refuses_to_go_back(run: Run) -> None:
    assert run("advance", "--", "-1").exit_code == 2


def test_settle_runs_all_timers(run: Run, tenant: Tenant) -> None:
    own_number(tenant)
    sent = tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text="one"))

    run("settle")

    assert tenant.messages.get(sent.id).state == "sent"


def test_reset_deletes_everything(run: Run, tenant: Tenant) -> None:
    own_number(tenant)

    result = run("reset")

    assert result.output == f"{tenant.user_id} is reset\n"
    assert not tenant.phone_numbers.owned(LINE)


@pytest.mark.parametrize("seconds", ["inf", "nan", "1e12", "soon"])
def test_time_cannot_be_advanced_by(run: Run, seconds: str) -> None:
    result = run("advance", seconds)

    assert result.exit_code == 2
    assert seconds.replace("1e12", "1000000000000.0") in result.output
