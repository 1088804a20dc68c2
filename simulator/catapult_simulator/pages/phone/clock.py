"""The clock of an account on virtual time: it moves when a hand moves it."""

from urllib.parse import urlsplit

from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.run_limit import NotSettled
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.tenant import Tenant, WrongClock
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import PageRequest, see_other, url_of
from catapult_simulator.web.page_paths import PREFIX
from catapult_simulator.web.response import Response


def move(request: PageRequest, tenant: Tenant) -> Response:
    """Let virtual time pass by some seconds, or until nothing is due."""
    try:
        _move(tenant, request.form)
    except (CatapultError, ValueError, WrongClock, NotSettled, AlreadyRunning) as error:
        return html_response(
            request.environ, render("problem.html", status=422, sentence=str(error)), 422
        )
    return back(request, tenant)


def back(request: PageRequest, tenant: Tenant) -> Response:
    """To the page that the form is on. htmx stays there: the feed shows the change."""
    if request.is_fragment:
        return Response(204, [])
    parts = urlsplit(request.environ.get("HTTP_REFERER", ""))
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    ours = parts.path == PREFIX or parts.path.startswith(f"{PREFIX}/")
    return see_other(path if ours else url_of(tenant))


def _move(tenant: Tenant, form: dict[str, str]) -> None:
    if "settle" in form:
        tenant.settle()
        return
    written = form.get("advance", "")
    try:
        seconds = float(written)
    except ValueError:
        raise ValueError(f"{written!r} is no number of seconds") from None
    tenant.advance(seconds)
