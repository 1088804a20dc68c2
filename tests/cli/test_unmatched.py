"""`requests`, and what `serve` writes to stderr: requests that no account owns, and the log."""

import json
import signal

import requests as http

from catapult_simulator import Server
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS
from cli.commands import Run
from serve_support import Process, needs_signals, serving


def test_requests_prints_a_line_for_each(run: Run, server: Server) -> None:
    after = server.simulator.unmatched_requests.next_number - 1
    http.get(f"{server.url}/v2/users", timeout=30)

    result = run("requests", "--after", str(after))

    assert result.output.split()[2:6] == ["GET", "/v2/users", "->", "404:"]
    assert "the base URL ends before /v1" in result.output


def test_requests_prints_json(run: Run, server: Server) -> None:
    http.get(f"{server.url}/v2/users", timeout=30)

    result = run("requests", "--json")

    assert json.loads(result.output)[-1]["path"] == "/v2/users"


def ask(process: Process) -> None:
    user_id, token, secret = DEFAULT_CREDENTIALS
    messages = f"{process.url}/v1/users/{user_id}/messages"
    http.get(messages, auth=(token, secret), timeout=30)
    http.get(messages, auth=(token, "wrong"), timeout=30)


@needs_signals
def test_serve_writes_requests_of_no_account_by_default() -> None:
    with serving() as process:
        ask(process)
        _, errors = process.end(signal.SIGTERM)

    (line,) = errors.splitlines()
    assert line.endswith(f"-> 401: secret of {DEFAULT_CREDENTIALS.token} is wrong")


@needs_signals
def test_serve_logs_each_request_where_it_is_on() -> None:
    with serving(CATAPULT_SIMULATOR_LOG="json") as process:
        ask(process)
        _, errors = process.end(signal.SIGTERM)

    assert [json.loads(line)["status"] for line in errors.splitlines()] == [200, 401]
    assert "wrong" not in errors.replace("is wrong", "")


@needs_signals
def test_a_log_that_nobody_reads_holds_nobody_up() -> None:
    """A pipe holds 64 KiB; what is beyond waits, and then is left out."""
    with serving("--log", "text") as process, http.Session() as session:
        for _ in range(800):
            answer = session.get(f"{process.url}/v2/{'x' * 200}", timeout=30)
            assert answer.status_code == 404

        assert session.get(f"{process.url}/_simulator/health", timeout=30).ok
