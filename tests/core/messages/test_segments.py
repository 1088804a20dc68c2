"""Segments: the alphabet of GSM 03.38, and the segments of a long text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catapult_simulator.core.messages.segments import count_segments, encoding, utf16_units

# 3GPP TS 23.038 section 6.2.1, row by row; the escape at 0x1B carries no character.
GSM_TABLE = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION = "\f^{}\\[~]|€"
EMOJI = "😀"


def by_hand(text: str) -> int:
    """The rule spelled out, one character at a time: no pair is split between segments."""
    gsm = all(character in GSM_TABLE + GSM_EXTENSION for character in text)
    single, part = (160, 153) if gsm else (70, 67)
    sizes = [
        (2 if character in GSM_EXTENSION else 1) if gsm else (2 if character > "\uffff" else 1)
        for character in text
    ]
    if sum(sizes) <= single:
        return 1
    segments, used = 1, 0
    for size in sizes:
        if used + size > part:
            segments, used = segments + 1, 0
        used += size
    return segments


def test_the_table_has_127_characters_and_the_extension_10() -> None:
    assert len(set(GSM_TABLE)) == 127
    assert len(set(GSM_EXTENSION)) == 10


@pytest.mark.parametrize("character", GSM_TABLE)
def test_a_character_of_the_table_takes_one_septet(character: str) -> None:
    assert encoding(character) == "GSM-7"
    assert count_segments(character * 160) == 1
    assert count_segments(character * 161) == 2


@pytest.mark.parametrize("character", GSM_EXTENSION)
def test_a_character_of_the_extension_takes_two_septets(character: str) -> None:
    assert encoding(character) == "GSM-7"
    assert count_segments(character * 80) == 1
    assert count_segments(character * 81) == 2


@pytest.mark.parametrize("character", "`çÀê’–“\tжא字\u00a0\x00" + EMOJI)
def test_any_other_character_makes_it_ucs_2(character: str) -> None:
    assert encoding("plain " + character) == "UCS-2"
    assert count_segments("x" * (70 - utf16_units(character)) + character) == 1
    assert count_segments("x" * (71 - utf16_units(character)) + character) == 2


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        pytest.param("", 1, id="empty"),
        pytest.param("a" * 160, 1, id="160 septets"),
        pytest.param("a" * 161, 2, id="161 septets"),
        pytest.param("a" * 306, 2, id="two full parts"),
        pytest.param("a" * 307, 3, id="one septet more"),
        pytest.param("a" * 158 + "€", 1, id="a pair that just fits one segment"),
        pytest.param("a" * 159 + "€", 2, id="a pair that does not"),
        pytest.param("a" * 152 + "€" + "a" * 152, 3, id="a pair at the boundary moves on whole"),
        pytest.param("a" * 151 + "€" + "a" * 153, 2, id="a pair that ends at the boundary"),
        pytest.param("ж" * 70, 1, id="70 units"),
        pytest.param("ж" * 71, 2, id="71 units"),
        pytest.param("ж" * 134, 2, id="two full parts of units"),
        pytest.param("ж" * 135, 3, id="one unit more"),
        pytest.param(EMOJI * 35, 1, id="35 surrogate pairs"),
        pytest.param(EMOJI * 36, 2, id="36 surrogate pairs"),
        pytest.param("ж" * 66 + EMOJI + "ж" * 66, 3, id="a surrogate pair moves on whole"),
        pytest.param("ж" * 65 + EMOJI + "ж" * 67, 2, id="a surrogate pair that ends there"),
        pytest.param("a" * 2048, 14, id="the longest text"),
    ],
)
def test_the_number_of_segments_of_a_text(text: str, segments: int) -> None:
    """Limits: faq messaging/longSMS.md and bodyEncoding.md."""
    assert count_segments(text) == segments


@given(st.text(st.sampled_from("aZ €{ж" + EMOJI), max_size=400))
def test_any_text_takes_as_many_segments_as_counted_by_hand(text: str) -> None:
    assert count_segments(text) == by_hand(text)


@given(st.text(st.sampled_from("a1€^\f"), min_size=140, max_size=500))
def test_any_gsm_text_takes_as_many_segments_as_counted_by_hand(text: str) -> None:
    assert count_segments(text) == by_hand(text)


@pytest.mark.parametrize(("text", "units"), [("", 0), ("abc", 3), ("жé", 2), (EMOJI, 2)])
def test_length_is_counted_in_utf_16_units(text: str, units: int) -> None:
    assert utf16_units(text) == units
