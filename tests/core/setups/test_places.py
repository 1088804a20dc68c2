"""Places of keys and values: each is found, in JSON and in TOML, however it is written."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catapult_simulator.core.setups import json_places, toml_places
from catapult_simulator.core.setups.document import events_of, parse, place_at
from catapult_simulator.core.setups.problems import About

_KEYS = st.sampled_from(("a", "b-1", "ü", 'q"uote', "back\\slash", "dot.ted", "", "new\nline"))
_SCALARS = st.one_of(
    st.integers(-5, 5), st.booleans(), st.sampled_from(("", "x", '"', "{[,:=#", "'", "a\\n\n"))
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=12,
)
_CONTENTS = st.dictionaries(_KEYS, _VALUES, max_size=4)


def values_of(content: Any, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], Any]:
    """Every value within `content`, by path."""
    found = {path: content}
    if isinstance(content, dict | list):
        steps = content.items() if isinstance(content, dict) else enumerate(content)
        for step, inner in steps:
            found |= values_of(inner, (*path, step))
    return found


@given(_CONTENTS, st.sampled_from((None, 1)))
def test_each_value_of_a_json_text_is_where_its_place_says(
    content: Any, indent: int | None
) -> None:
    text = json.dumps(content, indent=indent, ensure_ascii=False)
    decoder = json.JSONDecoder()

    places = {e.path: e.offset for e in json_places.events(text) if e.about == "value"}

    found = {path: decoder.raw_decode(text, offset)[0] for path, offset in places.items()}
    assert found == values_of(content)


@given(_CONTENTS)
def test_each_key_of_a_json_text_is_where_its_place_says(content: Any) -> None:
    text = json.dumps(content)
    decoder = json.JSONDecoder()

    keys = [event for event in json_places.events(text) if event.about == "key"]

    assert [decoder.raw_decode(text, key.offset)[0] for key in keys] == [k.path[-1] for k in keys]
    assert len(keys) == sum(isinstance(path[-1], str) for path in values_of(content) if path)


def toml_value(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)} = {toml_value(each)}" for key, each in value.items())
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list):
        return "[\n " + ", # ]\n".join([*map(toml_value, value), ""]) + "]"
    return json.dumps(value)


def toml_text(content: dict[str, Any]) -> str:
    """Scalars and lists first, then a table for each inner one: `[a]`, `[[b]]`."""
    pairs, tables = [], []
    for key, value in content.items():
        name = json.dumps(key)
        if isinstance(value, dict):
            tables.append(f"[ {name} ] # {{\n" + toml_text_of_pairs(value))
        elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            tables += [f"[[{name}]]\n" + toml_text_of_pairs(each) for each in value]
        else:
            pairs.append(f"{name} = {toml_value(value)}\n")
    return "".join([*pairs, *tables])


def toml_text_of_pairs(content: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(key)}\t= {toml_value(each)}\r\n" for key, each in content.items())


@given(_CONTENTS)
def test_each_value_of_a_toml_text_has_its_place(content: dict[str, Any]) -> None:
    text = toml_text(content)
    assert parse("#\n" + text, "text").content == content

    places = {event.path: event.offset for event in toml_places.events(text) if event.path}

    values = values_of(content)
    assert places.keys() == values.keys() - {()}
    scalars = {path: each for path, each in values.items() if not isinstance(each, dict | list)}
    for path, value in scalars.items():
        assert text.startswith(json.dumps(value), places[path])


_TOML = '''\
# a comment = 1
version = 1
numbers = [ # of the shop
  "+19195551212", {number = "+19195551213", name = 'it''s'},
]
rules.receiptMs = 0
"rules".smil = "last"
text = """
multi "quoted" \\" ""
= [x]"""""
[[faults]]
at = "rest"
[[faults]]
at = "carrier"
  [faults.nested."deep er"]
  k = \'\'\'l'iteral''\'\'\'
[[faults.inner]]
n = 2019-05-01T12:00:00Z
'''.replace("'it''s'", "'its'")


@pytest.mark.parametrize(
    ("about", "path", "place"),
    [
        ("value", ("version",), (2, 11)),
        ("key", ("version",), (2, 1)),
        ("value", ("numbers", 0), (4, 3)),
        ("key", ("numbers", 1, "name"), (4, 45)),
        ("value", ("rules", "receiptMs"), (6, 19)),
        ("key", ("rules", "smil"), (7, 1)),
        ("value", ("text",), (8, 8)),
        ("value", ("faults", 0), (11, 1)),
        ("value", ("faults", 1, "at"), (14, 6)),
        ("value", ("faults", 1, "nested", "deep er", "k"), (16, 7)),
        ("value", ("faults", 1, "inner", 0, "n"), (18, 5)),
    ],
)
def test_places_of_a_toml_text(about: About, path: Any, place: tuple[int, int]) -> None:
    parse(_TOML, "text")  # it is well-formed

    places = {(e.about, e.path): e.offset for e in reversed(list(events_of(_TOML, "toml")))}

    assert place_at(_TOML, places[about, path]) == place
