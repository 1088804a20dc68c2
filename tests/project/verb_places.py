"""Places: a furnished account or simulator, in which a verb is called in each of its forms."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from builders import APP_URL, LINE, PERSON, SECOND_LINE, draft
from catapult_simulator import Fault, Simulator, Tenant
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.people.script import Script

Subject = TypeVar("Subject", Tenant, Simulator)
USER_ID, OLD = "u-verbs", "u-old"
ANSWERING, UNMATCHED = "+19195550003", "/v1/nowhere"
SETUP: dict[str, Any] = {"version": 1, "numbers": [SECOND_LINE]}


class Act(NamedTuple, Generic[Subject]):
    """A verb in its four forms, with the same arguments, and what it changes.

    The paths begin after the account, or after `/_simulator` and `/phone` for a verb of the
    simulator. `{message}`, `{fault}` and `{application}` are those of the account,
    `{file}` is a file with `setup`, `{setup}` its text.
    """

    python: Callable[[Subject], object]
    control: tuple[str, str, Any]
    command: list[str]
    page: tuple[str, dict[str, str]]
    effect: Callable[[Subject], object]
    setup: dict[str, Any] = SETUP


def furnished(simulator: Simulator) -> Tenant:
    """Two accounts; the one that is returned is furnished. A request that no account owns."""
    simulator.open_tenant(OLD)
    simulator.unmatched_requests.record("GET", UNMATCHED, 404, "no such path")
    tenant = simulator.open_tenant(USER_ID)
    furnish(tenant)
    return tenant


def furnish(tenant: Tenant) -> None:
    """A number with an app, a text, a message that is on its way, a fault that strikes nobody, a
    person who answers nobody."""
    tenant.connect(APP_URL, number=LINE)
    tenant.receive_message(from_=PERSON, to=LINE, text="open?")
    tenant.messages.send(draft())
    tenant.faults.add(Fault("carrier", to="+19195550007", silent=True))
    tenant.people.set(ANSWERING, Script.of("pong"))


def new_simulator() -> Simulator:
    return Simulator(callback_sender=RecordingSender())


def expected(act: Act[Tenant]) -> object:
    """The effect of the form in Python."""
    tenant = furnished(new_simulator())
    act.python(tenant)
    return act.effect(tenant)


def first(tenant: Tenant) -> str:
    return tenant.messages.find(direction="in")[-1].id


def filled(template: Any, tenant: Tenant, file: Path | None = None) -> Any:
    """`template` with the ids of the account, and with a setup."""
    values = {
        "{message}": first(tenant),
        "{fault}": tenant.faults.all()[0].id,
        "{application}": tenant.applications.find()[0].id,
        "{file}": str(file),
        "{setup}": file.read_text() if file else "",
    }
    return _filled(template, values)


def _filled(template: Any, values: dict[str, str]) -> Any:
    if isinstance(template, str):
        for name, value in values.items():
            template = template.replace(name, value)
        return template
    if isinstance(template, dict):
        return {key: _filled(each, values) for key, each in template.items()}
    if isinstance(template, list | tuple):
        return [_filled(each, values) for each in template]
    return template
