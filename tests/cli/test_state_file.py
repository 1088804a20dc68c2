"""`serve --state`: accounts outlive the process that has them."""

import json
import os
import signal
import stat
from pathlib import Path
from threading import Event, Thread

import pytest
import requests
from click.testing import CliRunner

from builders import LINE, PERSON
from catapult_simulator import Setup, Simulator, TenantClosed
from catapult_simulator.cli.main import commands
from catapult_simulator.cli.serving import simulator_of
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS, Settings
from catapult_simulator.cli.state_file import StateFile
from serve_support import finished, needs_signals, serving

AUTH = (DEFAULT_CREDENTIALS.token, DEFAULT_CREDENTIALS.secret)
MESSAGES = f"/v1/users/{DEFAULT_CREDENTIALS.user_id}/messages"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


@needs_signals
def test_messages_and_credentials_outlive_a_restart(path: Path) -> None:
    with serving("--state", str(path), "--number", f"{LINE}=http://127.0.0.1:9/") as process:
        message = {"from": LINE, "to": PERSON, "text": "kept"}
        requests.post(process.url + MESSAGES, json=message, auth=AUTH, timeout=30)
        ended = process.end(signal.SIGTERM)
    with serving("--state", str(path)) as process:
        found = requests.get(process.url + MESSAGES, auth=AUTH, timeout=30).json()

    assert ended == (0, "")
    assert [each["text"] for each in found] == ["kept"]


def test_a_state_without_accounts_starts_again(path: Path) -> None:
    StateFile(str(path), Simulator()).write()

    assert simulator_of(Settings(setup=path)).tenants() == []


def test_a_damaged_file_is_named_with_its_line_and_stays(path: Path) -> None:
    path.write_text('{\n "version": 1,\n "accounts": [\n', encoding="utf-8")

    result = finished("serve", "--port", "0", "--state", str(path))

    assert result.returncode == 2
    assert "state.json, line 4, column 1: " in result.stderr
    assert path.read_text(encoding="utf-8").endswith("[\n")


def test_an_empty_file_is_not_taken_for_a_state(path: Path) -> None:
    path.touch()

    result = CliRunner().invoke(commands, ["serve", "--port", "0", "--state", str(path)])

    assert result.exit_code == 2
    assert "Error: state.json, line 1: it is empty; delete it to begin anew\n" in result.output
    assert path.read_bytes() == b""


def test_a_tenant_that_the_state_has_otherwise_is_refused(path: Path) -> None:
    simulator = Simulator()
    simulator.open_tenant("u-dev", "t-dev", "secret")
    StateFile(str(path), simulator).write()

    given = ["serve", "--port", "0", "--state", str(path), "--tenant", "u-dev:t-dev:other"]
    result = CliRunner().invoke(commands, given)

    sentence = "the setup, or the state, has an account of --tenant with another token or secret: "
    assert (result.exit_code, sentence in result.output) == (2, True)


def test_a_place_that_cannot_be_written_is_told_at_the_start(tmp_path: Path) -> None:
    result = finished("serve", "--port", "0", "--state", str(tmp_path / "none" / "state.json"))

    assert result.returncode == 1
    assert result.stderr.endswith("state.json: No such file or directory\n")


def test_the_file_is_a_setup_that_only_its_owner_reads(path: Path) -> None:
    simulator = Simulator()
    tenant = simulator.open_tenant()

    StateFile(str(path), simulator).write()

    assert Setup(path).only_account()["secret"] == tenant.credentials.secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["state.json"]


def test_a_write_that_fails_leaves_the_file_before(path: Path) -> None:
    simulator = Simulator()
    state = StateFile(str(path), simulator)
    state.write()
    before = path.read_bytes()
    simulator.open_tenant()
    path.with_name(f".{path.name}.{os.getpid()}.new").mkdir()  # in the way

    with pytest.raises(IsADirectoryError):
        state.write()

    assert path.read_bytes() == before


def test_the_file_is_written_now_and_then_and_complaints_go_on(path: Path) -> None:
    complained, complaints = Event(), []

    def complain(sentence: str) -> None:
        complaints.append(sentence)
        if len(complaints) > 1:
            complained.set()

    state = StateFile(str(path / "none.json"), Simulator())
    state.keep(0.001, complain)
    assert complained.wait(30)
    path.mkdir()
    state.close()

    assert complaints[0] == "state is not kept: No such file or directory; it is tried again"
    assert json.loads((path / "none.json").read_text(encoding="utf-8"))["accounts"] == []


def test_an_account_that_is_closed_meanwhile_does_not_end_the_keeping(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator, complained, written = Simulator(), Event(), Event()

    def closed_at_first() -> Setup:
        if not complained.is_set():
            raise TenantClosed("account u-1 has been closed")
        written.set()
        return Setup({"version": 1, "accounts": []})

    monkeypatch.setattr(simulator, "snapshot", closed_at_first)
    state = StateFile(str(path), simulator)
    state.keep(0.001, lambda sentence: complained.set())

    assert written.wait(30)
    state.close()


def test_a_thread_that_cannot_be_had_is_told_in_one_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Thread, "start", refuse)
    result = CliRunner().invoke(commands, ["serve", "--port", "0", "--state", str(path)])

    assert (result.exit_code, "state.json: can't start new thread\n" in result.output) == (1, True)
