"""`--url`, `--tenant` and `--help` of every command."""

import pytest
from click.testing import CliRunner

from catapult_simulator import Server, Simulator, Tenant
from catapult_simulator.cli import options
from catapult_simulator.cli.main import commands
from catapult_simulator.cli.receiver import Receiver
from cli.commands import LINE, PERSON, Run, unused_url

COMMANDS = [
    ("health",),
    ("tenants",),
    ("messages",),
    ("journal",),
    ("advance", "1"),
    ("settle",),
    ("reset",),
    ("fault", "list"),
    ("setup", "export"),
    ("snapshot", "save", "kept.json"),
    ("receive", "--from", PERSON, "--to", LINE),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_without_a_simulator_the_error_names_the_url_and_how_to_start_one(
    run: Run, command: tuple[str, ...]
) -> None:
    url = unused_url()

    result = run(*command, "--url", url)

    assert result.exit_code == 3
    assert result.output == (
        f"Error: no simulator answers at {url}: Connection refused; "
        f"start one: catapult-simulator serve --port {url.rpartition(':')[2]}\n"
    )


def test_at_the_default_url_the_error_says_how_to_name_another(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = unused_url()
    monkeypatch.setattr(options, "DEFAULT_URL", url)

    result = run("health", "--url", url)

    assert result.output.endswith(
        "; start one: catapult-simulator serve; or say where it is: --url\n"
    )


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("trigger", "recept-failed"), "receipt-failed"),
        (("fault", "add", "--at", "cariier"), "carrier"),
    ],
)
def test_a_misspelt_value_is_answered_with_the_nearest(
    run: Run, words: tuple[str, ...], near: str
) -> None:
    result = run(*words)

    assert result.exit_code == 2
    assert f"Did you mean '{near}'?" in result.output


def test_the_url_of_the_app_is_told_from_that_of_the_simulator(run: Run, app: Receiver) -> None:
    result = run("application", "update", "a-1", "--url", app.url, CATAPULT_SIMULATOR_TENANT=None)

    assert result.exit_code == 3
    assert result.output.endswith("--url is the simulator; the app's URL is --to\n")


def test_another_http_server_is_reported_as_no_simulator(run: Run, app: Receiver) -> None:
    result = run("health", "--url", app.url)

    assert result.exit_code == 3
    assert f"{app.url} answers 200, but is no simulator" in result.output


def test_the_url_may_end_in_v1_as_serve_prints_it(run: Run, server: Server) -> None:
    assert run("health", "--url", f"{server.url}/v1").exit_code == 0


def test_the_tenant_can_be_left_out_if_there_is_only_one() -> None:
    with Server(Simulator()) as server:
        server.simulator.open_tenant("u-only")

        result = CliRunner().invoke(commands, ["reset", "--url", server.url])

    assert result.output == "u-only is reset\n"


def test_the_tenant_is_required_if_there_are_two(run: Run, server: Server) -> None:
    server.simulator.open_tenant("u-other")
    try:
        result = run("reset", CATAPULT_SIMULATOR_TENANT=None)
    finally:
        server.simulator.close_tenant("u-other")

    assert result.exit_code == 1
    assert "u-other" in result.output
    assert "name one with --tenant" in result.output


def test_the_tenant_may_be_given_as_whole_credentials(run: Run, tenant: Tenant) -> None:
    assert run("reset", "--tenant", f"{tenant.user_id}:t:s").exit_code == 0


def test_an_unknown_tenant_is_an_error_that_names_it(run: Run, tenant: Tenant) -> None:
    result = run("messages", "--tenant", "u-x")

    assert result.exit_code == 1
    assert result.output == (
        f'Error: no tenant "u-x"; there is {tenant.user_id}; '
        "open one: catapult-simulator tenant open\n"
    )


@pytest.mark.parametrize("written", ["u/x", "u-a u-b", ""])
def test_an_invalid_user_id_is_refused(run: Run, written: str) -> None:
    result = run("messages", "--tenant", written)

    assert result.exit_code == 2
    assert "is not a userId" in result.output


@pytest.mark.parametrize("command", [(), ("fault",), *COMMANDS, ("serve",), ("demo",)], ids=str)
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(commands, [*command[:1], "--help"])

    assert result.exit_code == 0
    assert result.output.startswith("Usage: ")
