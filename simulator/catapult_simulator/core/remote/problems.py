"""Exceptions as JSON: a method that raises one over HTTP raises its equal at the other end."""

from typing import Any

from catapult_simulator.core.catalogue import CatapultError, ErrorKind
from catapult_simulator.core.fault_list import TooManyFaults, UnknownFault
from catapult_simulator.core.messages.callbacks_on_demand import NoEvent
from catapult_simulator.core.people.no_line import NoLine
from catapult_simulator.core.people.scripted_people import UnknownPerson
from catapult_simulator.core.remote.values import from_json, to_json
from catapult_simulator.core.run_limit import NotSettled
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.setups.problems import SnapshotTooLarge
from catapult_simulator.core.simulator import TenantExists, TooManyTenants, UnknownTenant
from catapult_simulator.core.virtual_time import WrongClock
from catapult_simulator.core.world import TenantClosed

# Whatever a method raises for the arguments that it was given, or because of the account's state.
PROBLEMS: dict[str, type[Exception]] = {
    problem.__name__: problem
    for problem in (
        AlreadyRunning,
        AttributeError,
        CatapultError,
        LookupError,
        NoEvent,
        NoLine,
        NotSettled,
        OverflowError,
        RuntimeError,
        SnapshotTooLarge,
        TenantClosed,
        TenantExists,
        TooManyFaults,
        TooManyTenants,
        TypeError,
        UnknownFault,
        UnknownPerson,
        UnknownTenant,
        ValueError,
        WrongClock,
    )
}


def known(error: Exception) -> type[Exception] | None:
    """The nearest class of `error` that the table has; None for a defect of another kind."""
    return next((each for each in type(error).__mro__ if each in PROBLEMS.values()), None)


def problem_to_json(error: Exception) -> dict[str, Any]:
    """An exception with a class of the table."""
    if isinstance(error, CatapultError):
        content = {"kind": error.kind, "message": error.message, "details": error.details}
        return {"type": "CatapultError"} | {name: to_json(each) for name, each in content.items()}
    class_ = known(error)
    assert class_ is not None
    return {"type": class_.__name__, "message": to_json(str(error))}


def problem_from_json(content: dict[str, Any]) -> Exception:
    """The exception that `problem_to_json` wrote."""
    class_, message = PROBLEMS[content["type"]], from_json(content["message"])
    if issubclass(class_, CatapultError):
        kind: ErrorKind = from_json(content["kind"])
        return CatapultError(kind, message, from_json(content["details"]))
    error = class_.__new__(class_)  # some make their sentence themselves, of other arguments
    Exception.__init__(error, message)
    return error
