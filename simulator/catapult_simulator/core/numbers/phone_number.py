"""PhoneNumber: a number of an account, and the properties of it that can be changed."""

from typing import Literal, NamedTuple, TypedDict

NumberState = Literal["enabled", "released"]
NUMBER_STATES: tuple[NumberState, ...] = ("enabled", "released")


class PhoneNumber(NamedTuple):
    """A number of the tenant. `number` is E.164, `price` dollars a month as text."""

    id: str
    number: str
    created_ms: int
    price: str
    name: str | None = None
    application_id: str | None = None
    fallback_number: str | None = None
    city: str | None = None
    state: str | None = None
    number_state: NumberState = "enabled"


class NumberChanges(TypedDict, total=False):
    """The properties of a number that can be changed. None removes one."""

    name: str | None
    application_id: str | None
    fallback_number: str | None
