"""`health`, `tenants`, `magic`, and every command that lists."""

import json

import pytest

from catapult_simulator import MessageDraft, Server, Simulator, Tenant
from catapult_simulator.core.account import DOLLAR
from cli.commands import LINE, PERSON, Run, invoked, own_number


def test_health_prints_status_version_and_clock(run: Run) -> None:
    result = run("health")

    assert result.exit_code == 0
    assert result.output.startswith("ok: version 0.1.0, clock virtual")


@pytest.mark.parametrize(
    ("command", "key"),
    [
        ("health", "status"),
        ("tenants", "userId"),
        ("magic", "first"),
        ("messages", "messageId"),
        ("fault list", "at"),
    ],
)
def test_commands_that_list_print_json(run: Run, tenant: Tenant, command: str, key: str) -> None:
    own_number(tenant)
    tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text="one"))
    run("fault", "add", "--at", "rest", "--error", "internal-error")

    printed = json.loads(run(*command.split(), "--json").output)

    assert key in (printed[-1] if isinstance(printed, list) else printed)


def test_magic_numbers_are_listed_with_their_outcomes(run: Run) -> None:
    lines = run("magic").output.splitlines()

    assert any("+15557700100 to 0199" in line and "code 770" in line for line in lines)


def test_a_tenant_is_opened_listed_and_closed(run: Run, server: Server) -> None:
    opened = run("tenant", "open", "u-new", "--clock", "virtual", "--now", "2030-01-01T00:00:00Z")
    listed = run("tenant", "list")
    closed = run("tenant", "close", "u-new")

    assert opened.output.startswith("u-new:t-")
    assert opened.output.endswith("profile 2019, virtual 2030-01-01T00:00:00Z\n")
    assert opened.output in listed.output
    assert closed.output == "u-new is closed\n"
    assert "u-new" not in [each.user_id for each in server.simulator.tenants()]


def test_a_tenant_is_opened_with_credentials(run: Run, server: Server) -> None:
    options = ("--token", "t-new", "--secret", "s", "--profile", "2018", "--json")

    opened = json.loads(run("tenant", "open", "u-new", *options).output)
    server.simulator.close_tenant("u-new")

    assert (opened["token"], opened["secret"], opened["profile"]) == ("t-new", "s", "2018")


def test_rules_and_balance_are_changed(run: Run, tenant: Tenant) -> None:
    options = ("--rule", "dequeueMs=7", "--rule", "loopBack=true", "--rule", "smil=first")

    result = run("tenant", "change", *options, "--balance", "5.25")

    lines = [line.split() for line in result.output.splitlines()]
    assert lines[0] == [tenant.user_id]
    assert ["dequeueMs", "7"] in lines
    assert (tenant.rules.dequeue_ms, tenant.rules.loop_back) == (7, True)
    assert tenant.account.balance == 5.25 * DOLLAR


@pytest.mark.parametrize(
    ("rule", "code", "sentence"),
    [
        ("loopBack", 2, "'loopBack' is not of the form RULE=VALUE, such as loopBack=true"),
        ("dequeueMs=soon", 1, "dequeueMs"),
        ("nix=1", 1, "nix"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(
    run: Run, tenant: Tenant, rule: str, code: int, sentence: str
) -> None:
    before = tenant.rules

    result = run("tenant", "change", "--rule", rule)

    assert result.exit_code == code
    assert sentence in result.output
    assert tenant.rules == before


def test_of_many_tenants_a_few_are_named() -> None:
    with Server(Simulator()) as server:
        for number in range(7):
            server.simulator.open_tenant(f"u-{number}")
        environment = {"CATAPULT_SIMULATOR_URL": server.url, "CATAPULT_SIMULATOR_TENANT": None}
        result = invoked(["reset"], environment)

    assert result.output == (
        f"Error: {server.url} has 7 tenants (u-0, u-1, u-2, u-3, u-4, …); name one with --tenant; "
        "all: catapult-simulator tenant list\n"
    )
