"""Text for a terminal: what steers one is escaped, all other text stays."""

import json
import unicodedata

import pytest

from catapult_simulator.core.printable import printable, printable_json

UNSAFE = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x200F, 0x2028)]
UNSEEN = map(chr, (0xAD, 0x34F, 0x115F, 0x180E, 0x2800, 0x3164, 0xE01EF))


@pytest.mark.parametrize("character", [*UNSAFE, *UNSEEN], ids=ascii)
def test_a_character_that_steers_a_terminal_is_escaped(character: str) -> None:
    assert printable(f"a{character}b").isascii()
    assert printable(f"a{character}b").isprintable()
    assert json.loads(printable_json(json.dumps(character, ensure_ascii=False))) == character


def test_no_control_or_bidirectional_character_is_forgotten() -> None:
    every = map(chr, range(0x110000))
    steering = [
        each
        for each in every
        if unicodedata.category(each) in ("Cc", "Zl", "Zp")
        or unicodedata.bidirectional(each) in ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI",
                                               "FSI", "PDI")
    ]  # fmt: skip

    assert [each for each in steering if printable(each) == each] == []


@pytest.mark.parametrize("text", ["plain", "é 漢字 👩‍👩‍👧 €", "❤️ می‌خواهم", "\\x1b", "שלום"])
def test_other_texts_stay(text: str) -> None:
    assert printable(text) == text


def test_escapes_are_those_of_python_and_of_json() -> None:
    assert printable("\x1b[31m\n\u202e") == r"\x1b[31m\n\u202e"
    assert printable("a\nb\x9b", keep="\n") == "a\nb\\x9b"
    assert printable_json('{"a":\n"\x7f\U000e0041"}') == '{"a":\n"\\u007f\\udb40\\udc41"}'
