"""Failures of a call to a simulator elsewhere."""

from collections.abc import Mapping
from typing import Any

from catapult_simulator.control_client.tls_problems import tls_problem
from catapult_simulator.control_client.transport import Reply, Unanswered


class ControlError(Exception):
    """A control call failed; the text is for people."""


class Unreachable(ControlError):
    """Nothing answers at this URL, or something that is no simulator."""


class ErrorResponse(ControlError):
    """The simulator answered with an error: its `status`, `code` and message, and all that the
    body has beside them."""

    def __init__(
        self, status: int, code: str, message: str, more: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(message)
        self.more = more or {}
        self.status = status
        self.code = code


def no_answer(url: str, reason: Unanswered) -> ControlError:
    """The failure of a call to `url` that had no response."""
    if problem := tls_problem(url, reason.__cause__ or reason):
        return ControlError(problem)
    return Unreachable(f"no simulator answers at {url}: {reason}")


def no_simulator(url: str, reply: Reply) -> Unreachable:
    """The failure of a call to `url` that was answered by something else."""
    return Unreachable(f"{url} answers {reply.status}, but is no simulator")
