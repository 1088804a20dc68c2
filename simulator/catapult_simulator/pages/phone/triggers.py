"""Triggers: each callback that the API has, sent to the app of a number, or to any URL."""

from typing import Any, get_args

from catapult_simulator.core.callbacks import Method
from catapult_simulator.core.messages.message import DELIVERY_CODES
from catapult_simulator.core.messages.triggers import TRIGGERS
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.urls import with_scheme
from catapult_simulator.pages.phone import same
from catapult_simulator.pages.phone.acts import REFUSALS, Filled, given, whole
from catapult_simulator.pages.phone.frame import frame
from catapult_simulator.pages.phone.people import lines
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import PageRequest, see_other, url_of
from catapult_simulator.pages.phone.sentences import sentence_of
from catapult_simulator.web.response import Response

_SHOWN = 200  # numbers to choose from
_TEXTS = ("to", "person", "text", "tag", "method")


def triggers(
    request: PageRequest, tenant: Tenant, *, problem: str = "", status: int = 200
) -> Response:
    """Show the callbacks that the API has."""
    text = render(
        "triggers.html",
        **frame(request, tenant, "trigger"),
        triggers=TRIGGERS.values(),
        lines=lines(tenant)[:_SHOWN],
        methods=get_args(Method),
        codes={code: words for code, words in DELIVERY_CODES.items() if code},
        person=same.PERSON,
        problem=problem,
        form=Filled(request.form if status == 422 else {}),
        same=same.trigger(request.address, tenant),
    )
    return html_response(request.environ, text, status)


def trigger(request: PageRequest, tenant: Tenant) -> Response:
    """Send a callback, and show what the app does with it."""
    make = tenant.trigger if tenant.can_advance else tenant.start_triggering
    try:
        name: Any = given(request.form, "name") or ""  # an unknown one is refused
        made = make(name, **_wanted(request.form))
    except AlreadyRunning:
        return see_other(url_of(tenant))  # the call that is running sends it
    except REFUSALS as error:
        return triggers(request, tenant, problem=sentence_of(error), status=422)
    if made.reason is not None:
        return triggers(request, tenant, problem=str(made.reason), status=422)
    return see_other(url_of(tenant, "messages", made.message.id))


def _wanted(form: dict[str, str]) -> dict[str, Any]:
    """The arguments of a trigger. Raises ValueError for a code that is no number."""
    wanted: dict[str, Any] = {name: given(form, name) for name in _TEXTS}
    url = given(form, "url")
    wanted |= {"url": url and with_scheme(url), "code": whole(form, "code")}
    return {name: value for name, value in wanted.items() if value is not None}
