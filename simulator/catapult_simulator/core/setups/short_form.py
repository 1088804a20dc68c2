"""The short form of a number: `+19195551212=http://app:3000/sms`, or `…=GET:http://app:3000/sms`.

A bare port, `+19195551212=3000`, is one of this machine."""

from typing import Any

from catapult_simulator.core.checks import CALLBACK_METHODS
from catapult_simulator.core.setups.account_keys import NUMBER
from catapult_simulator.core.setups.forms import Scalar
from catapult_simulator.core.setups.problems import Path, Problems
from catapult_simulator.core.setups.tables import Values
from catapult_simulator.core.urls import with_scheme


def parse_number(text: str) -> dict[str, str]:
    """The keys of a number that the short form gives."""
    number, is_equal, target = text.partition("=")
    if not is_equal:
        return {"number": number.strip()}
    method, _, rest = target.partition(":")
    is_method = method.strip().lower() in CALLBACK_METHODS
    url = with_scheme((rest if is_method else target).strip())
    named = {"callbackHttpMethod": method.strip()} if is_method else {}
    return {"number": number.strip(), "incomingMessageUrl": url} | named


class ShortNumber(Scalar):
    """A number, with the URL of its app."""

    words = "+19195551212=http://app:3000/sms or +19195551212=GET:http://app:3000/sms"

    def read(self, value: Any, path: Path, problems: Problems) -> Values:
        inner = Problems()
        values = NUMBER.read(parse_number(str(value)), path, inner)
        for problem in inner.found:
            problems.add(path, problem.sentence)
        return values
