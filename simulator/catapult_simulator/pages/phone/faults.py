"""Faults: failures on purpose, how often each has struck, and forms to add them."""

from dataclasses import fields
from typing import Any, NamedTuple

from catapult_simulator.core.catalogue import by_name
from catapult_simulator.core.faults import (
    CALLBACK_OUTCOMES,
    CONNECTION_FAULTS,
    METHODS,
    Fault,
)
from catapult_simulator.core.messages.message import DELIVERY_CODES
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone import same
from catapult_simulator.pages.phone.acts import Filled, done, given, whole
from catapult_simulator.pages.phone.command_lines import Same
from catapult_simulator.pages.phone.frame import frame
from catapult_simulator.pages.phone.fresh import fresh_url
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import PageRequest
from catapult_simulator.web.response import Response

_CONDITIONS = {
    "method": "method",
    "path": "path ends with",
    "to": "to",
    "from_": "from",
    "tag": "tag",
}
_NUMBERS = ("delivery_code", "delay_ms", "times")
_ALWAYS = ("id", "struck")


class FaultRow(NamedTuple):
    """A fault in words."""

    fault: Fault
    conditions: str

    @property
    def often(self) -> str:
        """`2 of 3`, or `2` where it has no end."""
        struck, times = self.fault.struck, self.fault.times
        return str(struck) if times is None else f"{struck} of {times}"


def faults(
    request: PageRequest, tenant: Tenant, *, problem: str = "", status: int = 200
) -> Response:
    """Show the faults of an account."""
    fresh = fresh_url(request, tenant, "faults")
    text = render(
        "faults.html",
        **frame(request, tenant, "faults"),
        rows=[FaultRow(each, _conditions(each)) for each in tenant.faults.all()],
        codes=DELIVERY_CODES,
        errors=list(by_name()),
        methods=METHODS,
        connection_faults=CONNECTION_FAULTS,
        outcomes=CALLBACK_OUTCOMES,
        problem=problem,
        fresh=fresh,
        form=Filled(request.form if status == 422 else {}),
        same=same.add_fault(request.address, tenant),
        same_removals=_same_removals(request, tenant),
    )
    return html_response(request.environ, text, status)


def _same_removals(request: PageRequest, tenant: Tenant) -> list[Same]:
    one = [same.remove_fault(request.address, tenant, each.id) for each in tenant.faults.all()[:1]]
    return [*one, same.clear_faults(request.address, tenant)]


def add_fault(request: PageRequest, tenant: Tenant) -> Response:
    """Add the fault that a form describes."""
    return done(
        request, tenant, "faults", faults, lambda: tenant.faults.add(_fault_of(request.form))
    )


def remove_fault(request: PageRequest, tenant: Tenant) -> Response:
    """Remove one fault, or all of them."""
    fault_id = request.form.get("id")
    if fault_id is None:
        return done(request, tenant, "faults", faults, tenant.faults.clear)
    return done(request, tenant, "faults", faults, lambda: tenant.faults.remove(fault_id))


def _fault_of(form: dict[str, str]) -> Fault:
    """Raises ValueError for a fault that could not happen."""
    properties: dict[str, Any] = {}
    for each in fields(Fault):
        name = each.name
        if name in _ALWAYS or (written := given(form, name)) is None:
            continue
        properties[name] = whole(form, name) if name in _NUMBERS else written
    if "silent" in properties:
        properties["silent"] = True
    return Fault(**{"at": "carrier", **properties})


def _conditions(fault: Fault) -> str:
    """`to +19195550009, path ends with messages`; `everything` without conditions."""
    held = ((words, getattr(fault, name)) for name, words in _CONDITIONS.items())
    return ", ".join(f"{words} {value}" for words, value in held if value) or "everything"
