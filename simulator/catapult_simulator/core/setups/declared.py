"""Setups of what accounts were given, without what has happened in them."""

from collections.abc import Mapping
from typing import Any

HAPPENED = ("messages", "timers", "sending", "lookUps", "transactions", "errors", "ids")


def declared(content: Mapping[str, Any]) -> dict[str, Any]:
    """A setup, as JSON, without what has happened in its accounts."""
    kept = {key: value for key, value in content.items() if key not in HAPPENED}
    if "accounts" in kept:
        kept["accounts"] = [declared(account) for account in kept["accounts"]]
    if "faults" in kept:
        kept["faults"] = [_unstruck(fault) for fault in kept["faults"]]
    return kept


def _unstruck(fault: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fault.items() if key != "struck"}
