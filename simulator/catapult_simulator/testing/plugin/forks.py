"""Forks: the copies of accounts in a forked process, to which no server and no thread belongs."""

import os
from weakref import WeakSet, ref

from catapult_simulator.core.tenant import Tenant

_COPIED = (
    "belongs to process {process}, of which this one is a fork; use it there, and call the API "
    "over HTTP from here"
)


def abandon_in_forks(accounts: "WeakSet[Tenant]") -> None:
    """Refuse, in each fork of this process, any use of the accounts that are there by then."""
    if not hasattr(os, "register_at_fork"):
        return
    known, why = ref(accounts), _COPIED.format(process=os.getpid())

    def abandon() -> None:  # is registered for as long as the process lives: keeps nothing else
        for account in tuple(known() or ()):
            account._abandon(why)

    os.register_at_fork(after_in_child=abandon)
