"""The numbers that a message would go to and that may be somebody's whom nobody has asked."""

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from contract_tests.live.number_forms import digits_of, numbers_in

NOBODY = "+19195550123"  # kept for fiction: a live run without CATAPULT_PERSON sends there
# Line numbers 0100 to 0199 of 555 are kept for fiction, 1212 is the directory.
OF_NOBODY = re.compile(r"1\d{3}555(01\d\d|1212)")
_TO = re.compile(r'"to"\s*:\s*("[^"]*"|\[[^\]]*\]|[^",}\]]*)', re.IGNORECASE)


def strangers(body: bytes, asked: Collection[str]) -> list[str]:
    """The numbers to which a POST of messages would send, but those `asked`, and nobody's."""
    known = {digits_of(number) for number in asked}
    found = (digits for to in _destinations(body) for digits in numbers_in(to))
    return [f"+{digits}" for digits in found if digits not in known and not OF_NOBODY.match(digits)]


def _destinations(body: bytes) -> Iterator[str]:
    """Everything that may be taken for a destination, also in a body that is no JSON."""
    text = body.decode("utf-8", "replace")
    yield from (found[1] for found in _TO.finditer(text))
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return
    for message in parsed if isinstance(parsed, list) else [parsed]:
        if isinstance(message, dict):
            yield from (_plain(message[name]) for name in message if name.lower() == "to")


def _plain(to: Any) -> str:
    return to if isinstance(to, str) else json.dumps(to)
