"""Faults: those of one account, in the order in which they were set."""

from collections.abc import Iterable
from dataclasses import replace
from threading import Lock

from catapult_simulator.core.checks import check_text, check_type
from catapult_simulator.core.fault_effects import CONDITIONS, PLACES, Place
from catapult_simulator.core.faults import Facts, Fault
from catapult_simulator.core.journal import Journal
from catapult_simulator.core.limits import MAX_FAULTS
from catapult_simulator.core.masking import without_credentials


class UnknownFault(LookupError):
    """No fault has this id."""


class TooManyFaults(ValueError):
    """As many faults are set as a tenant may have."""


class Faults:
    """The faults of one tenant, oldest first. Of those that match, the first one happens.

    At most MAX_FAULTS: each request, message and callback is compared with those of its place.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._faults: dict[str, Fault] = {}
        self._active: dict[Place, dict[str, Fault]] = {place: {} for place in PLACES}
        self._added = 0
        self._lock = Lock()

    @property
    def added(self) -> int:
        """How many have been added so far: ids are numbered."""
        return self._added

    def restore(self, faults: Iterable[Fault], added: int) -> None:
        """Set these faults as they are, with their ids and counts."""
        with self._lock:
            self._added = added
            for fault in faults:
                self._faults[fault.id] = fault
                if not fault.used_up:
                    self._active[fault.at][fault.id] = fault

    def add(self, fault: Fault) -> Fault:
        """Add `fault`; it happens from now on. The result has an id.

        The oldest fault that is used up makes room. Raises TooManyFaults where there is none.
        """
        check_type("fault", fault, Fault)
        with self._lock:
            self._make_room()
            self._added += 1
            added = replace(fault, id=f"f-{self._added}", struck=0)
            self._faults[added.id] = self._active[added.at][added.id] = added
        return added

    def all(self) -> list[Fault]:
        """The faults, oldest first, also those that are used up."""
        return list(self._faults.values())

    def get(self, fault_id: str) -> Fault:
        """Raises UnknownFault, ValueError for a blank id."""
        check_text("fault_id", fault_id, blank=False)
        if fault_id not in self._faults:
            known = ", ".join(list(self._faults)[:10]) or "none"
            raise UnknownFault(f'no fault "{fault_id}"; there are: {known}')
        return self._faults[fault_id]

    def any_at(self, place: Place) -> bool:
        """Whether a fault can still happen at `place`."""
        return bool(self._active[place])

    def remove(self, fault_id: str) -> None:
        """Remove one fault. Raises UnknownFault."""
        with self._lock:
            self._remove(self.get(fault_id))

    def clear(self) -> None:
        """Remove all faults."""
        with self._lock:
            self._faults.clear()
            for active in self._active.values():
                active.clear()

    def take(self, place: Place, facts: Facts) -> Fault | None:
        """Return the fault that happens here, None if none matches. Count and record it."""
        if not self._active[place]:
            return None
        with self._lock:
            active = self._active[place].values()
            fault = next((each for each in active if each.matches(facts)), None)
            if fault is not None:
                self._strike(fault)
        if fault is not None:
            self._journal.record("fault", *_described(fault, facts))
        return fault

    def _strike(self, fault: Fault) -> None:
        struck = replace(fault, struck=fault.struck + 1)
        self._faults[fault.id] = self._active[fault.at][fault.id] = struck
        if struck.used_up:
            del self._active[fault.at][fault.id]

    def _make_room(self) -> None:
        if len(self._faults) < MAX_FAULTS:
            return
        used_up = next((fault for fault in self._faults.values() if fault.used_up), None)
        if used_up is None:
            raise TooManyFaults(f"{MAX_FAULTS} faults are set; remove some, or clear them all")
        self._remove(used_up)

    def _remove(self, fault: Fault) -> None:
        del self._faults[fault.id]
        self._active[fault.at].pop(fault.id, None)


def _described(fault: Fault, facts: Facts) -> tuple[str, dict[str, object]]:
    """Summary and detail of its entry in the journal."""
    known = {row.fact: facts.get(row.fact) for row in CONDITIONS if fault.at in row.places}
    if known.get("path"):
        known["path"] = without_credentials(str(known["path"]))
    where = " ".join(filter(None, map(known.get, _TOLD_BY[fault.at])))
    detail = {name: fact for name, fact in known.items() if fact is not None}
    effect: dict[str, object] = {"faultId": fault.id, "at": fault.at, "effect": fault.effect}
    return f"{fault.id} at {fault.at}: {fault.effect}: {where}", effect | detail


# The facts that tell what a fault struck.
_TOLD_BY: dict[Place, tuple[str, ...]] = {
    "rest": ("method", "path"),
    "carrier": ("from", "to"),
    "callback": ("path",),
}
