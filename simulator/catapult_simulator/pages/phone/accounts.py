"""All accounts of the simulator: the list, to open one, and all of them as a file."""

from functools import partial
from typing import Any

from werkzeug.exceptions import NotFound

from catapult_simulator.control.schemas import TENANT
from catapult_simulator.control.tenants import opened
from catapult_simulator.core.open_tenants import TenantExists, TooManyTenants
from catapult_simulator.core.rules import PROFILES
from catapult_simulator.core.simulator import CLOCKS, UnknownTenant
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone import same_accounts as same
from catapult_simulator.pages.phone.acts import REFUSALS, Filled
from catapult_simulator.pages.phone.frame import REFERENCE
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import ACCOUNTS, PageRequest, see_other, url_of
from catapult_simulator.pages.phone.sentences import sentence_of
from catapult_simulator.pages.phone.setups import ShownProblem, Text, download, started
from catapult_simulator.web.response import Response

_SHOWN = 500
_REFUSALS = (*REFUSALS, TenantExists, TooManyTenants)


def accounts(request: PageRequest) -> Response:
    """Show all accounts, or go to the one that was chosen."""
    user_id = request.query.get("account")
    if user_id is None:
        return show(request)
    try:
        return see_other(url_of(request.simulator.tenant(user_id)))
    except UnknownTenant:
        raise NotFound from None


def open_account(request: PageRequest) -> Response:
    """Open an account, and go to its phone. What is left blank is generated."""
    try:
        return see_other(url_of(_opened(request)))
    except _REFUSALS as error:
        return show(request, problem=sentence_of(error), status=422)


def apply_setup(request: PageRequest) -> Response:
    """Open the accounts of a setup; one that is open starts anew from it."""
    return started(
        request, request.simulator.apply_setup, partial(show, request), ACCOUNTS, _REFUSALS
    )


def snapshot(request: PageRequest) -> Response:
    """All accounts as a file; with `bare`, without what has happened in them."""
    try:
        content = request.simulator.snapshot().content
    except REFUSALS as error:
        return show(request, problem=sentence_of(error), status=422)
    return download(content, "accounts", is_bare="bare" in request.query)


def show(
    request: PageRequest,
    *,
    problem: str = "",
    problems: list[ShownProblem] | None = None,
    sent: Text | None = None,
    status: int = 200,
) -> Response:
    """The page of all accounts."""
    tenants, address = request.simulator.tenants(), request.address
    text = render(
        "accounts.html",
        tenants=tenants[:_SHOWN],
        more=max(0, len(tenants) - _SHOWN),
        reference=REFERENCE,
        clocks=CLOCKS,
        clock=request.simulator.clock,
        profiles=PROFILES,
        profile=request.simulator.rules.profile.name,
        form=Filled(request.form if status == 422 else {}),
        problem=problem,
        problems=problems or [],
        sent=sent,
        open=same.open_account(address),
        save=same.save_all(address),
        load=same.load_all(address),
    )
    return html_response(request.environ, text, status)


def _opened(request: PageRequest) -> Tenant:
    written = {name: value.strip() for name, value in request.form.items() if value.strip()}
    settings: dict[str, Any] = TENANT.read(written)
    return opened(request.simulator, **settings)
