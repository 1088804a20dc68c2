"""Phone numbers: normalise, check and format them.

Numbers are strings in E.164 form (`+19195551212`). A short code is 3 to 6 digits without a plus.
"""

import re

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_TOO_SHORT = re.compile(r"\+[0-9]{1,6}")
_ANY_SHORT_CODE = re.compile(r"[0-9]{3,8}")
_SHORT_CODE = re.compile(r"[0-9]{3,6}")
# NPA-NXX-XXXX: neither part starts with 0 or 1, the exchange is no N11 service code (NANPA rules).
_NANP = re.compile(r"\+1[2-9][0-9]{2}(?![2-9]11)[2-9][0-9]{6}")
_TOLL_FREE = re.compile(r"\+18(?:00|33|44|55|66|77|88)[2-9][0-9]{6}")
_LOOSE = str.maketrans("", "", " -.()")


def normalize(written: str) -> str:
    """`(919) 555-1212`, `19195551212`, `+1 919.555.1212` all become `+19195551212`.

    Short codes and texts that are not numbers are returned unchanged (assumption B30).
    """
    if _E164.fullmatch(written):
        return written
    digits = written.translate(_LOOSE)
    if not (digits.isascii() and digits.removeprefix("+").isdigit()):
        return written
    if len(digits) == 10 and digits[0] != "+":
        return "+1" + digits
    if len(digits) == 11 and digits[0] == "1":
        return "+" + digits
    return digits


def is_e164(number: str) -> bool:
    """Whether `number` has the form of an international number: a plus, then 7 to 15 digits."""
    return _E164.fullmatch(number) is not None


def is_too_short(number: str) -> bool:
    """Whether `number` is a plus with fewer than the 7 digits of an international number."""
    return _TOO_SHORT.fullmatch(number) is not None


def number_with_name(written: str) -> str:
    """The number in E.164 form: one that can have a caller name. Raises ValueError."""
    if not is_e164(number := normalize(written)):
        raise ValueError(f"number: {written!r} is no phone number; use E.164, such as +19195550001")
    return number


def is_reachable(number: str) -> bool:
    """Whether a message can be addressed to `number`: an E.164 number or a short code."""
    return is_e164(number) or _SHORT_CODE.fullmatch(number) is not None


def is_sender(number: str) -> bool:
    """Whether a message can come from `number`: an E.164 number, or a short code of any country."""
    return is_e164(number) or _ANY_SHORT_CODE.fullmatch(number) is not None


def is_north_american(number: str) -> bool:
    """Whether `number` is a valid subscriber number of the North American Numbering Plan."""
    return _NANP.fullmatch(number) is not None


def is_toll_free(number: str) -> bool:
    """Whether `number` is a toll-free number (800, 833, 844, 855, 866, 877, 888)."""
    return _TOLL_FREE.fullmatch(number) is not None


def national(number: str) -> str:
    """`(919) 555-1212`; numbers of other countries keep their digits (assumption D15)."""
    if number.startswith("+1") and len(number) == 12:
        return f"({number[2:5]}) {number[5:8]}-{number[8:]}"
    return number.removeprefix("+")
