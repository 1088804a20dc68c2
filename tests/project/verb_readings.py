"""Readings: the verbs that change nothing, and a text that each of their four forms gives."""

from collections.abc import Callable
from typing import NamedTuple

from builders import APP_URL
from catapult_simulator import Simulator, Tenant
from project.verb_places import ANSWERING, OLD, UNMATCHED

Call = Callable[[Tenant, Simulator], object]


class Reading(NamedTuple):
    """A verb in Python, the words after its command, the queries of its page and route.

    `text` is a part of what each form gives; a page of an account that has nothing lacks it. The
    routes are those of the table.
    """

    python: Call
    text: str
    words: tuple[str, ...] = ()
    page_query: str = ""
    query: str = ""


READINGS: dict[str, Reading] = {
    "pending": Reading(lambda tenant, _: tenant.pending(), "to +19195550001 is queued"),
    "messages.find": Reading(lambda tenant, _: tenant.messages.find(), "open?", (), "find=open"),
    "journal.entries": Reading(lambda tenant, _: tenant.journal.entries(), APP_URL),
    "faults.all": Reading(lambda tenant, _: tenant.faults.all(), "{fault}"),
    "faults.get": Reading(lambda tenant, _: tenant.faults.get(fault_of(tenant)), "{fault}"),
    "phone_numbers.find": Reading(lambda tenant, _: tenant.phone_numbers.find(), "{application}"),
    "applications.find": Reading(lambda tenant, _: tenant.applications.find(), APP_URL),
    "people.all": Reading(lambda tenant, _: tenant.people.all(), ANSWERING),
    "snapshot": Reading(lambda tenant, _: tenant.snapshot(), ANSWERING, ("{file}",)),
    "Simulator.tenants": Reading(lambda _, simulator: simulator.tenants(), OLD),
    "Simulator.snapshot": Reading(lambda _, simulator: simulator.snapshot(), OLD),
    "Simulator.unmatched_requests": Reading(
        lambda _, simulator: simulator.unmatched_requests.entries(),
        UNMATCHED,
        query="unmatched=true",
    ),
}


def fault_of(tenant: Tenant) -> str:
    return tenant.faults.all()[0].id
