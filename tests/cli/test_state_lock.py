"""`serve --state`: one process at a time has the file."""

import builtins
import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest

from catapult_simulator import Server, Simulator
from catapult_simulator.cli.state_file import StateFile
from catapult_simulator.cli.state_lock import StateLock, StateTaken
from cli.commands import invoked
from serve_support import serving

fcntl = pytest.importorskip("fcntl")  # the tests look at its locks


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


@pytest.fixture
def taken(path: Path) -> Iterator[StateLock]:
    """The lock of another process."""
    lock = StateLock(path)
    lock.take()
    yield lock
    lock.release()


def lock_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


def test_a_second_process_is_refused_and_told_of_the_first(path: Path) -> None:
    with serving("--state", str(path)) as first:
        before = path.read_bytes()
        second = invoked(["serve", "--port", "0", "--state", str(path)], {})

        assert second.exit_code == 1
        assert second.stderr == (
            f"Error: cannot keep the state in {path}: process {first.popen.pid} keeps state.json; "
            "end that one, or give this one another file\n"
        )
        assert path.read_bytes() == before
        first.popen.kill()
        first.popen.wait()

    assert lock_of(path).exists()
    with closing(StateFile(str(path))) as next_one:
        assert next_one.open() is not None  # a process that is gone holds nobody up


def test_by_another_name_it_is_the_same_file(path: Path, taken: StateLock) -> None:
    link = path.with_name("link.json")
    link.symlink_to(path)

    with pytest.raises(StateTaken), closing(StateFile(str(link))) as state:
        state.open()


def test_a_process_of_another_machine_is_named_with_it(
    path: Path, taken: StateLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = socket.gethostname()
    monkeypatch.setattr("catapult_simulator.cli.state_lock.gethostname", lambda: "elsewhere")

    with pytest.raises(StateTaken, match=f"^process {os.getpid()} on {here} keeps state.json$"):
        StateLock(path).take()


def test_a_process_that_has_just_begun_has_no_number_yet(path: Path, taken: StateLock) -> None:
    os.truncate(lock_of(path), 0)

    with pytest.raises(StateTaken, match=r"^another process keeps state\.json$"):
        StateLock(path).take()


def test_after_the_first_the_next_one_has_it_and_nothing_is_left(path: Path) -> None:
    for _ in range(2):
        lock = StateLock(path)
        lock.take()
        lock.take()
        lock.release()

    assert list(path.parent.iterdir()) == []


def test_a_lock_that_was_removed_is_taken_again_unless_another_has_it(path: Path) -> None:
    with closing(StateFile(str(path))) as state:
        state.open()
        lock_of(path).unlink()
        state.write(Simulator())
        assert lock_of(path).exists()

        lock_of(path).unlink()
        other = StateLock(path)
        other.take()
        with pytest.raises(StateTaken):
            state.write(Simulator())

    assert lock_of(path).exists()  # it is the other's
    other.release()


def test_a_link_in_place_of_the_lock_is_not_followed(path: Path) -> None:
    victim = path.with_name("victim")
    victim.write_text("mine", encoding="utf-8")
    lock_of(path).symlink_to(victim)

    with pytest.raises(OSError, match="symbolic links"):
        StateLock(path).take()
    assert victim.read_text(encoding="utf-8") == "mine"


def test_where_files_have_no_locks_it_is_kept_all_the_same_and_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", refuse)
    monkeypatch.setattr(Server, "run", lambda *_, **__: None)
    result = invoked(["serve", "--port", "0", "--state", str(path)], {})

    assert result.exit_code == 0, result.output
    assert f"nothing can be locked beside {path}: see that no other process has it" in result.stderr
    assert [each.name for each in path.parent.iterdir()] == ["state.json"]


def test_a_system_without_locks_has_none(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load = builtins.__import__

    def refuse(name: str, *arguments: object) -> object:
        if name == "fcntl":
            raise ImportError
        return load(name, *arguments)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(builtins, "__import__", refuse)
    lock = StateLock(path)
    lock.take()
    lock.release()

    assert not lock.is_possible


def test_on_windows_a_byte_that_nobody_reads_is_locked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = WindowsLocks()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    first = StateLock(path)
    first.take()

    windows.taken = True
    with pytest.raises(StateTaken, match=f"^process {os.getpid()} keeps state.json$"):
        StateLock(path).take()
    assert windows.asked == [(1 << 30, windows.LK_NBLCK, 1)] * 2
    first.release()


class WindowsLocks(ModuleType):
    """`msvcrt`, as far as it is called."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.asked: list[tuple[int, int, int]] = []
        self.taken = False

    def locking(self, descriptor: int, mode: int, count: int) -> None:
        self.asked.append((os.lseek(descriptor, 0, os.SEEK_CUR), mode, count))
        if self.taken:
            raise PermissionError(errno.EACCES, "Permission denied")
