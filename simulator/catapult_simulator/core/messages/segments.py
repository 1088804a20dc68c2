"""The encoding of an SMS text, GSM-7 or UCS-2, and its number of segments."""

from collections.abc import Iterable

_GSM7_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM7_EXTENSION = "\f^{}\\[~]|€"
_PLAIN = dict.fromkeys(map(ord, _GSM7_BASIC))
_EXTENDED = dict.fromkeys(map(ord, _GSM7_EXTENSION))


def utf16_units(text: str) -> int:
    """The number of UTF-16 code units of `text`: two for a character beyond the BMP (an emoji)."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def count_segments(text: str) -> int:
    """The number of SMS segments that `text` needs; 1 for an empty text.

    A single segment holds 160 GSM-7 septets, each of several 153. With a character outside the GSM
    03.38 alphabet it is 70 and 67 UTF-16 units. Extension characters such as `€` take two septets.
    Neither an extension pair nor a surrogate pair is split between two segments.

    Source: 3GPP TS 23.038 section 6.2.1 (alphabet), 23.040 section 9.2.3.24.1 (concatenation);
    faq messaging/longSMS.md and bodyEncoding.md (limits).
    """
    beyond_basic = text.translate(_PLAIN)
    if beyond_basic.translate(_EXTENDED):
        return 1 if utf16_units(text) <= 70 else _pack(map(_utf16_size, text), 67)
    return 1 if len(text) + len(beyond_basic) <= 160 else _pack(map(_gsm7_size, text), 153)


def encoding(text: str) -> str:
    """`GSM-7` if the alphabet of GSM 03.38 has all characters, else `UCS-2`."""
    return "UCS-2" if text.translate(_PLAIN).translate(_EXTENDED) else "GSM-7"


def _gsm7_size(character: str) -> int:
    return 2 if character in _GSM7_EXTENSION else 1


def _utf16_size(character: str) -> int:
    return 2 if character > "\uffff" else 1


def _pack(sizes: Iterable[int], capacity: int) -> int:
    """The number of segments for characters of these sizes, without splitting one."""
    segments, free = 1, capacity
    for size in sizes:
        if free < size:
            segments, free = segments + 1, capacity
        free -= size
    return segments
