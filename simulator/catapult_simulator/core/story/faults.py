"""Faults of a story: those that struck, and those that never did."""

from collections.abc import Iterable, Iterator, Sequence

from catapult_simulator.core.fault_effects import CONDITIONS
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.masking import masked_text, without_credentials
from catapult_simulator.core.story.wording import counted, cut, table


def fault_lines(faults: Iterable[Fault], lines: int) -> list[str]:
    """At most `lines` lines, the newest fault last; those that never struck go before others."""
    faults = list(faults)
    by_need = [*_newest_first(faults, struck=False), *_newest_first(faults, struck=True)]
    shown = by_need if len(faults) <= lines else by_need[: lines - 1]
    ids = {fault.id for fault in shown}
    told = table((described(fault), _struck(fault)) for fault in faults if fault.id in ids)
    others = len(faults) - len(shown)
    return [f"({counted(others, 'other fault')})", *told] if others else told


def _newest_first(faults: Sequence[Fault], *, struck: bool) -> list[Fault]:
    return [fault for fault in reversed(faults) if bool(fault.struck) is struck]


def described(fault: Fault) -> str:
    """`f-1 at carrier (to +19195550001): delivery code 770`."""
    conditions = ", ".join(_conditions(fault))
    place = f"{fault.id} at {fault.at}" + (f" ({conditions})" if conditions else "")
    return cut(f"{place}: {masked_text(fault.effect)}")


def _conditions(fault: Fault) -> Iterator[str]:
    for row in CONDITIONS:
        value = getattr(fault, row.name)
        if value is not None:
            yield f"{row.fact} {without_credentials(value)}"


def _struck(fault: Fault) -> str:
    if not fault.struck:
        return "never struck"
    if fault.struck == 1 and fault.times in (None, 1):
        return "struck once"
    limit = "" if fault.times is None else f" of {fault.times}"
    return f"struck {fault.struck}{limit} times"
