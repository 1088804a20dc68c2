"""ServedAccount: what `serve` and `connect` need of an account, here or elsewhere."""

from typing import Protocol

from catapult_simulator.core.applications import Application
from catapult_simulator.core.callbacks import CallbackSender
from catapult_simulator.core.checks import CallbackMethod
from catapult_simulator.core.numbers.phone_numbers import NumberChanges, NumberState, PhoneNumber


class _Applications(Protocol):
    def create(
        self, name: str, *, incoming_message_url: str, callback_http_method: CallbackMethod
    ) -> Application: ...
    def delete(self, application_id: str) -> None: ...


class _PhoneNumbers(Protocol):
    def find(self, *, number_state: NumberState = "enabled") -> list[PhoneNumber]: ...
    def allocate(self, number: str, *, application_id: str) -> PhoneNumber: ...
    def update(self, ref: str, changes: NumberChanges) -> PhoneNumber: ...


class ServedAccount(Protocol):
    """One account, whose callbacks can reach this process."""

    @property
    def applications(self) -> _Applications: ...
    @property
    def phone_numbers(self) -> _PhoneNumbers: ...


class DirectSenders(Protocol):
    """The callback senders of a simulator in this process."""

    callback_sender: CallbackSender
    direct_senders: dict[str, CallbackSender]
