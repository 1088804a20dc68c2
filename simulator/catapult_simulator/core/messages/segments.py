"""GSM-7 or UCS-2, and how many SMS segments a text takes. Knows nothing but text."""

from collections.abc import Iterable

_GSM7_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM7_EXTENSION = "\f^{}\\[~]|€"
_PLAIN = dict.fromkeys(map(ord, _GSM7_BASIC))
_EXTENDED = dict.fromkeys(map(ord, _GSM7_EXTENSION))


def utf16_units(text: str) -> int:
    """How many UTF-16 code units `text` has: a character beyond the BMP (an emoji) has two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def count_segments(text: str) -> int:
    """How many SMS segments carry `text`; an empty text takes one.

    160 GSM-7 septets fit one segment, 153 each of several; 70 and 67 UTF-16 units once a
    character falls outside the GSM 03.38 alphabet. Extension characters such as `€` take two
    septets. Neither an extension pair nor a surrogate pair is split between two segments.

    Source: 3GPP TS 23.038 section 6.2.1 (alphabet), 23.040 section 9.2.3.24.1 (concatenation);
    faq messaging/longSMS.md and bodyEncoding.md (limits).
    """
    beyond_basic = text.translate(_PLAIN)
    if beyond_basic.translate(_EXTENDED):
        return 1 if utf16_units(text) <= 70 else _pack(map(_utf16_size, text), 67)
    return 1 if len(text) + len(beyond_basic) <= 160 else _pack(map(_gsm7_size, text), 153)


def encoding(text: str) -> str:
    """`GSM-7` where the alphabet of GSM 03.38 is enough, else `UCS-2`."""
    return "UCS-2" if text.translate(_PLAIN).translate(_EXTENDED) else "GSM-7"


def _gsm7_size(character: str) -> int:
    return 2 if character in _GSM7_EXTENSION else 1


def _utf16_size(character: str) -> int:
    return 2 if character > "\uffff" else 1


def _pack(sizes: Iterable[int], room_of_one: int) -> int:
    """How many segments hold characters of these sizes, none of them split."""
    segments, room = 1, room_of_one
    for size in sizes:
        if room < size:
            segments, room = segments + 1, room_of_one
        room -= size
    return segments
