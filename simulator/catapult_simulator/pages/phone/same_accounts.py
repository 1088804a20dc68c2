"""The same by other ways: what is done with accounts as a whole."""

from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone.command_lines import (
    Address,
    Same,
    control,
    control_call,
    terminal,
)


def change_rules(address: Address, tenant: Tenant) -> Same:
    """Rules and the balance are changed."""
    words = ("tenant", "change", "--rule", "dequeueMs=0", "--balance", "5")
    curl = control(address, tenant, "", {"dequeueMs": 0, "balance": 5}, "PATCH")
    return Same(terminal(address, tenant, *words), curl)


def load(address: Address, tenant: Tenant) -> Same:
    """An account starts anew with a file."""
    curl = control(address, tenant, "setup", "@account.json", "PUT")
    return Same(terminal(address, tenant, "snapshot", "load", "account.json"), curl)


def close(address: Address, tenant: Tenant) -> Same:
    """An account is closed."""
    curl = control(address, tenant, "", method="DELETE")
    return Same(terminal(address, None, "tenant", "close", tenant.user_id), curl)


def open_account(address: Address) -> Same:
    """An account is opened."""
    curl = control_call(address, "tenants", {"userId": "u-shop"})
    return Same(terminal(address, None, "tenant", "open", "u-shop"), curl)


def save_all(address: Address) -> Same:
    """All accounts become a file."""
    curl = control_call(address, "setup", method="GET")
    return Same(terminal(address, None, "snapshot", "save", "all.json"), f"{curl} -o all.json")


def load_all(address: Address) -> Same:
    """The accounts of a file are opened, or start anew."""
    curl = control_call(address, "setup", "@all.json")
    return Same(terminal(address, None, "snapshot", "load", "all.json"), curl)
