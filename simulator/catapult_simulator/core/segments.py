"""GSM-7 or UCS-2, and how many SMS segments a text takes. Knows nothing but text."""

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
        return _pack(utf16_units(text), _wide_in_utf16(text), 70, 67)
    return _pack(len(text) + len(beyond_basic), _wide_in_gsm7(text), 160, 153)


def encoding(text: str) -> str:
    """`GSM-7` where the alphabet of GSM 03.38 is enough, else `UCS-2`."""
    return "UCS-2" if text.translate(_PLAIN).translate(_EXTENDED) else "GSM-7"


def _wide_in_gsm7(text: str) -> "list[bool]":
    return [character in _GSM7_EXTENSION for character in text] if len(text) > 76 else []


def _wide_in_utf16(text: str) -> "list[bool]":
    return [character > "\uffff" for character in text] if len(text) > 33 else []


def _pack(units: int, wide: "list[bool]", single: int, part: int) -> int:
    if units <= single:
        return 1
    segments, room = 1, part
    for is_wide in wide:
        size = 2 if is_wide else 1
        if room < size:
            segments, room = segments + 1, part
        room -= size
    return segments
