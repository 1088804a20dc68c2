"""The journal: a ring of numbered entries."""

from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catapult_simulator.core.journal import Journal


def journal(size: int = 5000) -> Journal:
    return Journal(lambda: 1_556_712_000_000, size)


def numbers(found: Any) -> list[int]:
    return [entry.number for entry in found]


def test_entries_are_numbered_from_one_in_their_order() -> None:
    history = journal()
    for summary in ("a", "b", "c"):
        history.record("control", summary, {})

    assert [(entry.number, entry.summary) for entry in history] == [(1, "a"), (2, "b"), (3, "c")]


@given(size=st.integers(1, 5), count=st.integers(0, 12), after=st.integers(0, 14))
def test_entries_after_a_number_are_those_still_in_the_ring(
    size: int, count: int, after: int
) -> None:
    history = journal(size)
    for _ in range(count):
        history.record("control", "x", {})

    kept = range(max(1, count - size + 1), count + 1)
    assert numbers(history.entries(after)) == [number for number in kept if number > after]
    assert history.missed(after) == max(0, kept.start - after - 1)
    assert len(history) == len(kept)


def test_entries_of_one_kind_can_be_asked_for() -> None:
    history = journal()
    history.record("request", "a", {})
    history.record("callback", "b", {})
    history.record("request", "c", {})

    assert numbers(history.entries(kind="request")) == [1, 3]
    assert numbers(history.entries(after=1, kind="request")) == [3]


def test_the_last_entry_of_a_kind_is_found() -> None:
    history = journal()
    history.record("request", "a", {"x": 1})
    history.record("callback", "b", {})

    assert history.last().summary == "b"
    assert history.last("request").detail == {"x": 1}
    with pytest.raises(LookupError, match="no fault entry"):
        history.last("fault")


def test_a_detail_can_be_built_when_it_is_read() -> None:
    history = journal()
    asked = iter([1, 2])

    history.record("request", "a", lambda: {"asked": next(asked)})

    assert next(asked) == 1
    assert history.last().detail == {"asked": 2}


def test_the_journal_reads_as_lines() -> None:
    history = journal()
    history.record("callback", "POST http://app.test -> 200", {})

    assert str(history) == "2019-05-01T12:00:00Z callback   POST http://app.test -> 200"


def test_a_listener_is_called_for_every_entry_until_it_unsubscribes() -> None:
    history = journal()
    woken: list[str] = []
    leave = history.subscribe(lambda: woken.append("x"), 0)
    history.record("control", "a", {})
    history.record("control", "b", {})

    leave()
    leave()
    history.record("control", "c", {})

    assert woken == ["x", "x"]


def test_a_listener_that_missed_an_entry_is_called_at_once() -> None:
    history = journal()
    history.record("control", "a", {})
    woken: list[str] = []

    history.subscribe(lambda: woken.append("late"), 0)
    history.subscribe(lambda: woken.append("up to date"), 1)

    assert woken == ["late"]


def test_a_listener_for_one_kind_is_not_woken_by_others() -> None:
    history = journal()
    history.record("request", "before", {})
    woken: list[str] = []
    history.subscribe(lambda: woken.append("x"), 0, "callback")

    history.record("request", "a", {})
    assert woken == []
    history.record("callback", "b", {})
    assert woken == ["x"]


def test_who_waits_is_woken_when_the_journal_is_closed() -> None:
    history = journal()
    woken: list[str] = []
    history.subscribe(lambda: woken.append("waiting"), 0, "callback")

    history.close()
    history.subscribe(lambda: woken.append("late"), 0)

    assert woken == ["waiting", "late"]


def test_entries_before_its_first_number_were_not_missed() -> None:
    """They belong to the journal before a reset, which cleared them."""
    history = Journal(lambda: 0, size=2, first_number=101)
    for _ in range(3):
        history.record("control", "x", {})

    assert [history.missed(after) for after in (0, 100, 101, 102)] == [1, 1, 0, 0]


def test_numbers_never_repeat_though_many_write_at_once() -> None:
    history = journal(100_000)

    def write() -> None:
        for _ in range(5000):
            history.record("control", "x", {})

    writers = [Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert numbers(history) == list(range(1, 20_001))


class Interrupted(Journal):
    """A journal that is written to while a reader iterates over its entries."""

    def _snapshot(self) -> list[Any]:
        seen = super()._snapshot()
        self.record("control", "somebody else's", {})
        return seen


def test_an_entry_is_read_once_though_others_write_meanwhile() -> None:
    history = Interrupted(lambda: 0)
    for _ in range(3):
        history.record("control", "x", {})

    assert numbers(history.entries(after=2)) == [3]
