"""`journal`."""

import json
import signal

import requests
from click.testing import CliRunner

from catapult_simulator import Server, Tenant
from catapult_simulator.cli.main import commands
from cli.commands import Run
from serve_support import needs_signals, started


def test_the_journal_is_printed_oldest_first(run: Run, tenant: Tenant) -> None:
    tenant.advance(1)
    tenant.advance(2)

    lines = run("journal", "--kind", "control").output.splitlines()

    assert [line.rpartition("  ")[2] for line in lines] == ["advanced 1 s", "advanced 2 s"]


def test_the_journal_as_json_has_one_entry_per_line(run: Run, tenant: Tenant) -> None:
    tenant.advance(1)
    tenant.advance(2)

    entries = [json.loads(line) for line in run("journal", "--json").output.splitlines()]

    assert [entry["detail"]["seconds"] for entry in entries] == [1, 2]


def test_the_journal_starts_after_an_entry(run: Run, tenant: Tenant) -> None:
    tenant.advance(1)
    tenant.advance(2)

    assert run("journal", "--after", "1").output.count("\n") == 1


@needs_signals
def test_the_journal_prints_new_entries_until_it_is_interrupted(
    server: Server, tenant: Tenant
) -> None:
    tenant.advance(1)
    options = ("journal", "--follow", "--url", server.url, "--tenant", tenant.user_id)

    with started(*options, until="advanced 1 s") as process:
        tenant.advance(2)
        line = process.next_line()
        ended = process.end(signal.SIGINT)

    assert line.endswith("advanced 2 s")
    assert ended == (0, "")


@needs_signals
def test_a_followed_journal_goes_on_after_a_reset(server: Server, tenant: Tenant) -> None:
    tenant.advance(1)
    options = ("journal", "--follow", "--url", server.url, "--tenant", tenant.user_id)

    with started(*options, until="advanced 1 s") as process:
        tenant.reset()
        tenant.advance(2)
        line = process.next_line()
        ended = process.end(signal.SIGINT)

    assert line.endswith("advanced 2 s")
    assert ended == (0, "")


def test_a_followed_journal_ends_with_its_tenant(server: Server) -> None:
    tenant = server.simulator.open_tenant("u-short-lived")
    tenant.advance(1)
    options = ("journal", "--follow", "--url", server.url, "--tenant", tenant.user_id)

    with started(*options, until="advanced 1 s") as process:
        server.simulator.close_tenant(tenant.user_id)
        _, errors = process.popen.communicate(timeout=30)

    assert errors == "tenant u-short-lived was closed; its journal ends here\n"
    assert process.popen.returncode == 0


def test_a_cursor_beyond_the_newest_entry_is_brought_back(run: Run, tenant: Tenant) -> None:
    tenant.advance(1)

    result = run("journal", "--after", "99")

    assert "there is no entry 99 yet; all entries follow" in result.output
    assert result.output.count("advanced 1 s") == 1


def test_an_empty_journal_says_how_to_wait(run: Run) -> None:
    result = run("journal", "--kind", "fault")

    assert result.stdout == ""
    assert result.stderr.startswith("nothing like this has happened yet: catapult-simulator")


def test_what_failed_is_red_on_a_terminal(run: Run, server: Server, tenant: Tenant) -> None:
    own = tenant.credentials
    url = f"{server.url}/v1/users/{own.user_id}/messages/m-9"
    requests.get(url, auth=(own.token, own.secret), timeout=20)

    runner = CliRunner(env={"CATAPULT_SIMULATOR_URL": server.url})
    options = ("journal", "--tenant", tenant.user_id, "--kind", "request")

    assert runner.invoke(commands, options, color=True).output.startswith("\x1b[31m")
