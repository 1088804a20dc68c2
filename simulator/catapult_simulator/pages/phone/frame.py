"""The frame of each page: accounts, the links at its top, and the account's time."""

from typing import Any, NamedTuple

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone.request import PageRequest, url_of


class Place(NamedTuple):
    """A page that the frame links."""

    name: str
    title: str
    url: str


PAGES = (
    ("journal", "Journal"),
    ("trigger", "Callbacks"),
    ("answers", "People"),
    ("faults", "Faults"),
    ("numbers", "Numbers"),
    ("clock", "Clock"),
    ("magic", "Magic"),
    ("about", "Account"),
)
REFERENCE = f"{CONTROL_PREFIX}/docs"


def frame(request: PageRequest, tenant: Tenant, here: str) -> dict[str, Any]:
    """The values that the frame needs. `here` is the name of the page itself."""
    return {
        "tenant": tenant,
        "accounts": [each.user_id for each in request.simulator.tenants()],
        "places": places(tenant),
        "here": here,
        "reference": REFERENCE,
        "faults": sum(not each.used_up for each in tenant.faults.all()),
    }


def places(tenant: Tenant) -> list[Place]:
    """The pages of an account."""
    rest = [Place(name, title, url_of(tenant, name)) for name, title in PAGES]
    return [Place("phone", "Phone", url_of(tenant)), *rest]
