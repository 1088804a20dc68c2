"""Calls of the control API."""

from typing import Any

from builders import Client, Response
from catapult_simulator.core.tenant import Tenant


class Control:
    """Calls the control API; paths are relative to the tenant's, or absolute."""

    def __init__(self, client: Client, tenant: Tenant) -> None:
        self._client = client
        self._base = f"/_simulator/tenants/{tenant.user_id}"

    def __call__(self, method: str, path: str, content: Any = None, **options: Any) -> Response:
        target = path if path.startswith("/_") else self._base + path
        return self._client.call(method, target, content, HTTP_AUTHORIZATION="", **options)
