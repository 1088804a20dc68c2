"""The account: what an app needs, a reset and what it returns to, and the state as a file."""

import json

from catapult_simulator.core.messages.magic import scenarios
from catapult_simulator.core.setups.problems import SnapshotTooLarge
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone import same
from catapult_simulator.pages.phone.access import connection
from catapult_simulator.pages.phone.acts import done
from catapult_simulator.pages.phone.frame import frame
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import PageRequest
from catapult_simulator.pages.phone.sentences import sentence_of
from catapult_simulator.web.response import NO_CACHE, Response


def account(
    request: PageRequest, tenant: Tenant, *, problem: str = "", status: int = 200
) -> Response:
    """Show credentials, the way to start anew, and the state as a file."""
    text = render(
        "about.html",
        **frame(request, tenant, "about"),
        connection=connection(request.address, tenant),
        profile=tenant.rules.profile.name,
        clock="virtual" if tenant.can_advance else "wall",
        messages=len(tenant.messages),
        has_setup=tenant.has_setup,
        problem=problem,
        reset=same.reset(request.address, tenant),
        snapshot=same.snapshot(request.address, tenant),
    )
    return html_response(request.environ, text, status)


def reset(request: PageRequest, tenant: Tenant) -> Response:
    """Start anew."""
    return done(request, tenant, "about", account, tenant.reset)


def snapshot(request: PageRequest, tenant: Tenant) -> Response:
    """The account as a file, which `serve --setup` takes."""
    try:
        content = tenant.snapshot().content
    except SnapshotTooLarge as error:
        return account(request, tenant, problem=sentence_of(error), status=422)
    name = f'attachment; filename="{tenant.user_id}.json"'
    headers = [("Content-Type", "application/json"), ("Content-Disposition", name), NO_CACHE]
    return Response(200, headers, json.dumps(content, indent=2, ensure_ascii=False).encode())


def magic(request: PageRequest, tenant: Tenant) -> Response:
    """Show the numbers that cause a scenario."""
    text = render(
        "magic.html",
        **frame(request, tenant, "magic"),
        scenarios=scenarios(),
        same=same.magic(request.address),
    )
    return html_response(request.environ, text)
