"""The timeline: the order of timers, and what happens to those that are cancelled."""

from hypothesis import given
from hypothesis import strategies as st

from catapult_simulator.core.time.timeline import Timeline


def nothing(*_: object) -> None:
    """Do nothing."""


def popped(timeline: Timeline[None], until_ms: int) -> list[object]:
    found = []
    while (timer := timeline.pop_due(until_ms)) is not None:
        found.append(timer.arguments[0])
    return found


@given(st.lists(st.integers(0, 5)))
def test_timers_are_ordered_by_due_time_then_by_when_they_were_set(dues: list[int]) -> None:
    timeline: Timeline[None] = Timeline()
    for order, due_ms in enumerate(dues):
        timeline.set(due_ms, nothing, (due_ms, order))

    assert popped(timeline, 5) == sorted((due_ms, order) for order, due_ms in enumerate(dues))


def test_a_timer_that_is_not_yet_due_stays() -> None:
    timeline: Timeline[None] = Timeline()
    timeline.set(10, nothing, "later")

    assert timeline.pop_due(9) is None
    assert timeline.next_due() == 10
    assert popped(timeline, 10) == ["later"]
    assert timeline.next_due() is None


def test_setting_a_timer_says_whether_it_is_the_next_one() -> None:
    timeline: Timeline[None] = Timeline()

    assert timeline.set(10, nothing, "first")
    assert timeline.set(5, nothing, "earlier")
    assert not timeline.set(5, nothing, "as early, but set later")
    assert not timeline.set(7, nothing, "later")


def test_pending_timers_are_listed_soonest_first_with_their_actions() -> None:
    timeline: Timeline[None] = Timeline()
    timeline.set(10, nothing, "m-2")
    timeline.set(5, nothing, "m-1", "x")

    assert [str(timer) for timer in timeline.pending()] == ["nothing(m-1, x)", "nothing(m-2)"]


def test_a_cancelled_timer_is_not_due_and_says_that_it_was_cancelled() -> None:
    cancelled: list[str] = []
    timeline: Timeline[None] = Timeline()
    timeline.set(5, nothing, on_cancel=lambda: cancelled.append("m-1"))
    timeline.set(4, nothing)

    timeline.cancel_all()

    assert cancelled == ["m-1"]
    assert timeline.pending() == []
    assert timeline.pop_due(100) is None


def test_a_timer_that_runs_is_not_cancelled() -> None:
    cancelled: list[str] = []
    timeline: Timeline[None] = Timeline()
    timeline.set(5, nothing, on_cancel=lambda: cancelled.append("m-1"))

    timeline.pop_due(5)
    timeline.cancel_all()

    assert cancelled == []
