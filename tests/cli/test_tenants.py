"""`health`, `tenants`, `magic`, and every command that lists."""

import json

import pytest

from catapult_simulator import MessageDraft, Tenant
from cli.commands import LINE, PERSON, Run, own_number


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
