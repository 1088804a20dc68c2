"""The methods of an account that can be called over HTTP, by name: `messages.find`, `advance`.

Each public name of `Tenant` and its resources stands in one of the tables here.
"""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from catapult_simulator.core.remote.unknown_method import UnknownMethod
from catapult_simulator.core.tenant import Tenant

# Resource ("" for the account itself) -> its methods.
CALLED: dict[str, tuple[str, ...]] = {
    "": (
        "advance",
        "advance_to",
        "pending",
        "receive_message",
        "replay",
        "reset",
        "settle",
        "trigger",
    ),
    "account": ("charge", "find", "pay", "require", "set_balance"),
    "applications": ("create", "delete", "find", "get", "knows", "update"),
    "available_numbers": ("choose_local", "choose_toll_free", "search_local", "search_toll_free"),
    "errors": ("find", "get"),
    "faults": ("add", "all", "any_at", "clear", "get", "remove"),
    "journal": ("__len__", "entries", "last", "missed"),
    "media": ("clear", "delete", "find", "get"),
    "messages": ("__len__", "find", "get", "page", "redact", "send", "with_person"),
    "number_info": ("look_up", "name"),
    "people": ("__contains__", "all", "get", "last_read", "mark_read", "remove", "set"),
    "phone_numbers": (
        "allocate",
        "application_of",
        "enabled",
        "find",
        "get",
        "import_number",
        "is_taken",
        "owned",
        "release",
        "require_credit",
        "update",
    ),
}
READ: dict[str, tuple[str, ...]] = {
    "": ("can_advance", "client_origin", "now", "now_ms", "now_text", "rules"),
    "account": ("balance",),
    "journal": ("next_number",),
}
SET = ("client_origin", "rules")
# Public names that are not called in this way -> how an account elsewhere has them.
OTHERWISE = {
    "apply_setup": "sends the text of the setup with a request of its own",
    "connect": "made of the methods of `applications` and `phone_numbers`",
    "snapshot": "gets the text of the setup with a request of its own",
    "frozen_with": "moves the clock of this process itself",
    "close": "deletes the account with a request of its own",
    "credentials": "known since the account was opened",
    "is_closed": "known here",
    "user_id": "known since the account was opened",
    "journal.__iter__": "made of `entries`",
    "journal.__str__": "made of `entries`",
    "media.put": "sends the content with a request of its own",
}
# Public names that only the simulator itself uses -> why an account elsewhere refuses them.
INTERNAL = {
    "has_setup": "the page says it before a reset",
    **dict.fromkeys(("resume", "state"), "`serve --state` keeps accounts over restarts with it"),
    "journal.first_number": "the page asks whether there was a reset",
    "plan_timers": "a server calls it when it starts",
    "record_error": "the API calls it when it refuses a request",
    "request_limits": "the API counts its requests with it",
    "watch": "it calls a function of another process; call wait_for",
    "start_receiving": "its delivery cannot leave the process; call receive_message",
    "start_replaying": "its delivery cannot leave the process; call replay",
    "start_triggering": "its delivery cannot leave the process; call trigger",
    **dict.fromkeys(
        (
            "account.booked",
            "account.restore",
            "applications.restore",
            "errors.restore",
            "faults.added",
            "faults.restore",
            "messages.parts",
            "number_info.looked_up",
            "number_info.names",
            "number_info.restore",
            "phone_numbers.all",
            "phone_numbers.restore",
        ),
        "snapshots are made of it, and setups applied with it",
    ),
    "account.charge_message": "sending and receiving a message call it",
    **dict.fromkeys(("errors.resize", "journal.resize"), "setting `rules` calls it"),
    "errors.record": "the API and callbacks that fail call it",
    "faults.take": "it happens where the simulator meets the fault",
    "journal.close": "the account calls it when it is reset or closed",
    "journal.record": "the simulator writes the journal itself",
    "journal.subscribe": "it calls a function of another process; call wait_for",
    **dict.fromkeys(
        ("messages.latest_by_person", "messages.latest_with_person"),
        "the page shows them; call with_person",
    ),
    "messages.answer_sent": "the API calls it when a POST has been answered",
    "messages.receive": "its delivery cannot leave the process; call receive_message",
    "messages.watch": "it calls a function of another process; call wait_for",
}


def _names(tables: Mapping[str, Sequence[str]]) -> list[str]:
    return [f"{resource}.{name}".lstrip(".") for resource in tables for name in tables[resource]]


NAMES = sorted({*_names(CALLED), *_names(READ)})


def perform(
    tenant: Tenant, name: str, arguments: Sequence[object], keywords: Mapping[str, object]
) -> Any:
    """Call the method, or read the attribute; with an argument, set it. Gives the result.

    Raises UnknownMethod, and whatever the method raises.
    """
    if name not in NAMES:
        raise UnknownMethod(name, NAMES)
    if name in SET and arguments:
        setattr(tenant, name, arguments[0])
        return None
    found = attrgetter(name)(tenant)
    return found(*arguments, **keywords) if callable(found) else found
