"""`fault`."""

from catapult_simulator import Fault, Tenant
from cli.commands import PERSON, Run


def test_faults_are_added_listed_and_cleared(run: Run, tenant: Tenant) -> None:
    added = run("fault", "add", "--at", "carrier", "--to", PERSON, "--delivery-code", "770")
    listed = run("fault", "list")
    run("fault", "clear")

    line = f"f-1  at carrier, to {PERSON}, deliveryCode 770  (struck 0 ×)\n"
    assert added.output == listed.output == line
    assert tenant.faults.all() == []


def test_one_fault_is_removed_by_its_id(run: Run, tenant: Tenant) -> None:
    kept, removed = (tenant.faults.add(Fault("callback", outcome="lost")) for _ in range(2))

    assert run("fault", "remove", removed.id).output == f"{removed.id} is removed\n"
    assert tenant.faults.all() == [kept]
    again = run("fault", "remove", removed.id)
    assert (again.exit_code, again.output) == (
        1,
        f'Error: no fault "{removed.id}"; there are: {kept.id}\n',
    )


def test_the_list_says_which_faults_are_used_up(run: Run, tenant: Tenant) -> None:
    tenant.faults.add(Fault("carrier", silent=True, times=1))
    tenant.faults.take("carrier", {})

    assert run("fault", "list").output.endswith("times 1  (struck 1 ×, used up)\n")


def test_an_invalid_fault_is_refused_with_the_simulators_message(run: Run) -> None:
    result = run("fault", "add", "--at", "rest", "--error", "nix")

    assert result.exit_code == 1
    assert result.output.startswith("Error: error: 'nix' is not one of ")
