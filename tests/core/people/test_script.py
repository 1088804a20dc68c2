"""Scripts: a person's answers as data, from and to JSON and TOML."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.people.script import MAX_ANSWERS, Answer, Script


def text(written: str | None) -> Message:
    return Message("m-1", "out", "+19195551212", "+19195550001", written, (), 0, "sent", 1)


BY_PATTERN: Mapping[str, Any] = {"code is (\\d+)": ["Thanks", "Bye"], "^yes": None, "y|n": "Y"}


@pytest.mark.parametrize(
    ("answers", "asked", "texts"),
    [
        ("YES", "Do you want to join?", ("YES",)),
        (["One", "Two"], "Hi", ("One", "Two")),
        (BY_PATTERN, "Your CODE IS 1234", ("Thanks", "Bye")),
        (BY_PATTERN, "Yes or no?", ()),
        (BY_PATTERN, "Reply n", ("Y",)),
        (BY_PATTERN, "Hi", ()),
        ({re.compile("STOP"): "Stopped"}, "stop", ()),
        ({re.compile("STOP"): "Stopped"}, "STOP", ("Stopped",)),
        ({re.compile("a.b", re.DOTALL | re.IGNORECASE): "ok"}, "A\nB", ("ok",)),
    ],
    ids=repr,
)
def test_the_first_pattern_that_is_found_answers(
    answers: Any, asked: str, texts: tuple[str, ...]
) -> None:
    assert Script.of(answers).texts_for(text(asked)) == texts


def test_a_message_without_text_is_read_as_an_empty_one() -> None:
    assert Script.of("YES").texts_for(text(None)) == ("YES",)
    assert Script.of({"x": "YES"}).texts_for(text(None)) == ()


@pytest.mark.parametrize(
    "answers", ["YES", ["One", "Two"], {"a|b": "1", "c": ["2", "3"], "d": []}], ids=repr
)
def test_a_script_is_written_as_it_was_read(answers: Any) -> None:
    script = Script.of(answers)

    assert script.as_data() == answers
    assert Script.of(script.as_data()) == script


def test_flags_of_a_compiled_pattern_are_written_into_it() -> None:
    script = Script.of({re.compile("a.b", re.DOTALL): "x", re.compile("c", re.IGNORECASE): "y"})

    assert script.as_data() == {"(?s-i:a.b)": "x", "c": "y"}
    assert script.rows[0] == Answer("(?s-i:a.b)", ("x",))


@pytest.mark.parametrize(
    ("answers", "error", "sentence"),
    [
        ({"a(": "x"}, ValueError, r"pattern 'a\(' is no regular expression: missing \)"),
        ({}, ValueError, "answers has 0 patterns; give 1 to 100"),
        (dict.fromkeys(map(str, range(MAX_ANSWERS + 1)), "x"), ValueError, "has 101 patterns"),
        (5, TypeError, "answers is 5; give a text, a list of texts, or a mapping"),
        ({"a": 5}, TypeError, r"answers\['a'\] is 5"),
        ({5: "a"}, TypeError, "pattern=5; pass a str"),
        (["a", 5], TypeError, "answers=5; pass a str"),
        (" ", ValueError, "answers=' ' is blank"),
        ({re.compile(b"a"): "x"}, TypeError, "is one of bytes"),
    ],
    ids=repr,
)
def test_answers_that_nobody_can_give_are_refused(
    answers: Any, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        Script.of(answers)
