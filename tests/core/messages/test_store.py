"""Where messages lie: pages as a naive model would give them, at any size."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.messages.posting_list import PostingList
from catapult_simulator.core.messages.store import MessageStore

PEOPLE = ("+1", "+2", "+3")
STATES = ("queued", "sending", "sent", "error")
DELIVERY_STATES = (None, "waiting", "delivered", "not-delivered")
HOUR = 1_556_712_000_000


def message(number: int, time_ms: int = HOUR, **changes: Any) -> Message:
    plain: dict[str, Any] = {
        "id": f"m-{number}", "direction": "out", "from_": "+1", "to": "+2", "text": "x",
        "media": (), "time_ms": time_ms, "state": "queued", "segment_count": 1,
    }  # fmt: skip
    return Message(**(plain | changes))


class Model:
    """The same, by looking at every message each time. Keys are found out page by page."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def matching(
        self, wanted: dict[str, str], from_ms: int | None, to_ms: int | None
    ) -> list[Message]:
        return [
            message
            for message in self.messages
            if all(getattr(message, name) == value for name, value in wanted.items())
            and (from_ms is None or message.time_ms >= from_ms)
            and (to_ms is None or message.time_ms <= to_ms)
        ]


filters = st.fixed_dictionaries(
    {},
    optional={
        "from_": st.sampled_from((*PEOPLE, "+9")),
        "to": st.sampled_from(PEOPLE),
        "direction": st.sampled_from(("in", "out")),
        "state": st.sampled_from(STATES),
        "delivery_state": st.sampled_from(DELIVERY_STATES[1:]),
    },
)
bounds = st.none() | st.integers(HOUR - 1, HOUR + 6)


class StoreMachine(RuleBasedStateMachine):
    """Messages are added and change; every page is what the model says."""

    ids = Bundle("ids")

    @initialize()
    def open(self) -> None:
        self.store, self.model, self.now_ms = MessageStore(), Model(), HOUR

    @rule(
        target=ids, later=st.integers(0, 2), from_=st.sampled_from(PEOPLE),
        to=st.sampled_from(PEOPLE), direction=st.sampled_from(("in", "out")),
    )  # fmt: skip
    def add(self, later: int, from_: str, to: str, direction: str) -> str:
        self.now_ms += later
        count = len(self.model.messages)
        added = message(count, self.now_ms, from_=from_, to=to, direction=direction)
        self.model.messages.append(self.store.add(added))
        return added.id

    @rule(
        message_id=ids, state=st.sampled_from(STATES),
        delivery_state=st.sampled_from(DELIVERY_STATES),
    )  # fmt: skip
    def change(self, message_id: str, state: Any, delivery_state: Any) -> None:
        at = int(message_id.removeprefix("m-"))
        changed = self.model.messages[at]._replace(state=state, delivery_state=delivery_state)
        self.store.replace(changed)
        self.model.messages[at] = changed

    @rule(
        wanted=filters, from_ms=bounds, to_ms=bounds, ascending=st.booleans(),
        size=st.integers(1, 4),
    )  # fmt: skip
    def turn_pages(
        self, wanted: dict[str, str], from_ms: int | None, to_ms: int | None, ascending: bool,
        size: int,
    ) -> None:  # fmt: skip
        limits = {"from_ms": from_ms, "to_ms": to_ms, "ascending": ascending, "size": size}
        expected = self.model.matching(wanted, from_ms, to_ms)
        expected = expected if ascending else expected[::-1]

        assert all_pages(self.store, wanted, size, ascending, limits) == expected

    @rule(wanted=filters, skip=st.integers(0, 5), size=st.integers(1, 4))
    def jump(self, wanted: dict[str, str], skip: int, size: int) -> None:
        expected = self.model.matching(wanted, None, None)[::-1]

        page = self.store.page(wanted, skip=skip, size=size)

        assert page.messages == expected[skip : skip + size]
        assert (page.next_key is not None) == (len(expected) > skip + size)

    @invariant()
    def everything_is_found_by_its_id(self) -> None:
        assert len(self.store) == len(self.model.messages)
        for kept in self.model.messages:
            assert self.store.get(kept.id) == kept


def all_pages(
    store: MessageStore, wanted: dict[str, str], size: int, ascending: bool, limits: dict[str, Any]
) -> list[Message]:
    """Everything that `wanted` gives, page after page through the cursor; none may be overfull."""
    found: list[Message] = []
    cursor: dict[str, Any] = {}
    for _ in range(len(store) + 1):
        page = store.page(wanted, **limits, **cursor)
        assert len(page.messages) <= size
        found += page.messages
        if page.next_key is None:
            return found
        assert len(page.messages) == size
        cursor = {"after_key" if ascending else "before_key": page.next_key}
    raise AssertionError("the pages never end")


StoreMachine.TestCase.settings = settings(
    max_examples=settings().max_examples * 2 // 5, stateful_step_count=30, deadline=None
)
test_every_page_is_what_a_naive_search_gives = StoreMachine.TestCase


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 40)), max_size=200))
def test_a_posting_list_is_an_ordered_set(steps: Sequence[tuple[bool, int]]) -> None:
    positions, model = PostingList(), set[int]()
    for adding, place in steps:
        if adding and place not in model:
            positions.add(place)
            model.add(place)
        elif not adding and place in model:
            positions.discard(place)
            model.discard(place)

    assert list(positions.between(0, 100, ascending=True)) == sorted(model)
    assert list(positions.between(10, 30, ascending=False)) == sorted(
        (place for place in model if 10 <= place < 30), reverse=True
    )
    assert len(positions) == len(model)


def test_a_posting_list_that_empties_from_the_front_frees_memory() -> None:
    positions = PostingList()
    for place in range(10_000):
        positions.add(place)
        if place >= 10:
            positions.discard(place - 10)

    assert list(positions.between(0, 10_000, ascending=True)) == list(range(9990, 10_000))
    assert len(positions._places) < 5000


def test_sort_keys_are_19_digits_that_begin_with_the_milliseconds() -> None:
    """Documented sample: 1458576004287000989."""
    store = MessageStore()
    for number in range(3):
        store.add(message(number))

    key = store.page({}, size=1).next_key

    assert key == HOUR * 1_000_000 + 2
    assert len(str(key)) == 19


def test_a_cursor_stays_valid_while_messages_are_added() -> None:
    store = MessageStore()
    for number in range(4):
        store.add(message(number))
    first = store.page({}, size=2)

    store.add(message(4))
    second = store.page({}, size=2, before_key=first.next_key)

    assert [found.id for found in first.messages + second.messages] == ["m-3", "m-2", "m-1", "m-0"]


@pytest.mark.parametrize("key", [0, 1, 2**63 - 1, 2**63, 10**19 - 1])
@pytest.mark.parametrize("side", ["before_key", "after_key"])
def test_any_cursor_gives_a_page(side: str, key: int) -> None:
    store = MessageStore()
    store.add(message(0))

    sort_key: dict[str, Any] = {side: key}
    page = store.page({}, **sort_key)

    assert len(page.messages) in (0, 1)


@pytest.mark.parametrize("moment", [-(10**18), -1, 10**18])
def test_any_bound_of_time_gives_a_page(moment: int) -> None:
    store = MessageStore()
    store.add(message(0))

    assert len(store.page({}, from_ms=moment).messages) == (moment < HOUR)
    assert len(store.page({}, to_ms=moment).messages) == (moment > HOUR)
