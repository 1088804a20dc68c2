"""The routes of the page. What answers them is loaded with the first request: it takes a while."""

from typing import TYPE_CHECKING

from flask import Blueprint, request

from catapult_simulator.web.page_paths import PREFIX, STATIC
from catapult_simulator.web.response import Response

if TYPE_CHECKING:
    from werkzeug.exceptions import HTTPException

routes = Blueprint("front", __name__)
_METHODS = ["GET", "POST"]


@routes.get("/")
def home() -> Response:
    """Show the phone."""
    return _answer("")


@routes.route(PREFIX, methods=_METHODS)
def front() -> Response:
    """Show the phone, as `/` does."""
    return _answer("")


@routes.route(f"{PREFIX}/<path:path>", methods=_METHODS)
def page(path: str) -> Response:
    """Show a page of an account, or do what its form asks for."""
    return _answer(path)


@routes.get(f"{STATIC}/<file>")
def static(file: str) -> Response:
    """Get a script, a style sheet or a licence."""
    from catapult_simulator.pages.phone.static import static_response

    return static_response(request.environ, file)


def unrouted(error: "HTTPException") -> Response:
    """A page that says that there is none."""
    from catapult_simulator.pages.phone.site import refused

    return refused(request.environ, error)


def _answer(path: str) -> Response:
    from catapult_simulator.pages.phone.site import answer

    return answer(request.environ, path)
