"""Commands in the container of a simulator: its variables say all that an option would."""

import pytest
from click.testing import CliRunner, Result

from catapult_simulator import Server, Tenant
from catapult_simulator.cli.main import commands
from catapult_simulator.cli.receiver import Receiver
from cli.commands import LINE, PERSON, own_number


@pytest.fixture
def variables(server: Server, tenant: Tenant) -> dict[str, str]:
    """As `docker run -e` sets them for `serve`."""
    own = tenant.credentials
    return {
        "CATAPULT_SIMULATOR_HOST": "0.0.0.0",
        "CATAPULT_SIMULATOR_PORT": server.url.rpartition(":")[2],
        "CATAPULT_SIMULATOR_TENANT": f"{own.user_id}:{own.token}:{own.secret}",
        "CATAPULT_SIMULATOR_CLOCK": "virtual",
        "CATAPULT_SIMULATOR_LOG": "text",
        "CATAPULT_SIMULATOR_NUMBER": f"{LINE}=http://app:3000/sms",
        "CATAPULT_SIMULATOR_TLS_FOLDER": "/var/lib/catapult-simulator",
    }


@pytest.mark.parametrize(
    "words",
    [
        ["receive", "--from", PERSON, "--to", LINE, "--text", "hi"],
        ["chat"],
        ["send"],
        ["trigger", "sms"],
        ["messages"],
        ["journal"],
        ["number", "list"],
        ["fault", "list"],
        ["advance", "5"],
        ["pending"],
        ["setup", "export"],
        ["tenant", "list"],
        ["requests"],
        ["health"],
        ["reset"],
    ],
    ids=" ".join,
)
def test_a_command_needs_no_option(
    tenant: Tenant, app: Receiver, variables: dict[str, str], words: list[str]
) -> None:
    own_number(tenant, app)

    result: Result = CliRunner(env=variables).invoke(commands, words, catch_exceptions=False)

    assert result.exit_code == 0, result.output
