"""`fault`."""

from catapult_simulator import Tenant
from cli.commands import PERSON, Run


def test_faults_are_added_listed_and_cleared(run: Run, tenant: Tenant) -> None:
    added = run("fault", "add", "--at", "carrier", "--to", PERSON, "--delivery-code", "770")
    listed = run("fault", "list")
    run("fault", "clear")

    assert added.output == listed.output == f"at carrier, to {PERSON}, deliveryCode 770\n"
    assert tenant.faults.all() == []


def test_an_invalid_fault_is_refused_with_the_simulators_message(run: Run) -> None:
    result = run("fault", "add", "--at", "rest", "--error", "nix")

    assert result.exit_code == 1
    assert result.output.startswith("Error: error: 'nix' is not one of ")
