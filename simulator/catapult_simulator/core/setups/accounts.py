"""Accounts of a simulator that a setup declares: opened, or begun anew, all of them or none."""

from collections.abc import Iterable
from typing import Literal, Protocol

from catapult_simulator.core.open_tenants import OpenTenants
from catapult_simulator.core.setups import VERSION
from catapult_simulator.core.setups.setup import Setup, setup_of
from catapult_simulator.core.setups.source import Source
from catapult_simulator.core.tenant import Tenant


class Opener(Protocol):
    """A simulator, of which only this much is needed."""

    def open_tenant(
        self,
        user_id: str | None = None,
        token: str | None = None,
        secret: str | None = None,
        *,
        seed: str | None = None,
        clock: Literal["virtual", "wall"] | None = None,
    ) -> Tenant: ...

    def close_tenant(self, user_id: str) -> None: ...


def open_accounts(setup: Setup | Source, opener: Opener, tenants: OpenTenants) -> list[Tenant]:
    """The accounts of `setup`. Raises SetupError and TenantExists; nothing has changed then."""
    parts = setup_of(setup).parts()
    with tenants.lock:
        for part in parts:
            tenants.require_same(*part.credentials)
        opened: list[Tenant] = []
        try:
            return [_account_of(part, opener, tenants, opened) for part in parts]
        except BaseException:
            for tenant in opened:
                opener.close_tenant(tenant.user_id)
            raise


def _account_of(part: Setup, opener: Opener, tenants: OpenTenants, opened: list[Tenant]) -> Tenant:
    account = part.only_account()
    user_id, token, secret = part.credentials
    tenant = None if user_id is None else tenants.find(user_id)
    if tenant is None:
        seed, clock = account.get("seed"), account.get("clock")
        tenant = opener.open_tenant(user_id, token, secret, seed=seed, clock=clock)
        opened.append(tenant)
    tenant.apply_setup(part)
    return tenant


def snapshot_of(tenants: Iterable[Tenant]) -> Setup:
    """The accounts as one setup."""
    contents = (dict(tenant.snapshot().content) for tenant in tenants)
    accounts = [{key: content[key] for key in content if key != "version"} for content in contents]
    return Setup({"version": VERSION, "accounts": accounts})
