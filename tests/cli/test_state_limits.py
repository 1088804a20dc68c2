"""`serve --state`: what is written is read again, up to the limits, and what is lost is told."""

from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from builders import LINE
from catapult_simulator import Server, Setup, Simulator
from catapult_simulator.cli.state_file import StateFile
from catapult_simulator.core import limits
from catapult_simulator.core.setups import snapshots
from cli.commands import invoked

THREE = ("u-1", "u-2", "u-3")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def of_three() -> Simulator:
    """A simulator of three accounts, the second with the most."""
    simulator = Simulator()
    for user_id in THREE:
        simulator.open_tenant(user_id).phone_numbers.allocate(LINE)
    simulator.tenant("u-2").media.put("a.png", b"12345")
    return simulator


def written(path: Path, simulator: Simulator) -> str:
    with closing(StateFile(str(path))) as state:
        return state.write(simulator)


def read(path: Path) -> Setup:
    with closing(StateFile(str(path))) as state:
        found = state.open()
    assert found is not None
    return found


def users(setup: Setup) -> list[str]:
    return [account["userId"] for account in setup.accounts]


def test_whatever_is_written_at_the_limit_is_read_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator = of_three()
    written(path, simulator)
    size = path.stat().st_size

    monkeypatch.setattr(limits, "MAX_STATE_BYTES", size)
    assert written(path, simulator) == ""
    assert users(read(path)) == list(THREE)

    monkeypatch.setattr(limits, "MAX_STATE_BYTES", size - 1)
    assert written(path, simulator) == "u-3 is left out: with it, there are over 0 MiB"
    assert path.stat().st_size < size
    assert users(read(path)) == ["u-1", "u-2"]


def test_many_that_are_left_out_are_counted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    simulator = of_three()
    for number in range(4, 7):
        simulator.open_tenant(f"u-{number}")
    monkeypatch.setattr(limits, "MAX_STATE_BYTES", 100)

    assert written(path, simulator).endswith("; and 3 more")


def test_what_is_left_out_meanwhile_is_told_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator, thrice = of_three(), Event()
    told: list[str] = []
    monkeypatch.setattr(snapshots, "MAX_TOTAL_BYTES", 4)
    with closing(StateFile(str(path))) as state:
        write, times = state.write, iter(range(10**9))

        def counted(simulator: Simulator) -> str:
            if next(times) == 3:
                thrice.set()
            return write(simulator)

        monkeypatch.setattr(state, "write", counted)
        state.keep(simulator, 0.001, told.append)
        assert thrice.wait(30)

    (sentence,) = told
    assert sentence.startswith("state is not kept as a whole: u-2 is left out: ")


def test_what_is_left_out_at_the_end_is_told_and_no_success(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(server: Server, **_: object) -> None:
        server.simulator.open_tenant("u-late").media.put("a.png", b"12345")

    monkeypatch.setattr(snapshots, "MAX_TOTAL_BYTES", 4)
    monkeypatch.setattr(Server, "run", run)
    result = invoked(["serve", "--port", "0", "--state", str(path)], {})

    assert result.exit_code == 1
    assert f"not all is kept in {path}: u-late is left out: the media" in result.stderr
    assert len(read(path).accounts) == 1


def test_a_file_above_the_limit_is_refused_with_its_size(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(path, of_three())
    monkeypatch.setattr(limits, "MAX_STATE_BYTES", 100)

    result = invoked(["serve", "--port", "0", "--state", str(path)], {})

    size = path.stat().st_size
    assert result.exit_code == 2
    assert f"state.json: has {size} bytes; a state has at most 0 MiB" in result.output
