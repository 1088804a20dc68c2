"""Connecting an app to an account: an application with the app's URL, and a number of it."""

from contextlib import ExitStack, suppress
from typing import Protocol

from catapult_simulator.core.applications import Application
from catapult_simulator.core.callbacks import Method
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.checks import (
    CallbackMethod,
    check_callback_method,
    check_optional_text,
    check_url,
)
from catapult_simulator.core.masking import without_credentials
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.numbers.first_free import first_free
from catapult_simulator.core.numbers.phone_numbers import (
    NUMBER_STATES,
    NumberChanges,
    NumberState,
    PhoneNumber,
)

_NAME = "app"  # of an application that is made


class _Applications(Protocol):
    def create(
        self, name: str, *, incoming_message_url: str, callback_http_method: CallbackMethod
    ) -> Application: ...
    def find(self) -> list[Application]: ...
    def delete(self, application_id: str) -> None: ...


class _PhoneNumbers(Protocol):
    def find(self, *, number_state: NumberState = "enabled") -> list[PhoneNumber]: ...
    def allocate(self, number: str, *, application_id: str) -> PhoneNumber: ...
    def update(self, ref: str, changes: NumberChanges) -> PhoneNumber: ...


class ConnectedNumber:
    """A number of the account, its application, and the URL at which the app is called.

    `str()` of it is the number.
    """

    number: str
    url: str
    application: Application

    def __init__(self, number: str, url: str, application: Application) -> None:
        self.number = number
        self.url = url
        self.application = application

    def __str__(self) -> str:
        return self.number

    def __repr__(self) -> str:
        return f"<ConnectedNumber {self.number} of {without_credentials(self.url)}>"


class ConnectableAccount(Protocol):
    """The resources that connecting an app takes, of an account here or elsewhere."""

    @property
    def applications(self) -> _Applications: ...
    @property
    def phone_numbers(self) -> _PhoneNumbers: ...


def connect(
    account: ConnectableAccount, url: str, number: str | None, method: Method
) -> tuple[str, Application]:
    """The number, in E.164, and the application that calls `url`: one that does just that, else a
    new one. Nothing is left of a failure."""
    check_url("url", url)
    check_optional_text("number", number, blank=False)
    if number is not None:
        number = e164.number_with_name(number)
    check_callback_method("method", method)
    http_method: CallbackMethod = "get" if method.upper() == "GET" else "post"
    wanted = Application("", _NAME, incoming_message_url=url, callback_http_method=http_method)
    for application in account.applications.find():
        if application._replace(id="") == wanted:
            return _assign(account, number, application.id), application
    with ExitStack() as undo:
        application = account.applications.create(
            _NAME, incoming_message_url=url, callback_http_method=http_method
        )
        undo.callback(_delete, account, application.id)
        assigned = _assign(account, number, application.id)
        undo.pop_all()
    return assigned, application


def _assign(account: ConnectableAccount, number: str | None, application_id: str) -> str:
    """Give the application its number: one that the account has, else a new one."""
    if number is None:
        number = next_number(account.phone_numbers)
    owned = {each.number: each.id for each in account.phone_numbers.find()}
    number_id = owned.get(e164.normalize(number))
    if number_id is None:
        return account.phone_numbers.allocate(number, application_id=application_id).number
    return account.phone_numbers.update(number_id, {"application_id": application_id}).number


def next_number(numbers: _PhoneNumbers) -> str:
    """The first number from +19195551212 on that is and was none of these."""
    return first_free(
        {each.number for state in NUMBER_STATES for each in numbers.find(number_state=state)}
    )


def _delete(account: ConnectableAccount, application_id: str) -> None:
    with suppress(CatapultError):
        account.applications.delete(application_id)
