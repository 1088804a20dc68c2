"""Reading JSON bodies: what is none, and where in the text something stands."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import code_of
from catapult_simulator.web.json_body import MalformedJson, Path, load, parse, position


@pytest.mark.parametrize("data", [b"", b"  \r\n"])
def test_an_empty_body_is_an_empty_object(data: bytes) -> None:
    """Assumption A2."""
    assert parse(data).content == {}


@pytest.mark.parametrize(
    "data",
    [b"{", b"x", b'{"a": NaN}', b'{"a": -Infinity}', b"{'a': 1}", b'{"a": 1,}', b"\xff", b"{} x",
     rb'{"a": "\ud800"}', rb'{"\udc00": 1}', b'{"a": "\n"}', b"[" * 10_000, b"[" * 80 + b"]" * 80,
     b'{"a": ' + b"9" * 5000 + b"}"],
    ids=lambda data: ascii(data[:16]),
)  # fmt: skip
def test_malformed_json_is_refused(data: bytes) -> None:
    assert code_of(parse, data) == "validation-error"


@pytest.mark.parametrize(
    ("data", "content"),
    [
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (rb'{"a": "\ud83d\ude00"}', {"a": "😀"}),
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (b'{"a": "\\u0000"}', {"a": "\0"}),
        (b"[" * 60 + b"]" * 60, json.loads("[" * 60 + "]" * 60)),
        (('{"a": "' + "[{" * 100 + '"}').encode(), {"a": "[{" * 100}),
    ],
    ids=["byte order mark", "surrogate pair", "duplicates", "NUL", "nested", "brackets in a text"],
)
def test_unusual_json_is_read(data: bytes, content: Any) -> None:
    assert parse(data).content == content


@pytest.mark.parametrize(
    ("text", "path", "found"),
    [
        pytest.param('{"eventType":"x"}', ("eventType",), (1, 15), id="observed"),
        pytest.param('{"username":"x"}', ("username",), (1, 14), id="observed, too"),
        pytest.param('{"name":{}}', ("name",), (1, 10), id="observed, an object"),
        pytest.param('{\n "a": 1,\r\n  "b" :\t2}', ("b",), (3, 10), id="lines"),
        pytest.param('{"a": [1, {"x": 2}], "b": 3}', ("b",), (1, 28), id="after a nested value"),
        pytest.param('{"a": "}\\",{", "b": 3}', ("b",), (1, 22), id="after brackets in a text"),
        pytest.param('[{"a": 1}, {"b": 2}]', (1, "b"), (1, 19), id="in a list"),
        pytest.param('{"p": {"q": {"x": 1}}}', ("p", "q", "x"), (1, 20), id="deep"),
        pytest.param('{"x": 1, "x": 2}', ("x",), (1, 8), id="the first of two"),
        pytest.param('{"p": 1, "p": {"x": 2}}', ("p", "x"), (1, 22), id="in the last of two"),
        pytest.param('{"p": {"x": 1}, "p": {"x": 2}, "z": 0}', ("p", "x"), (1, 29), id="in that"),
        pytest.param('{"\\u0061": 1}', ("a",), (1, 13), id="an escaped name"),
        pytest.param('\n\n  {"a":1}', ("a",), (3, 9), id="space before"),
    ],
)
def test_line_and_column_are_those_of_the_value_plus_one(
    text: str, path: Path, found: tuple[int, int]
) -> None:
    """Observed for three bodies; for the rest assumption A14."""
    assert position(text, path) == found


documents = st.recursive(
    st.none() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)


def paths(value: Any, under: Path = ()) -> list[Path]:
    steps: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    below = [path for step, inner in steps for path in paths(inner, (*under, step))]
    return [(*under, step) for step, _ in steps] + below


@given(document=documents, indent=st.sampled_from([None, 0, 2]))
def test_every_position_is_where_the_value_starts(document: Any, indent: int | None) -> None:
    text = json.dumps(document, indent=indent)
    for path in paths(document):
        line, column = position(text, path)

        rest = "\n".join(text.split("\n")[line - 1 :])[column - 2 :]
        found, _ = json.JSONDecoder().raw_decode(rest)
        wanted = document
        for step in path:
            wanted = wanted[step]
        assert found == wanted


def nested(depth: int, innermost: str) -> bytes:
    """`innermost` at this depth, in lists and objects, beside many values that are not nested."""
    opening = "".join('{"a":' if level % 2 else "[" for level in range(1, depth))
    closing = "".join("}" if level % 2 else "]" for level in reversed(range(1, depth)))
    return ("[" + "[]," * 100 + opening + innermost + closing + "]").encode()


@pytest.mark.parametrize("innermost", ["1", "{}", "[]", '"["'])
def test_values_are_nested_at_most_63_deep(innermost: str) -> None:
    parse(nested(63, innermost))

    assert code_of(parse, nested(64, innermost)) == "validation-error"


def test_a_number_that_python_does_not_read_is_refused_with_its_place() -> None:
    digits = "1" * 5000
    body = f'{{"digits": "{digits}",\n "a": {digits}}}'

    with pytest.raises(MalformedJson) as refused:
        load(body.encode())

    assert str(refused.value) == "line 2, column 7: a number has more than 4300 digits"
