"""The clock of an account: what is due, and, on virtual time, the hand that moves it."""

import re

from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.time.moments import parse_moment
from catapult_simulator.core.urls import parts_of
from catapult_simulator.pages.phone import same
from catapult_simulator.pages.phone.acts import REFUSALS, Filled, given
from catapult_simulator.pages.phone.frame import frame
from catapult_simulator.pages.phone.fresh import fresh_url
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import PageRequest, see_other, url_of
from catapult_simulator.pages.phone.sentences import sentence_of
from catapult_simulator.web.page_paths import PREFIX
from catapult_simulator.web.response import Response

_OUR_PATH = re.compile(rf"{re.escape(PREFIX)}(/(?!\.\.?(/|$))[\w@%+.:~-]+)*/?", re.ASCII)
_SHOWN = 200  # of what is due


def clock(
    request: PageRequest, tenant: Tenant, *, problem: str = "", status: int = 200
) -> Response:
    """Show the time, and what is still due."""
    fresh = fresh_url(request, tenant, "clock")
    due = tenant.pending()
    text = render(
        "clock.html",
        **frame(request, tenant, "clock"),
        now=tenant.now_text,
        can_advance=tenant.can_advance,
        due=due[:_SHOWN],
        more=max(0, len(due) - _SHOWN),
        problem=problem,
        typed=Filled(request.form if status == 422 else {}),
        fresh=fresh,
        advance=same.advance(request.address, tenant),
        settle=same.settle(request.address, tenant),
    )
    return html_response(request.environ, text, status)


def move(request: PageRequest, tenant: Tenant) -> Response:
    """Let virtual time pass: by some seconds, to a time, or until nothing is due."""
    try:
        _move(tenant, request.form)
    except REFUSALS as error:
        return clock(request, tenant, problem=sentence_of(error), status=422)
    if request.is_fragment:
        return Response(204, [])  # the feed shows the change
    return see_other(_back(request, tenant))


def _back(request: PageRequest, tenant: Tenant) -> str:
    """The page that the form is on."""
    parts = parts_of(request.environ.get("HTTP_REFERER", ""))
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return path if _OUR_PATH.fullmatch(parts.path) else url_of(tenant, "clock")


def _move(tenant: Tenant, form: dict[str, str]) -> None:
    if "settle" in form:
        tenant.settle()
    elif moment := given(form, "to"):
        tenant.advance_to(parse_moment(moment))
    else:
        tenant.advance(_seconds(form.get("advance", "")))


def _seconds(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        raise ValueError(f"{written!r} is no number of seconds") from None
