"""No command prints a character that steers the terminal, wherever it comes from."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from catapult_simulator import MessageDraft, Server, Tenant
from catapult_simulator.cli import terminal
from catapult_simulator.cli.main import COMMANDS
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.printable import printable
from cli.commands import LINE, PERSON, Run
from receivers import App, app_listening

# A bell, a colour, an 8-bit CSI, a deletion, a turn of direction, a forged line.
BAD = "\x07\x1b[31m\x9b2J\x7f\u202e\r\u2028forged"
URL = "http://127.0.0.1:1/"


@pytest.fixture
def webhook() -> Iterator[App]:
    with app_listening() as app:
        app.body = f"answer {BAD}\nsecond line".encode()
        yield app


@pytest.fixture
def busy(server: Server, tenant: Tenant, webhook: App) -> Tenant:
    """An account with steering characters in all that it keeps."""
    application = tenant.applications.create(BAD, incoming_message_url=webhook.url)
    tenant.phone_numbers.allocate(LINE, application_id=application.id)
    tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text=BAD, tag=BAD))
    tenant.receive_message(from_=PERSON, to=LINE, text=BAD)
    tenant.faults.add(Fault("carrier", tag=BAD, reply=BAD))
    own = tenant.credentials
    url = f"{server.url}/v1/users/{own.user_id}/messages/{BAD}"
    requests.post(url, json={"text": BAD}, auth=(own.token, own.secret), timeout=20)
    requests.get(f"{server.url}/v2/{BAD}", timeout=20)
    return tenant


CALLS: dict[str, list[list[str]]] = {
    "serve": [["--tenant", f"u{BAD}:t:s"], ["--public-url", BAD], ["--clock", BAD]],
    "demo": [[]],
    "receive": [
        ["--from", PERSON, "--to", LINE, "--text", BAD],
        ["--from", PERSON, "--to", LINE, "--text", BAD, "--json"],
        ["--from", BAD, "--to", BAD],
    ],
    "chat": [[], ["--from", PERSON, "--to", LINE], ["--from", BAD, "--to", BAD], ["--tenant", BAD]],
    "listen": [["--forward-to", f"http://{BAD}/"], ["--forward-to", URL, "--number", BAD]],
    "doctor": [[URL], [URL, "--text", BAD, "--json"], [f"http://{BAD}/"]],
    "send": [["--from", LINE, "--text", BAD], ["--from", BAD], ["--from", LINE, "--media", BAD]],
    "tenant": [["list"], ["open", BAD], ["close", BAD], ["close", "u-none"]],
    "number": [["list"], ["list", "--json"], ["add", BAD], ["release", BAD]],
    "application": [
        ["list"],
        ["list", "--json"],
        ["add", URL, "--name", BAD],
        ["update", BAD, "--name", BAD],
        ["delete", BAD],
    ],
    "openapi": [["v1"], ["control"], [BAD]],
    "completion": [["bash"], ["zsh"], ["fish"], [BAD]],
    "connect": [[URL], [f"http://{BAD}/"], [URL, "--number", BAD]],
    "replay": [[BAD], ["m-1", "--edit", BAD], ["m-1", "--to", BAD]],
    "trigger": [
        ["sms", "--to", LINE, "--text", BAD],
        ["receipt-failed", "--to", BAD],
        [BAD],
        ["sms", "--tag", BAD, "--json"],
    ],
    "mcp": [["--url", f"http://{BAD}/"], ["--tenant", BAD], ["--http", BAD]],
    "callback": [[URL, "--text", BAD], [URL, "--text", BAD, "--json"], [f"http://{BAD}/"]],
    "messages": [[], ["--json"], ["--state", BAD]],
    "journal": [[], ["--json"], ["--kind", BAD], ["--tenant", BAD]],
    "requests": [[], ["--json"], ["--after", BAD]],
    "tenants": [[], ["--json"]],
    "magic": [[], ["--json"]],
    "health": [[], ["--json"], ["--url", f"http://{BAD}/"]],
    "advance": [["1"], [BAD]],
    "advance-to": [["2019-05-02T12:00:00Z"], [BAD]],
    "ca": [[], ["--print", BAD], ["--issue", BAD]],
    "settle": [[]],
    "pending": [[], ["--tenant", BAD]],
    "people": [[], ["--json"]],
    "person": [[PERSON, BAD], [BAD, "YES"], [PERSON, "--when", BAD, BAD]],
    "reset": [[], ["--tenant", "u-none"]],
    "fault": [
        ["list"],
        ["list", "--json"],
        ["add", "--at", "carrier", "--to", PERSON, "--reply", BAD],
        ["add", "--at", "rest", "--error", BAD],
        [BAD],
    ],
    "setup": [["export"], ["check", BAD], ["apply", BAD], ["apply", "--tenant", BAD, "x"]],
    "snapshot": [["save", f"/{BAD}/x"], ["load", BAD]],
}


def test_one_module_prints() -> None:
    folder = Path(terminal.__file__).parent

    printing = {path.stem for path in folder.glob("*.py") if "click.echo" in path.read_text()}

    assert printing == {"terminal"}


def test_every_command_is_walked() -> None:
    assert set(CALLS) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_prints_nothing_that_steers_a_terminal(
    run: Run, busy: Tenant, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CATAPULT_SIMULATOR_TLS_FOLDER", str(tmp_path))
    printed = [run(command, *arguments).output for arguments in CALLS[command]]

    assert all(printed)
    assert [text for text in printed if printable(text, keep="\n") != text] == []
    assert not [line for text in printed for line in text.splitlines() if line == "forged"]


@pytest.mark.parametrize("arguments", [[f"x{BAD}"], ["journal", f"--{BAD}"], ["advance", "1", BAD]])
def test_a_wrong_call_is_refused_without_repeating_what_steers(
    run: Run, arguments: list[str]
) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert printable(result.output, keep="\n") == result.output


def test_json_keeps_the_characters_as_escapes(run: Run, busy: Tenant) -> None:
    texts = [message["text"] for message in json.loads(run("messages", "--json").output)]

    assert texts == [BAD, BAD]
    assert r"\u202e" in run("messages", "--json").output


def test_the_report_of_a_failed_test_is_printable(busy: Tenant) -> None:
    assert printable(str(busy.journal), keep="\n") == str(busy.journal)
