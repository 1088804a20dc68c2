"""Problem details: the errors of the control API, in the form of RFC 9457.

`type` leads to the list of all of them. `code` and `message` say the same as `type` and `detail`,
in the words of the simulated API.
"""

from typing import Any

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.core.json_text import to_json
from catapult_simulator.web.response import NO_CACHE, Response

MEDIA_TYPE = "application/problem+json"
PROBLEMS_PATH = f"{CONTROL_PREFIX}/problems"


def problem_response(
    status: int, code: str, message: str, *headers: tuple[str, str], **more: Any
) -> Response:
    """An error of the control API. `more` are members of its own."""
    body = {
        **problem_type(status, code),
        "detail": message,
        "message": message,
        **more,
    }
    return Response(
        status, [NO_CACHE, ("Content-Type", MEDIA_TYPE), *headers], to_json(body).encode()
    )


def problem_type(status: int, code: str) -> dict[str, Any]:
    """The members that are the same in each error with this code."""
    title = code.replace("-", " ").capitalize()
    return {"type": f"{PROBLEMS_PATH}#{code}", "title": title, "status": status, "code": code}
