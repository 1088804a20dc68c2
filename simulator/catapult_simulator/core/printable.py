"""Text for a terminal: no character of it moves the cursor, sets a colour or turns lines around."""

import re

# C0, DEL and C1 controls; separators of lines; marks that change the direction of writing
# (Unicode Standard Annex #9), with which a text can be made to look like another; tags; what is
# seen as nothing or as a space. Joiners and variation selectors stay: scripts and emoji need them.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def printable(text: str, *, keep: str = "") -> str:
    r"""`text` with unsafe characters written as `\x1b`, `\n`, `\u202e`, except those of `keep`."""
    return _UNSAFE.sub(lambda found: _escaped(found[0], keep), text)


def printable_json(text: str) -> str:
    r"""JSON with unsafe characters in its texts written as `\u001b`."""
    return _UNSAFE.sub(lambda found: _as_json(found[0]), text)


def _escaped(character: str, keep: str) -> str:
    return character if character in keep else character.encode("unicode_escape").decode()


def _as_json(character: str) -> str:
    if character == "\n":  # between its parts; within a text it is escaped already
        return character
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
