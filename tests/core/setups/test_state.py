"""The state of a simulator: what is written is read again, and what does not fit is told."""

from pathlib import Path

import pytest

from builders import LINE, draft
from catapult_simulator import Setup, Simulator, TenantClosed
from catapult_simulator.core import limits
from catapult_simulator.core.setups import document, files, snapshots
from catapult_simulator.core.setups.state import StateText, read_state

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


def written(path: Path, simulator: Simulator) -> list[str]:
    """Write all; gives the sentences about what is left out."""
    text = StateText(simulator.tenants())
    path.write_bytes(b"".join(text))
    return text.left_out


def users(setup: Setup) -> list[str]:
    return [account["userId"] for account in setup.accounts]


def test_a_state_larger_than_a_setup_is_read_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator = of_three()
    monkeypatch.setattr(document, "MAX_SETUP_BYTES", 100)
    monkeypatch.setattr(snapshots, "MAX_SETUP_BYTES", 4)

    assert written(path, simulator) == []
    assert users(read_state(path)) == list(THREE)
    assert read_state(path).accounts[1]["media"][0]["content"] == b"12345"


def test_an_account_with_too_many_media_is_left_out_and_the_others_are_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "MAX_TOTAL_BYTES", 4)

    (told,) = written(path, of_three())

    assert told.startswith("u-2 is left out: the media of the account have 5 bytes; ")
    assert users(read_state(path)) == ["u-1", "u-3"]


def test_an_account_with_too_many_messages_is_left_out_and_the_others_are_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator = of_three()
    simulator.tenant("u-1").messages.send(draft())
    monkeypatch.setattr(snapshots, "MAX_MESSAGES", 0)

    (told,) = written(path, simulator)

    assert told == "u-1 is left out: the account has 1 messages; a setup has at most 0"
    assert users(read_state(path)) == ["u-2", "u-3"]


def test_an_account_that_could_not_be_read_again_is_left_out(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 4)

    assert "u-2 is left out: media[0].content: has more than" in written(path, of_three())[0]
    assert users(read_state(path)) == ["u-1", "u-3"]


def test_a_closed_account_is_not_told(path: Path) -> None:
    simulator = of_three()
    tenants = simulator.tenants()
    simulator.close_tenant("u-2")
    simulator.tenants = lambda: tenants  # type: ignore[method-assign]  # as seen before

    assert written(path, simulator) == []
    assert users(read_state(path)) == ["u-1", "u-3"]


def test_an_account_beyond_the_whole_is_left_out_and_a_smaller_one_after_it_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator = of_three()
    simulator.tenant("u-2").media.put("b.png", b"x" * 3000)
    written(path, simulator)
    monkeypatch.setattr(limits, "MAX_STATE_BYTES", path.stat().st_size - 3000)

    assert written(path, simulator) == ["u-2 is left out: with it, there are over 0 MiB"]
    assert users(read_state(path)) == ["u-1", "u-3"]


def test_an_account_that_is_reset_meanwhile_ends_the_text() -> None:
    simulator = of_three()
    tenant = simulator.tenant("u-2")

    def state() -> Setup:
        raise TenantClosed("u-2")

    tenant.state = state  # type: ignore[method-assign]

    with pytest.raises(TenantClosed):
        b"".join(StateText(simulator.tenants()))


@pytest.mark.parametrize("declared", [None, LINE])
def test_a_reset_after_a_resumption_returns_to_what_is_declared(declared: str | None) -> None:
    kept = of_three().tenant("u-2").state()
    setup = Setup({"version": 1, "userId": "u-2", "numbers": [declared]}) if declared else None
    tenant = Simulator().open_tenant(*kept.credentials)

    tenant.resume(kept, setup)
    assert [each.name for each in tenant.media.find()] == ["a.png"]
    tenant.reset()

    assert tenant.media.find() == []
    assert [each.number for each in tenant.phone_numbers.find()] == ([declared] if declared else [])
