"""Blank ids and numbers, as of a variable of the shell that is unset."""

import pytest

from catapult_simulator import Fault, Tenant
from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.control_client.errors import ControlError
from cli.commands import PERSON, Run


@pytest.mark.parametrize("blank", ["", "  "])
@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("fault remove", "ID"),
        ("replay", "MESSAGE_ID"),
        ("number add", "NUMBER"),
        ("number release", "NUMBER"),
        ("application delete", "ID"),
        ("person --silent", "NUMBER"),
        ("chat --to", "--to"),
        ("send --text x --from", "--from"),
        ("connect http://h/ --number", "--number"),
        ("application add http://h/ --number", "--number"),
        (f"receive --from {PERSON} --to", "--to"),
        ("tenant open u-blank --secret", "--secret"),
    ],
)
def test_a_blank_word_is_refused_by_its_name(run: Run, words: str, name: str, blank: str) -> None:
    result = run(*words.split(), blank)

    assert result.exit_code == 2
    assert name in result.output
    assert result.output.endswith("it is blank; give a value\n")


def test_an_empty_user_id_closes_nothing(run: Run) -> None:
    result = run("tenant", "close", "")

    assert result.exit_code == 2
    assert "'' is not a userId" in result.output


def test_a_text_may_be_blank(run: Run, tenant: Tenant) -> None:
    assert run("number", "name", PERSON, "").output == f"{PERSON} has no name\n"


def test_the_client_names_a_blank_id_and_calls_no_other_route(tenant: Tenant, run: Run) -> None:
    fault = tenant.faults.add(Fault("callback", outcome="lost"))
    client = ControlClient("http://127.0.0.1:9")

    with pytest.raises(ControlError, match="fault_id='' is blank"):
        client.remove_fault(tenant.user_id, "")
    with pytest.raises(ControlError, match="userId=' ' is blank"):
        client.close_tenant(" ")
    assert tenant.faults.all() == [fault]
