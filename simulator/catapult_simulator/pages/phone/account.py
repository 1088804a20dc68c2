"""The account: what an app needs, a reset, the state as a file, and the end of it."""

from functools import partial

from catapult_simulator.core.messages.magic import scenarios
from catapult_simulator.core.setups.problems import SnapshotTooLarge
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone import same, same_accounts
from catapult_simulator.pages.phone.access import connection
from catapult_simulator.pages.phone.acts import done
from catapult_simulator.pages.phone.frame import frame
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import ACCOUNTS, PageRequest, see_other, url_of
from catapult_simulator.pages.phone.sentences import sentence_of
from catapult_simulator.pages.phone.setups import ShownProblem, Text, download, started
from catapult_simulator.web.response import Response


def account(
    request: PageRequest,
    tenant: Tenant,
    *,
    problem: str = "",
    problems: list[ShownProblem] | None = None,
    sent: Text | None = None,
    status: int = 200,
) -> Response:
    """Show credentials, the way to start anew, the state as a file, and the way to close it."""
    address = request.address
    text = render(
        "about.html",
        **frame(request, tenant, "about"),
        connection=connection(address, tenant),
        profile=tenant.rules.profile.name,
        clock="virtual" if tenant.can_advance else "wall",
        messages=len(tenant.messages),
        has_setup=tenant.has_setup,
        problem=problem,
        problems=problems or [],
        sent=sent,
        pasted=request.form.get("setup", "") if status == 422 else "",
        reset=same.reset(address, tenant),
        snapshot=same.snapshot(address, tenant),
        load=same_accounts.load(address, tenant),
        close=same_accounts.close(address, tenant),
    )
    return html_response(request.environ, text, status)


def reset(request: PageRequest, tenant: Tenant) -> Response:
    """Start anew."""
    return done(request, tenant, "about", account, tenant.reset)


def snapshot(request: PageRequest, tenant: Tenant) -> Response:
    """The account as a file, which `serve --setup` takes; `bare`: without what has happened."""
    try:
        content = tenant.snapshot().content
    except SnapshotTooLarge as error:
        return account(request, tenant, problem=sentence_of(error), status=422)
    return download(content, tenant.user_id, is_bare="bare" in request.query)


def apply_setup(request: PageRequest, tenant: Tenant) -> Response:
    """Start anew with a file."""
    show = partial(account, request, tenant)
    return started(request, tenant.apply_setup, show, url_of(tenant, "about"))


def close(request: PageRequest, tenant: Tenant) -> Response:
    """Close the account, where the box that says so is ticked."""
    if "sure" not in request.form:
        return account(request, tenant, problem=_NOT_SURE, status=422)
    request.simulator.close_tenant(tenant.user_id)
    return see_other(ACCOUNTS)


def magic(request: PageRequest, tenant: Tenant) -> Response:
    """Show the numbers that cause a scenario."""
    text = render(
        "magic.html",
        **frame(request, tenant, "magic"),
        scenarios=scenarios(),
        same=same.magic(request.address),
    )
    return html_response(request.environ, text)


_NOT_SURE = "the account is still open; tick the box that deletes all it has, and close it then"
