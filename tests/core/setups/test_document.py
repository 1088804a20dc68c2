"""Texts of setups: refused with a place and a sentence where they are neither JSON nor TOML."""

from pathlib import Path

import pytest

from catapult_simulator.core.setups import document, source
from catapult_simulator.core.setups.document import MAX_TOML_BYTES
from catapult_simulator.core.setups.problems import SetupError


def refusal(text: str) -> str:
    with pytest.raises(SetupError) as refused:
        source.read(text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"version": 1 2}', "text, line 1, column 15: no JSON: "),
        ('{\n "a": 1,\n "b": {"c": 1, "c": 2}}', "text, line 3, column 16: b.c: this key is"),
        ('{"a": [1, NaN]}', "text, line 1, column 11: NaN is no JSON"),
        ('{"a": -Infinity}', "text, line 1, column 7: -Infinity is no JSON"),
        (f'{{"a":\n{"9" * 5000}}}', "text, line 2, column 1: a number has too many digits"),
        (f'{{"a":\n{"[" * 100_000}', "text, line 2, column 21: is nested too deeply"),
        ('[{"number": "x"}]', "text, line 1, column 1: a setup is an object"),
        (" [\n]", "text, line 1, column 1: a setup is an object"),
        ('{"a": 1} b', "text, line 1, column 10: no JSON: Extra data"),
        ("version = 1\nname = ", "text, line 2, column 8: no TOML: "),
        ("a = 1\na = 2", "text, line 2, column 6: no TOML: Cannot overwrite a value"),
        ("a = [1,\n2", "text, line 2, column 2: no TOML: "),
        (f"a = {'9' * 5000}", "text, line 1, column 5: a number has too many digits"),
        (f"a = {'[' * 100_000}", "text: is nested too deeply"),
        ("\n" + "a." * 40 + "a = 1", "text, line 2, column 1: a key has more than 32 parts"),
        ("a = 1\n" + "#" * MAX_TOML_BYTES, "text: has 262150 bytes; a setup has at most"),
    ],
    ids=lambda value: value[:20],
)  # fmt: skip
def test_a_text_that_cannot_be_parsed_is_refused_with_its_place(text: str, sentence: str) -> None:
    assert refusal(text).startswith(sentence)


def test_a_text_of_json_has_a_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_SETUP_BYTES", 100)

    assert refusal(f'{{"version": 1, "name": "{"x" * 100}"}}').startswith("text: has 126 bytes")


@pytest.mark.parametrize("key", ['"a"', "'a'", "a", "a "])
def test_no_key_with_many_parts_takes_long(key: str) -> None:
    """The time of tomllib grows with their square: 100,000 parts would take hours."""
    assert "more than 32 parts" in refusal(".".join([key] * 30_000) + " = 1\n")


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("", "setup: it is empty; give the path of a setup in JSON or TOML, or the text itself"),
        ("  ", "  : it is empty; give the path"),
        ("lost.toml", "lost.toml: no such file; give the path of a setup in JSON or TOML, or the"),
        ("nul\0.toml", "nul\0.toml: cannot be read: embedded null byte"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(path: str, sentence: str) -> None:
    assert refusal(path).startswith(sentence)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(str(tmp_path)).startswith(f"{tmp_path}: cannot be read: ")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    path.write_bytes(b'{\n"version": "\xff"}')

    assert refusal(str(path)) == "world.json, line 2, column 13: byte 15 is no UTF-8"


def test_a_file_that_is_too_large_is_told_with_its_whole_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MAX_SETUP_BYTES", 100)
    monkeypatch.setattr(document, "MAX_SETUP_BYTES", 100)
    path = tmp_path / "world.json"
    path.write_bytes(b" " * 1000)

    assert refusal(str(path)).startswith("world.json: has 1000 bytes; a setup has at most")


def test_a_file_begins_with_any_mark_of_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    path.write_bytes(b'\xef\xbb\xbf{"version": 1}')

    assert source.read(path).content == {"version": 1}


@pytest.mark.parametrize(
    "text",
    ['{"version": 1}', ' \n {"version": 1}', "version = 1", "version=1", "# one\nversion = 1"],
)
def test_a_text_is_told_from_a_path(text: str) -> None:
    assert source.read(text).content == {"version": 1}


@pytest.mark.parametrize("path", ["world.json", "/srv/world.toml", "a=b/world.toml", "C:\\w.json"])
def test_a_path_is_told_from_a_text(path: str) -> None:
    assert source.is_text(path) == path.startswith("a=b")


def test_a_mapping_is_copied() -> None:
    content: dict[str, object] = {"numbers": ["+19195551212"]}
    read = source.read(content)

    content["numbers"] = []

    assert read.content == {"numbers": ["+19195551212"]}


def test_a_mapping_that_is_no_json_is_refused() -> None:
    with pytest.raises(
        SetupError, match="mapping: it cannot be written as JSON: Object of type set"
    ):
        source.read({"numbers": {1, 2}})


def test_anything_else_is_an_error_of_type() -> None:
    with pytest.raises(TypeError, match="setup=5; pass a path, a text, or a mapping"):
        source.read(5)  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize("text", ['{"version": 1}', "version = 1"])
def test_a_text_may_begin_with_a_byte_order_mark(text: str) -> None:
    assert source.read(f"\ufeff{text}").content == {"version": 1}
