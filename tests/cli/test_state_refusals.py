"""`serve --state`: what is no state, and no place for one, is refused in a sentence."""

import errno
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from catapult_simulator import Simulator
from catapult_simulator.cli.state_file import StateFile
from cli.commands import invoked
from serve_support import finished, needs_signals


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def refused(path: Path, code: int) -> str:
    """The sentence of a `serve --state` that does not start, and leaves no trace."""
    before = sorted(path.parent.iterdir()) if path.parent.is_dir() else []

    result = invoked(["serve", "--port", "0", "--state", str(path)], {})

    assert (result.exit_code, result.exception.__class__) == (code, SystemExit), result.output
    assert (sorted(path.parent.iterdir()) if path.parent.is_dir() else []) == before
    return result.output.rpartition("Error: ")[2].rstrip("\n")


def test_a_damaged_file_is_named_with_its_line_and_stays(path: Path) -> None:
    path.write_text('{\n "version": 1,\n "accounts": [\n', encoding="utf-8")

    result = finished("serve", "--port", "0", "--state", str(path))

    assert result.returncode == 2
    assert "state.json, line 4, column 1: " in result.stderr
    assert path.read_text(encoding="utf-8").endswith("[\n")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "line 1: it is empty; delete it to begin anew"),
        (b" \n\t\n", "line 3: it is empty; delete it to begin anew"),
        (b"{}", "line 1: it has no accounts, as a state has; pass a setup as --setup, or"),
        (b'\n{"version": 1}', "line 2: it has no accounts, as a state has;"),
        (b'{"version": 1, "userId": "u-1"}', "line 1: it has no accounts, as a state has;"),
        (b"version = 1\naccounts = []", "line 1: it is no JSON, as a state is;"),
        (b"\0" * 4096, "line 1: it is no JSON, as a state is;"),
        (b'{"version": 1, "accounts": []}\n\0\0', "line 2, column 1: no JSON: "),
        (b'{"version": 1,\n "accounts": 1}', "line 2, column 14: accounts: "),
        (b'{"version": 2, "accounts": []}', "line 1, column 13: version: 2 is newer"),
        ('{"version": 1, "accounts": []}'.encode("utf-16"), "line 1: it is no JSON,"),
        (b'{"accounts": ["\xff', "line 1, column 16: byte 16 is no UTF-8"),
        (b'{"version": 1,\n "accounts": null}', "line 1: it has no accounts, as a state has;"),
        (b'{\n"accounts": ' + b"[" * 100_000, "line 2, column 33: "),
    ],
)
def test_what_is_no_state_is_refused_with_its_line_and_stays(
    path: Path, content: bytes, sentence: str
) -> None:
    path.write_bytes(content)

    assert f"state.json, {sentence}" in refused(path, 2).replace("json: ", "json, ", 1)
    assert path.read_bytes() == content


def test_a_tenant_that_the_state_has_otherwise_is_refused(path: Path) -> None:
    simulator = Simulator()
    simulator.open_tenant("u-dev", "t-dev", "secret")
    with closing(StateFile(str(path))) as state:
        state.write(simulator)

    given = ["serve", "--port", "0", "--state", str(path), "--tenant", "u-dev:t-dev:other"]
    result = invoked(given, {})

    sentence = "the setup, or the state, has an account of --tenant with another token or secret: "
    assert (result.exit_code, sentence in result.output) == (2, True)


def test_a_place_that_cannot_be_written_is_told_at_the_start(tmp_path: Path) -> None:
    sentence = refused(tmp_path / "none" / "state.json", 1)

    assert sentence.endswith("state.json: No such file or directory; make its folder first")


def test_a_folder_is_no_state(path: Path) -> None:
    path.mkdir()

    assert refused(path, 1).endswith("state.json: Is a directory; name a file in it")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX")
def test_what_is_no_file_is_neither_read_nor_replaced(path: Path) -> None:
    os.mkfifo(path)  # a read of it would wait for ever

    assert refused(path, 1).endswith("state.json: it is no regular file")
    assert path.is_fifo()


@needs_signals  # on Windows, not everybody may make a link
def test_what_is_no_path_is_one_sentence(path: Path) -> None:
    path.symlink_to(path)

    assert refused(path, 1).startswith(f"cannot keep the state in {path}: ")
    assert "null" in refused(path.with_name("\0"), 1)


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_folder_that_cannot_be_written_is_one_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(os, "open", refusing(os.open, number, ".state.json.lock"))

    advice = "give it a folder that this user may write"
    assert refused(path, 1).endswith(f"state.json: {os.strerror(number)}; {advice}")


def refusing(function: Callable[..., int], number: int, name: str) -> Callable[..., int]:
    """`os.open`, but for files of this name."""

    def refuse(file: object, *arguments: int, **options: int) -> int:
        if str(file).endswith(name):
            raise OSError(number, os.strerror(number))
        return function(file, *arguments, **options)

    return refuse
