"""The modules of `/v1`, one for each resource: the application and the documents walk this list."""

from types import ModuleType

from catapult_simulator.rest.v1 import (
    account,
    applications,
    available_numbers,
    errors,
    media,
    messages,
    number_info,
    phone_numbers,
)

RESOURCES: tuple[ModuleType, ...] = (
    account,
    applications,
    available_numbers,
    errors,
    media,
    messages,
    number_info,
    phone_numbers,
)
