"""Memory of ended accounts goes back to the system."""

import pytest

from catapult_simulator.cli import free_memory
from catapult_simulator.cli.free_memory import FreeMemory, malloc_trim
from catapult_simulator.core.simulator import Simulator


class Trimmed:
    def __init__(self, simulator: Simulator) -> None:
        self.times = 0
        self._free_memory = FreeMemory(simulator.network, self._trim)

    def _trim(self) -> None:
        self.times += 1

    def look(self) -> int:
        thread = self._free_memory.look()
        if thread is not None:
            thread.join()
        return self.times


def test_nothing_is_trimmed_while_no_account_ends(simulator: Simulator) -> None:
    simulator.open_tenant()

    assert Trimmed(simulator).look() == 0


def test_a_closed_and_a_reset_account_are_trimmed_once(simulator: Simulator) -> None:
    trimmed, tenant = Trimmed(simulator), simulator.open_tenant()

    tenant.reset()
    assert (trimmed.look(), trimmed.look()) == (1, 1)

    simulator.close_tenant(tenant.user_id)
    assert (trimmed.look(), trimmed.look()) == (2, 2)


def test_without_a_thread_it_is_done_the_next_time(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoThread:
        def __init__(self, **_: object) -> None: ...

        def start(self) -> None:
            raise RuntimeError("can't start new thread")

    trimmed, tenant = Trimmed(simulator), simulator.open_tenant()
    tenant.reset()
    with monkeypatch.context() as patched:
        patched.setattr(free_memory, "Thread", NoThread)
        assert trimmed.look() == 0

    assert trimmed.look() == 1


def test_a_c_library_without_malloc_trim_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda name: object())
    malloc_trim()
