"""Values as JSON: each comes out as it went in, and nonsense is refused in a sentence."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import draft
from catapult_simulator.core.callbacks import Attempt, Outcome
from catapult_simulator.core.catalogue import NUMBER_NOT_FOUND
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.journal import Entry
from catapult_simulator.core.messages.inbox import Attachment, Inbound
from catapult_simulator.core.messages.message import CallbackOptions, Message
from catapult_simulator.core.remote.records import RECORDS
from catapult_simulator.core.remote.values import Foreign, from_json, to_json
from catapult_simulator.core.rules import Rules
from catapult_simulator.web.json_body import load

TEXTS = st.text(st.characters(exclude_categories=()))  # lone surrogates included
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS | st.binary()
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(TEXTS | st.just("$") | st.integers(), inner)
    ),
    max_leaves=12,
)
MESSAGE = Message(
    "m-1", "in", "+19195550001", "+19195551212", None, ("a.png",), 5, "received", 1,
    options=CallbackOptions(tag="x"),
)  # fmt: skip


def sent(value: object) -> Any:
    """`value` after its way over the wire, on which the server's own parser reads it."""
    return from_json(load(json.dumps(to_json(value)).encode()).content)


@given(VALUES)
def test_a_value_comes_out_as_it_went_in(value: object) -> None:
    received = sent(value)

    assert received == value
    assert repr(received) == repr(value)  # 1, 1.0 and True are equal


@pytest.mark.parametrize(
    "value",
    [
        MESSAGE,
        Inbound(MESSAGE, (Attempt("http://app.test", False, Outcome(200)),), "GET"),
        Attachment("a.png", b"\xff\x00"),
        draft(media=["http://a.test/b.gif"], callback_timeout=5),
        Fault("carrier", delivery_code=770, times=2, id="f-3", struck=1),
        Rules.of("2018", messages_per_second=0.5),
        NUMBER_NOT_FOUND,
        datetime(2019, 5, 1, 12, 0, 0, 1, tzinfo=UTC),
        datetime(2019, 5, 1, tzinfo=timezone(timedelta(hours=-5))),
        datetime(2019, 5, 1),  # noqa: DTZ001 - the method that gets it must refuse it
        timedelta(days=-1, microseconds=3),
        float("inf"),
        10**5000,
        {"$": "Message", "id": 1},
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_record_comes_out_as_it_went_in(value: object) -> None:
    received = sent(value)

    assert received == value
    assert type(received) is type(value)


def test_what_equality_overlooks_comes_along() -> None:
    fault = sent(Fault("callback", outcome="lost", id="f-3", struck=4))

    assert (fault.id, fault.struck) == ("f-3", 4)


def test_an_entry_has_its_detail_built_on_the_way() -> None:
    entry = sent(Entry(3, 5, "request", "GET /", lambda: {"path": "/", "Authorization": "Basic x"}))

    assert entry[:4] == (3, 5, "request", "GET /")
    assert entry.detail == {"path": "/", "Authorization": "***"}


def test_a_value_of_another_kind_arrives_as_its_repr() -> None:
    foreign = sent({"a": [object, 1 + 2j]})

    assert repr(foreign) == "{'a': [<class 'object'>, (1+2j)]}"
    assert isinstance(foreign["a"][0], Foreign)


def test_a_class_with_the_name_of_a_record_is_none() -> None:
    class Message:
        def __repr__(self) -> str:
            return "<mine>"

    assert repr(sent(Message())) == "<mine>"


def test_a_value_that_contains_itself_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)

    with pytest.raises(ValueError, match="nested more than 50 deep"):
        to_json(endless)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"$": "open", "value": "x"}, "there is no record 'open'"),
        ({"$": 5}, "there is no record '5'"),
        ({"$": ["Message"]}, "there is no record"),
        ({"$": "Message", "id": "m-1"}, "missing 11 required|missing 8 required"),
        ({"$": "Message", "__class__": 1}, "unexpected keyword argument"),
        ({"$": "Fault", "at": "moon"}, "at='moon'; choose one of"),
        ({"$": "Rules", "profile": {"$": "foreign", "value": "p"}}, "profile=p; write Rules.of"),
        ({"$": "MessageDraft", "from_": 5, "to": "x"}, "from_=5; pass a str"),
        ({"$": "bytes", "value": "%"}, "Only base64|Non-base64|Incorrect padding"),
        ({"$": "bytes", "value": None}, "argument should be"),
        ({"$": "bytes"}, "'value'"),
        ({"$": "tuple", "value": "abc"}, "its value is no list"),
        ({"$": "dict", "value": [1]}, "cannot unpack|not iterable"),
        ({"$": "dict", "value": [[[], 1]]}, "unhashable"),
        ({"$": "int", "value": "zz"}, "invalid literal"),
        ({"$": "float", "value": "1,5"}, "could not convert"),
        ({"$": "str", "value": "0"}, "non-hexadecimal"),
        ({"$": "datetime", "value": "yesterday"}, "Invalid isoformat"),
        ({"$": "timedelta", "value": [1e300]}, "days=|cannot convert|out of range|too large"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_nobody_wrote_is_refused(content: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=rf"^no value of kind .*({sentence})"):
        from_json([content])


@given(st.recursive(LEAVES.filter(lambda leaf: not isinstance(leaf, bytes)), lambda inner: (
    st.lists(inner)
    | st.dictionaries(st.sampled_from(["$", "value", "id", "at"]), inner | st.sampled_from(
        [*RECORDS, "tuple", "dict", "bytes", "int", "float", "str", "datetime", "timedelta"]
    ))
)))  # fmt: skip
def test_nothing_but_a_value_error_comes_of_nonsense(content: Any) -> None:
    with suppress(ValueError):
        from_json(content)
