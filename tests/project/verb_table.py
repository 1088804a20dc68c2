"""The table of verbs: each in Python, over HTTP, on the command line, and on the page."""

from typing import NamedTuple


class Missing(str):
    """The name that a form would have, which does not exist yet."""

    __slots__ = ()


class Verb(NamedTuple):
    """One verb: a name below `Tenant` or `Simulator`, a route below `/_simulator`, the words of a
    command, a route below `/phone`."""

    python: str
    control: str
    command: str
    page: str


T = "/tenants/<user_id>"
CALL = f"POST {T}/methods/"  # of a method by its name

VERBS = (
    Verb("receive_message", f"POST {T}/messages", "receive", "POST /<user_id>/with/<path:person>"),
    Verb(
        "replay",
        f"POST {T}/messages/<message_id>/replay",
        "replay",
        "POST /<user_id>/messages/<message_id>/again",
    ),
    Verb("trigger", f"POST {T}/trigger", "trigger", "POST /<user_id>/trigger"),
    Verb("connect", f"POST {T}/connect", "connect", "POST /<user_id>/connect"),
    Verb("advance", f"POST {T}/advance", "advance", "POST /<user_id>/clock"),
    Verb("advance_to", f"POST {T}/advance-to", "advance-to", "POST /<user_id>/clock"),
    Verb("settle", f"POST {T}/settle", "settle", "POST /<user_id>/clock"),
    Verb("pending", f"GET {T}/pending", "pending", "GET /<user_id>/clock"),
    Verb("reset", f"POST {T}/reset", "reset", "POST /<user_id>/reset"),
    Verb("messages.find", f"GET {T}/messages", "messages", "GET /<user_id>/search"),
    Verb("journal.entries", f"GET {T}/journal", "journal", "GET /<user_id>/journal"),
    Verb("faults.add", f"POST {T}/faults", "fault add", "POST /<user_id>/faults"),
    Verb("faults.all", f"GET {T}/faults", "fault list", "GET /<user_id>/faults"),
    Verb("faults.get", f"GET {T}/faults/<fault_id>", "fault list", "GET /<user_id>/faults"),
    Verb(
        "faults.remove",
        f"DELETE {T}/faults/<fault_id>",
        "fault remove",
        "POST /<user_id>/faults/remove",
    ),
    Verb("faults.clear", f"DELETE {T}/faults", "fault clear", "POST /<user_id>/faults/remove"),
    Verb(
        "phone_numbers.allocate",
        f"{CALL}phone_numbers.allocate",
        "number add",
        "POST /<user_id>/numbers",
    ),
    Verb(
        "phone_numbers.find", f"{CALL}phone_numbers.find", "number list", "GET /<user_id>/numbers"
    ),
    Verb(
        "phone_numbers.update",
        f"{CALL}phone_numbers.update",
        "number update",
        "POST /<user_id>/numbers/change",
    ),
    Verb(
        "phone_numbers.release",
        f"{CALL}phone_numbers.release",
        "number release",
        "POST /<user_id>/numbers/change",
    ),
    Verb(
        "applications.create",
        f"{CALL}applications.create",
        "application add",
        "POST /<user_id>/applications",
    ),
    Verb(
        "applications.update",
        f"{CALL}applications.update",
        "application update",
        "POST /<user_id>/applications/change",
    ),
    Verb(
        "applications.delete",
        f"{CALL}applications.delete",
        "application delete",
        "POST /<user_id>/applications/change",
    ),
    Verb(
        "applications.find",
        f"{CALL}applications.find",
        "application list",
        "GET /<user_id>/numbers",
    ),
    Verb("people.set", f"PUT {T}/people/<number>", "person", "POST /<user_id>/answers"),
    Verb("people.remove", f"DELETE {T}/people/<number>", "person", "POST /<user_id>/answers"),
    Verb("people.all", f"GET {T}/people", "people", "GET /<user_id>/answers"),
    Verb(
        "number_info.name",
        f"POST {T}/numberInfo",
        "number name",
        "POST /<user_id>/names",
    ),
    Verb("apply_setup", f"PUT {T}/setup", "setup apply", "POST /<user_id>/setup"),
    Verb("snapshot", f"GET {T}/setup", "snapshot save", "GET /<user_id>/snapshot"),
    Verb("rules", f"PATCH {T}", "tenant change", "POST /<user_id>/rules"),
    Verb("Simulator.tenants", "GET /tenants", "tenant list", "GET /@accounts"),
    Verb("Simulator.open_tenant", "POST /tenants", "tenant open", "POST /@accounts"),
    Verb(
        "Simulator.close_tenant",
        f"DELETE {T}",
        "tenant close",
        "POST /<user_id>/close",
    ),
    Verb("Simulator.apply_setup", "POST /setup", "snapshot load", "POST /@accounts/setup"),
    Verb("Simulator.snapshot", "GET /setup", "setup export", "GET /@accounts/snapshot"),
    Verb("Simulator.unmatched_requests", "GET /requests", "requests", "GET /<user_id>"),
)

OF_API = "a request to the API does it, as an app would"
IN_CODE = "a question that only code asks; people see it with another verb"
# Other public names of an account -> why they are no verbs with four forms.
NO_VERBS: dict[str, str] = {
    **dict.fromkeys(
        (
            *("account.find", "applications.get", "errors.find", "errors.get", "media.delete"),
            *("available_numbers.search_local", "available_numbers.search_toll_free"),
            *("available_numbers.choose_local", "available_numbers.choose_toll_free"),
            *("media.find", "media.get", "media.put", "messages.get", "messages.send"),
            *("number_info.look_up", "phone_numbers.get"),
        ),
        OF_API,
    ),
    **dict.fromkeys(
        (
            *("account.require", "applications.knows", "can_advance", "client_origin"),
            *("credentials", "faults.any_at", "is_closed", "journal.__iter__", "journal.__len__"),
            *("journal.__str__", "journal.last", "journal.missed", "journal.next_number"),
            *("messages.__len__", "messages.page", "messages.with_person", "now", "now_ms"),
            *("now_text", "people.__contains__", "people.get", "people.last_read"),
            *("phone_numbers.application_of", "phone_numbers.enabled", "phone_numbers.is_taken"),
            *("phone_numbers.owned", "phone_numbers.require_credit", "user_id"),
        ),
        IN_CODE,
    ),
    **dict.fromkeys(
        ("account.balance", "account.charge", "account.pay", "account.set_balance"),
        "the rules of an account set the balance too",
    ),
    "close": "Simulator.close_tenant does it",
    "frozen_with": "it moves the clock of a test's own process",
    "media.clear": "reset does it",
    "messages.redact": "a setup's rule does it in time",
    "people.mark_read": "a phone in a test does it",
    "phone_numbers.import_number": "a setup does it",
}
