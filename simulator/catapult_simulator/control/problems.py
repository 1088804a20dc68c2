"""Errors that carry the exception itself: a client in Python raises its equal."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from catapult_simulator.control.endpoint import error_response, status_and_code
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.web.response import Response

View = Callable[..., Response]


def with_problem(view: View) -> View:
    """Answer an exception that arguments or the account's state can cause with its `problem`."""

    @wraps(view)
    def called(*arguments: Any, **keywords: Any) -> Response:
        try:
            return view(*arguments, **keywords)
        except Exception as error:
            from catapult_simulator.core.remote.problems import known

            if known(error) is None:
                raise
            return _refusal(error)

    return called


def _refusal(error: Exception) -> Response:
    from catapult_simulator.core.remote.problems import problem_to_json

    message = error.message if isinstance(error, CatapultError) else str(error)
    return error_response(*status_and_code(error), message, problem=problem_to_json(error))
