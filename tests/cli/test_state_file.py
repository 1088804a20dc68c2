"""`serve --state`: accounts outlive the process that has them."""

import errno
import os
import shutil
import signal
import stat
import threading
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
import requests
from click import ClickException
from click.testing import CliRunner

from builders import LINE, PERSON
from catapult_simulator import Server, Setup, Simulator, Tenant, TenantClosed
from catapult_simulator.cli import serving as serving_module
from catapult_simulator.cli.kept_state import KeptState
from catapult_simulator.cli.main import commands
from catapult_simulator.cli.serving import run, simulator_of
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS, Settings
from catapult_simulator.cli.state_file import StateFile
from serve_support import needs_signals, serving

AUTH = (DEFAULT_CREDENTIALS.token, DEFAULT_CREDENTIALS.secret)
MESSAGES = f"/v1/users/{DEFAULT_CREDENTIALS.user_id}/messages"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def write(path: Path, simulator: Simulator) -> None:
    """Write the state as a process that ends then."""
    with closing(StateFile(str(path))) as state:
        state.write(simulator)


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
    write(path, Simulator())

    assert simulator_of(Settings(setup=path)).tenants() == []


def test_the_file_is_a_setup_that_only_its_owner_reads(path: Path) -> None:
    simulator = Simulator()
    tenant = simulator.open_tenant()

    write(path, simulator)

    assert Setup(path).only_account()["secret"] == tenant.credentials.secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["state.json"]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), SystemExit(0)])
def test_a_write_that_fails_leaves_the_file_before_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(descriptor: int) -> None:
        raise error

    simulator = Simulator()
    write(path, simulator)
    before = path.read_bytes()
    simulator.open_tenant()
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(type(error)):
        write(path, simulator)

    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["state.json"]


def test_a_full_disk_at_the_end_is_one_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(*_: object, **__: object) -> None:
        monkeypatch.setattr(os, "fsync", full)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Server, "run", fill)
    result = CliRunner().invoke(commands, ["serve", "--port", "0", "--state", str(path)])

    assert result.exit_code == 1
    assert result.output.endswith("state.json: No space left on device; make some room\n")
    assert [each.name for each in path.parent.iterdir()] == ["state.json"]


def test_what_a_killed_process_was_writing_is_removed(path: Path) -> None:
    left, other = path.with_name(".state.json.abcd_123.new"), path.with_name(".state.json.a.new")
    for each in (left, other):
        each.touch()

    with closing(StateFile(str(path))) as state:
        assert state.open() is None

    assert [each.name for each in path.parent.iterdir()] == [other.name]


@needs_signals
def test_a_link_stays_one_and_permissions_are_kept(path: Path) -> None:
    file = path.with_name("elsewhere.json")
    path.symlink_to(file)
    write(path, Simulator())
    file.chmod(0o640)

    write(path, Simulator.from_setup(path))

    assert path.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@needs_signals
def test_a_group_that_cannot_be_kept_reads_no_more(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: int) -> None:
        raise PermissionError

    write(path, Simulator())
    path.chmod(0o640)
    monkeypatch.setattr(os, "fchown", refuse)
    write(path, Simulator())

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_signal_does_not_end_the_last_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(server: Server, **_: object) -> None:
        server.simulator.open_tenant("u-late")

    def signalled(tenant: Tenant) -> Setup:
        signal.raise_signal(signal.SIGINT)
        return Setup({"version": 1, "userId": tenant.user_id})

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(Server, "run", run)
    monkeypatch.setattr(KeptState, "keep", lambda *_: None)
    monkeypatch.setattr(Tenant, "state", signalled)
    result = CliRunner().invoke(commands, ["serve", "--port", "0", "--state", str(path)])

    assert result.exit_code == 0, result.output
    assert "u-late" in path.read_text(encoding="utf-8")
    signal.signal(signal.SIGINT, before)


def test_a_banner_that_cannot_be_printed_ends_all(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(text: str) -> None:
        assert "catapult-state" in {each.name for each in threading.enumerate()}
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr(serving_module, "say_lines", closed)
    with pytest.raises(ClickException, match="cannot write to stdout"):
        run(Settings(port=0, state=str(path)))

    assert "catapult-state" not in {each.name for each in threading.enumerate()}
    assert [each.name for each in path.parent.iterdir()] == ["state.json"]


def test_the_file_is_written_now_and_then_and_complaints_go_on(path: Path) -> None:
    complained, complaints = Event(), []

    def complain(sentence: str) -> None:
        complaints.append(sentence)
        if len(complaints) > 1:
            complained.set()

    path.mkdir()
    with closing(StateFile(str(path / "state.json"))) as state:
        state.open()
        shutil.rmtree(path)
        state.keep(Simulator(), 0.001, complain)
        assert complained.wait(30)
        path.mkdir()
        state.stop()
        state.write(Simulator())

        assert complaints[0] == "state is not kept: No such file or directory; it is tried again"
        assert Setup(path / "state.json").accounts == ()


def test_an_account_that_is_reset_meanwhile_does_not_end_the_keeping(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator, complained, written = Simulator(), Event(), Event()

    tenant = simulator.open_tenant()

    def reset_at_first(tenant: Tenant) -> Setup:
        if not complained.is_set():
            raise TenantClosed("account u-1 has been reset")
        written.set()
        return tenant.snapshot()

    monkeypatch.setattr(tenant, "state", lambda: reset_at_first(tenant))
    with closing(StateFile(str(path))) as state:
        state.keep(simulator, 0.001, lambda sentence: complained.set())

        assert written.wait(30)


def test_a_thread_that_cannot_be_had_is_told_in_one_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Thread, "start", refuse)
    result = CliRunner().invoke(commands, ["serve", "--port", "0", "--state", str(path)])

    assert (result.exit_code, "state.json: can't start new thread\n" in result.output) == (1, True)
