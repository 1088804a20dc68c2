"""`serve --state`: a restart keeps the account, its clock, and what a reset returns to."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from builders import LINE, draft
from catapult_simulator import Rules, Server, Simulator, Tenant
from catapult_simulator.cli.serving import simulator_of
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS, Settings
from catapult_simulator.cli.state_file import StateFile
from cli.commands import invoked

NUMBER = f"{LINE}=http://127.0.0.1:9/sms"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def restarted(path: Path, simulator: Simulator, **settings: Any) -> Simulator:
    """The simulator of a `serve` with these settings, after one that ended with `simulator`."""
    with closing(StateFile(str(path))) as state:
        assert state.write(simulator) == ""
        found = state.open()
    return simulator_of(Settings(**{"clock": "virtual"} | settings), found)


def account(simulator: Simulator) -> Tenant:
    return simulator.tenant(DEFAULT_CREDENTIALS.user_id)


def sent(simulator: Simulator) -> Simulator:
    account(simulator).messages.send(draft())
    return simulator


@pytest.mark.parametrize("settings", [{"numbers": (NUMBER,)}, {"setup": f'numbers = ["{NUMBER}"]'}])
def test_after_a_restart_a_reset_returns_to_the_declared_setup(
    path: Path, settings: dict[str, Any]
) -> None:
    if "setup" in settings:
        settings = {"setup": f"version = 1\n{settings['setup']}"}
    first = sent(simulator_of(Settings(clock="virtual", **settings)))

    second = restarted(path, first, **settings)
    assert len(account(second).messages.find()) == 1
    account(second).reset()

    assert account(second).messages.find() == []
    assert account(second).phone_numbers.owned(LINE) is not None
    assert account(second).has_setup


def test_without_a_declared_setup_a_reset_empties_the_account(path: Path) -> None:
    first = sent(simulator_of(Settings(clock="virtual", numbers=(NUMBER,))))

    second = restarted(path, first)
    assert not account(second).has_setup
    account(second).reset()

    assert account(second).messages.find() == []
    assert account(second).phone_numbers.all() == []


def test_an_account_that_is_not_declared_keeps_its_rules_over_a_reset(path: Path) -> None:
    first = simulator_of(Settings(clock="virtual"))
    first.open_tenant("u-other", rules=Rules().but(dequeue_ms=7))

    second = restarted(path, first, numbers=(NUMBER,))
    second.tenant("u-other").reset()

    assert second.tenant("u-other").rules.dequeue_ms == 7
    assert not second.tenant("u-other").has_setup
    assert account(second).has_setup


def test_an_account_keeps_its_clock_whatever_the_next_start_says(path: Path) -> None:
    first = simulator_of(Settings(clock="virtual"))
    account(first).advance(timedelta(days=1))
    now = account(first).now

    second = restarted(path, first, clock="wall")
    third = restarted(path, second, clock="virtual")

    assert account(second).can_advance
    assert account(third).now == now
    assert second.open_tenant("u-new").can_advance is False


def test_a_start_with_another_clock_is_told_which_accounts_keep_theirs(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Server, "run", lambda *_, **__: None)
    given = ["serve", "--port", "0", "--state", str(path)]
    told = [
        invoked([*given, "--clock", clock], {}).stderr for clock in ("virtual", "virtual", "wall")
    ]

    sentence = "the state has accounts on the virtual clock, and they keep it: "
    assert told == ["", "", f"{sentence}{DEFAULT_CREDENTIALS.user_id}\n"]


def test_a_wall_clock_stays_one(path: Path) -> None:
    second = restarted(path, simulator_of(Settings(clock="wall")), clock="virtual")

    assert not account(second).can_advance


def test_a_file_without_clocks_has_that_of_the_simulator(path: Path) -> None:
    path.write_text('{"version": 1, "accounts": [{"userId": "u-1"}]}', encoding="utf-8")
    with closing(StateFile(str(path))) as state:
        found = state.open()

    assert simulator_of(Settings(clock="virtual"), found).tenant("u-1").can_advance
