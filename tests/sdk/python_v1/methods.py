"""The client's methods on the simulated resources."""

import inspect

import bandwidth_sdk
from bandwidth_sdk.models import BaseResource, CreateResource, ListResource

IN_SCOPE = (
    "Account",
    "Application",
    "Media",
    "Message",
    "NumberInfo",
    "PhoneNumber",
    "UserError",
)
BATCH = ("Message.send_batch.push_message", "Message.send_batch.execute")

_STUBS = {BaseResource.get.__func__, CreateResource.create.__func__, ListResource.list.__func__}
# `set_up` and `validate_search_query` serve the others; media the client refuses to page.
_NOT_CALLS = {"set_up", "validate_search_query"}
_REFUSED = {"Media.page_iterator", "Media.as_iterator"}


def available_methods() -> list[str]:
    """`Class.method` for each, inherited ones included."""
    methods = {f"{name}.{method}" for name in IN_SCOPE for method in _methods(name)}
    return sorted({*methods, *BATCH, "Event.create"} - _REFUSED)


def _methods(name: str) -> list[str]:
    members = inspect.getmembers(getattr(bandwidth_sdk, name), inspect.isroutine)
    return [
        method
        for method, routine in members
        if method[0] != "_"
        and method not in _NOT_CALLS
        and getattr(routine, "__func__", None) not in _STUBS
    ]
