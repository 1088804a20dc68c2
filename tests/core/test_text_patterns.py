"""Patterns that come as data: those that could stall the simulator are refused, the rest end."""

import re
import threading
from math import inf
from types import SimpleNamespace

import pytest

from catapult_simulator.core import text_patterns
from catapult_simulator.core.text_patterns import (
    MAX_CHARACTERS,
    MAX_PATTERN,
    SlowPattern,
    TextPattern,
    ignoring_case,
)

A_LOT = "a" * 100_000


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+b",
        r"(a*)*",
        r"(a+){20}b",
        r"(a?){30}a{30}b",
        r"(.*a){20}b",
        r"(a|a)*b",
        r"(a|ab)*c",
        r"(?:\w+ ?)+x",
        r"((a{1,10}){1,10}){1,10}b",
        r".*.*.*x",
        r"(?=(a+)+b)",
        r"(?<!b)(?!(a+)+b)",
        r"(?:(?=.*x)a)*b",
        r"(?:.*,.*,)++",
        r"(?>(a+)+b)",
        r"((a+)+b)++",
        r"(?i:(a+)+b)",
        r"(?x) ( a + ) + b",
        r"(a)?(?(1)(a+)+|b)c",
    ],
)
def test_a_pattern_that_may_match_in_too_many_ways_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="could match in too many ways: repeat no repetition"):
        TextPattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("", "Hello", ""),
        (r"\bSTOP\b", "please STOP now", "STOP"),
        (r"^\d{6}$", "123456", "123456"),
        (r"(\d{1,3}\.){3}\d{1,3}", "at 10.0.0.17.", "10.0.0.17"),
        (r"your code is (\d+)", "Hello, your code is 4711.", "your code is 4711"),
        (r"Order \d+ for .+", "Order 12 for Ann", "Order 12 for Ann"),
        (r"(?:yes|no)+", "yesnoyes", "yesnoyes"),
        (r"(?:\w++ )++now", "do it now", "do it now"),
        (r"(?<=is )\d+|none", "it is 12", "12"),
        (r"^b|c*$", "ab", ""),
        (r"\w+ now", "Do it now", "it now"),
        (r"\bx to .*y$", "x" * 1000 + " x to y", "x to y"),
    ],
)
def test_other_patterns_find_what_those_of_re_find(pattern: str, text: str, found: str) -> None:
    expected = re.search(pattern, text)

    match = TextPattern(pattern).search(text)

    assert match is not None
    assert expected is not None
    assert match.group() == found == expected.group()
    assert match.span() == expected.span()


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_patterns, "MAX_SECONDS", 0.05)


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("pattern", [r"(\w+)(\w+)x", r"a+a+x", r"(a|aa){11}b"])
def test_a_search_that_takes_too_long_is_given_up(pattern: str) -> None:
    sentence = f"{pattern!r} took longer than 0.05 s: repeat no repetition"

    with pytest.raises(SlowPattern, match=re.escape(sentence)):
        TextPattern(pattern).search(A_LOT)


def test_other_threads_go_on_during_a_long_search(monkeypatch: pytest.MonkeyPatch) -> None:
    began, ran, refused = threading.Event(), threading.Event(), threading.Event()

    def now() -> float:  # time is up as soon as the other thread has had a turn
        began.set()
        return inf if ran.is_set() else 0.0

    def search() -> None:
        with pytest.raises(SlowPattern):
            TextPattern(r"a+a+x").search(A_LOT)
        refused.set()

    monkeypatch.setattr(text_patterns, "RealTime", SimpleNamespace(now=now))
    thread = threading.Thread(target=search)
    thread.start()
    began.wait()
    ran.set()
    thread.join()

    assert refused.is_set()


def test_only_the_beginning_of_a_long_text_is_searched() -> None:
    text = "a" * (MAX_CHARACTERS - 1) + "bc"

    assert TextPattern("b").search(text)
    assert TextPattern("c").search(text) is None


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("a" * (MAX_PATTERN + 1), "has 1001 characters; at most 1000 are taken"),
        ("[a", "'[a' is no regular expression: unterminated character set at position 0"),
        ("a{99999999999999999999}", "is no regular expression: the repetition number is too large"),
        ("(" * 499 + ")" * 499, "are nested too deeply"),
    ],
    ids=["long", "no pattern", "large number", "deep"],
)
def test_what_is_no_pattern_is_refused_in_one_sentence(pattern: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        TextPattern(pattern)


def test_case_is_ignored_where_that_is_asked_for() -> None:
    assert TextPattern("stop").search("STOP") is None
    assert ignoring_case("stop").search("STOP")
    with pytest.raises(ValueError, match="too many ways"):
        ignoring_case("(?:ab|AB)*c")
