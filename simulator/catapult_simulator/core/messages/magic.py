"""Magic destinations: unassigned numbers, each of which causes one scenario.

`+1 555 CCC 01XX`: area code 555 is not assigned, CCC selects the scenario (a delivery code, or 2XX
for the others), and XX are any two digits: a hundred tests can use one scenario at once.
"""

from functools import cache
from typing import NamedTuple

from catapult_simulator.core.faults import Fault
from catapult_simulator.core.messages.message import DELIVERY_CODES

_AREA = "+1555"
_LENGTH = len("+15555550100")


class Scenario(NamedTuple):
    """One scenario: what happens to a message to one of its hundred numbers."""

    name: str
    description: str
    first: str
    last: str
    fault: Fault

    def as_dict(self) -> dict[str, str]:
        """The scenario as the control API and the command line show it."""
        return {
            "name": self.name,
            "first": self.first,
            "last": self.last,
            "description": self.description,
        }


@cache
def scenarios() -> tuple[Scenario, ...]:
    """All scenarios, in the order of their numbers."""
    codes = (
        _scenario(
            f"{code:03}",
            f"delivery-code-{code}",
            f"{'delivered' if code == 0 else 'not delivered'}, code {code}: {words}",
            Fault("carrier", delivery_code=code),
        )
        for code, words in DELIVERY_CODES.items()
    )
    others = (
        _scenario("201", "state-error", "fails before the carrier: state error", _ERROR),
        _scenario("202", "no-receipt", "accepted, sent, never receipted", _SILENT),
        _scenario("203", "reply", 'delivered, then the person answers "Got it"', _REPLY),
        _scenario("204", "slow", "sent only after a minute", _SLOW),
    )
    return tuple(sorted((*codes, *others), key=lambda scenario: scenario.first))


def fault_for(number: str) -> Fault | None:
    """The fault that a message to `number` meets, None if the number is not magic."""
    if not number.startswith(_AREA) or len(number) != _LENGTH or number[8:10] != "01":
        return None
    return _by_digits().get(number[5:8])


@cache
def _by_digits() -> dict[str, Fault]:
    return {scenario.first[5:8]: scenario.fault for scenario in scenarios()}


_ERROR = Fault("carrier", state="error")
_SILENT = Fault("carrier", silent=True)
_REPLY = Fault("carrier", reply="Got it")
_SLOW = Fault("carrier", delay_ms=60_000)


def _scenario(digits: str, name: str, description: str, fault: Fault) -> Scenario:
    return Scenario(name, description, f"{_AREA}{digits}0100", f"{_AREA}{digits}0199", fault)
