"""Acts: a form of a page does one thing, and leads back to its page, or says why it did not."""

from collections.abc import Callable
from typing import get_args

from marshmallow import ValidationError

from catapult_simulator.core.callbacks import Method
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.fault_list import TooManyFaults, UnknownFault
from catapult_simulator.core.people.no_line import NoLine
from catapult_simulator.core.people.scripted_people import UnknownPerson
from catapult_simulator.core.run_limit import NotSettled
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.setups.problems import SetupError, SnapshotTooLarge
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.virtual_time import WrongClock
from catapult_simulator.pages.phone.request import PageRequest, see_other, url_of
from catapult_simulator.pages.phone.sentences import sentence_of
from catapult_simulator.web.response import Response

REFUSALS = (
    AlreadyRunning,
    CatapultError,
    NoLine,
    NotSettled,
    SetupError,
    SnapshotTooLarge,
    TooManyFaults,
    TypeError,
    UnknownFault,
    UnknownPerson,
    ValidationError,
    ValueError,
    WrongClock,
)
Show = Callable[..., Response]


class Filled(dict[str, str]):
    """A form as it was filled in; a field that it does not have is blank."""

    def __missing__(self, name: str) -> str:
        return ""


def done(
    request: PageRequest, tenant: Tenant, page: str, show: Show, act: Callable[[], object]
) -> Response:
    """Do `act`, and go to the page with this name; where it is refused, `show` that with why."""
    try:
        act()
    except REFUSALS as error:
        return show(request, tenant, problem=sentence_of(error), status=422)
    return see_other(url_of(tenant, page))


def given(form: dict[str, str], name: str) -> str | None:
    """A field of a form; None where it is blank."""
    return form.get(name, "").strip() or None


def whole(form: dict[str, str], name: str) -> int | None:
    """A whole number of a form; None where it is blank. Raises ValueError for what is none."""
    written = given(form, name)
    if written is None:
        return None
    try:
        return int(written)
    except ValueError:
        raise ValueError(f"{name}: {written!r} is no whole number") from None


def callback_method(name: str) -> Method:
    """The method that a form has chosen. Raises ValueError for another one."""
    found: Method | None = next((each for each in get_args(Method) if each == name.upper()), None)
    if found is None:
        raise ValueError(f"method {name!r}; choose GET or POST")
    return found
