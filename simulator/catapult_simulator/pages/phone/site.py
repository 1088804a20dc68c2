"""The site: which view answers which path, who may send a form, and what an error looks like."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

from flask import current_app
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge
from werkzeug.routing import Map, Rule

from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.limits import MAX_SETUP_BYTES, MIB
from catapult_simulator.core.simulator import UnknownTenant
from catapult_simulator.core.world import TenantClosed
from catapult_simulator.pages.phone import (
    account,
    accounts,
    answers,
    clock,
    faults,
    home,
    journal,
    numbers,
    phone,
    rules,
    triggers,
)
from catapult_simulator.pages.phone.again import again, save_and_send
from catapult_simulator.pages.phone.feed import feed
from catapult_simulator.pages.phone.media import media
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import ACCOUNTS, MAX_FIELDS, MAX_FORM_BYTES, PageRequest
from catapult_simulator.pages.phone.search import search
from catapult_simulator.web.page_paths import PREFIX
from catapult_simulator.web.response import Response

View = Callable[..., Response]
_OF_ACCOUNT = "/<user_id>"
_ACCOUNTS = ACCOUNTS.removeprefix(PREFIX)

VIEWS: tuple[tuple[str, str, View], ...] = (
    ("GET", "/", home.home),
    ("GET", _ACCOUNTS, accounts.accounts),
    ("POST", _ACCOUNTS, accounts.open_account),
    ("GET", f"{_ACCOUNTS}/snapshot", accounts.snapshot),
    ("POST", f"{_ACCOUNTS}/setup", accounts.apply_setup),
    ("GET", _OF_ACCOUNT, phone.newest),
    ("GET", f"{_OF_ACCOUNT}/feed", feed),
    ("POST", f"{_OF_ACCOUNT}/connect", home.connect_app),
    ("POST", f"{_OF_ACCOUNT}/people", phone.new_person),
    ("POST", f"{_OF_ACCOUNT}/segments", phone.segments),
    ("GET", f"{_OF_ACCOUNT}/with/<path:person>", phone.conversation),
    ("POST", f"{_OF_ACCOUNT}/with/<path:person>", phone.send),
    ("GET", f"{_OF_ACCOUNT}/messages/<message_id>", phone.message),
    ("POST", f"{_OF_ACCOUNT}/messages/<message_id>/again", again),
    ("POST", f"{_OF_ACCOUNT}/messages/<message_id>/app", save_and_send),
    ("GET", f"{_OF_ACCOUNT}/journal", journal.journal),
    ("GET", f"{_OF_ACCOUNT}/journal-feed", journal.journal_feed),
    ("GET", f"{_OF_ACCOUNT}/search", search),
    ("GET", f"{_OF_ACCOUNT}/faults", faults.faults),
    ("POST", f"{_OF_ACCOUNT}/faults", faults.add_fault),
    ("POST", f"{_OF_ACCOUNT}/faults/remove", faults.remove_fault),
    ("GET", f"{_OF_ACCOUNT}/numbers", numbers.numbers),
    ("POST", f"{_OF_ACCOUNT}/numbers", numbers.order),
    ("POST", f"{_OF_ACCOUNT}/numbers/change", numbers.change_number),
    ("POST", f"{_OF_ACCOUNT}/applications", numbers.create),
    ("POST", f"{_OF_ACCOUNT}/applications/change", numbers.change_application),
    ("GET", f"{_OF_ACCOUNT}/trigger", triggers.triggers),
    ("POST", f"{_OF_ACCOUNT}/trigger", triggers.trigger),
    ("GET", f"{_OF_ACCOUNT}/answers", answers.answers),
    ("POST", f"{_OF_ACCOUNT}/answers", answers.script_person),
    ("POST", f"{_OF_ACCOUNT}/names", answers.name_number),
    ("GET", f"{_OF_ACCOUNT}/magic", account.magic),
    ("GET", f"{_OF_ACCOUNT}/about", account.account),
    ("POST", f"{_OF_ACCOUNT}/reset", account.reset),
    ("GET", f"{_OF_ACCOUNT}/snapshot", account.snapshot),
    ("POST", f"{_OF_ACCOUNT}/setup", account.apply_setup),
    ("POST", f"{_OF_ACCOUNT}/close", account.close),
    ("GET", f"{_OF_ACCOUNT}/rules", rules.rules),
    ("POST", f"{_OF_ACCOUNT}/rules", rules.change_rules),
    ("GET", f"{_OF_ACCOUNT}/clock", clock.clock),
    ("POST", f"{_OF_ACCOUNT}/clock", clock.move),
    ("GET", f"{_OF_ACCOUNT}/media/<path:name>", media),
)


def answer(environ: dict[str, Any], path: str) -> Response:
    """The page at `path`, which begins after the prefix of the page."""
    try:
        if environ["REQUEST_METHOD"] == "POST" and is_cross_site(environ):
            return problem(environ, 403, CROSS_SITE)
        view, arguments = _routes(path, environ["REQUEST_METHOD"])
        return _called(request_of(environ, _MAX_BYTES.get(view)), view, arguments)
    except UnknownTenant as error:
        return _gone(environ, str(error))
    except TenantClosed:
        return _gone(environ, "This account was reset or closed meanwhile.")
    except CatapultError as error:
        return problem(environ, 404, error.message)
    except HTTPException as error:
        return refused(environ, error)


def refused(environ: dict[str, Any], error: HTTPException) -> Response:
    """The page of an error of HTTP."""
    if isinstance(error, NotFound):
        return problem(environ, 404, f"There is no page {environ.get('PATH_INFO', '')} here.")
    if isinstance(error, RequestEntityTooLarge):
        return problem(environ, 413, _TOO_LARGE)
    return problem(environ, error.code or 400, error.description or str(error))


def problem(environ: dict[str, Any], status: int, sentence: str) -> Response:
    """A page with one sentence, and the way back."""
    return html_response(environ, render("problem.html", status=status, sentence=sentence), status)


def _called(request: PageRequest, view: View, arguments: dict[str, str]) -> Response:
    user_id = arguments.pop("user_id", None)
    tenants = () if user_id is None else (request.simulator.tenant(user_id),)
    with closing(request):
        return view(request, *tenants, **arguments)


def request_of(environ: dict[str, Any], max_bytes: int | None = None) -> PageRequest:
    """The request for a page of this application."""
    extensions = current_app.extensions
    return PageRequest(
        extensions["simulator"],
        extensions["long_polls"],
        environ,
        max_bytes=max_bytes or MAX_FORM_BYTES,
        asks_token=extensions["control_access"].asks_token,
    )


def _gone(environ: dict[str, Any], sentence: str) -> Response:
    """404. A page that is open goes to the beginning: the account is another one now."""
    response = problem(environ, 404, sentence)
    if "HTTP_HX_REQUEST" in environ:
        response.headers.append(("HX-Redirect", "/"))
    return response


def is_cross_site(environ: dict[str, Any]) -> bool:
    """Whether a page of another site sends this form. `Origin` is checked for all requests; this
    holds where a browser leaves it out."""
    return environ.get("HTTP_SEC_FETCH_SITE", "same-origin") not in ("same-origin", "none")


_MAX_BYTES: dict[View, int] = dict.fromkeys(
    (account.apply_setup, accounts.apply_setup), MAX_SETUP_BYTES + MIB
)
_TOO_LARGE = (
    f"The form is too large: a picture may have {MAX_FORM_BYTES // MIB} MiB, a setup "
    f"{MAX_SETUP_BYTES // MIB} MiB, and all together {MAX_FIELDS} fields."
)
CROSS_SITE = "A form of another web site may not change anything here."
_MAP = Map(
    [Rule(path, methods=[method], endpoint=view) for method, path, view in VIEWS],
    strict_slashes=False,
    merge_slashes=False,
)


def _routes(path: str, method: str) -> tuple[View, dict[str, str]]:
    """Raises NotFound and MethodNotAllowed."""
    view, arguments = _MAP.bind("").match(f"/{path}", method)
    return view, dict(arguments)
