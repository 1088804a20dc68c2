"""Access: what an app needs to use an account, ready to be copied."""

from typing import NamedTuple

from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone.command_lines import Address, api
from catapult_simulator.pages.phone.same import PERSON


class Connection(NamedTuple):
    """The needs of an app that uses the account: base URL as SDKs want it, the URL with which
    paths begin, credentials, lines for clients."""

    base_url: str
    api_url: str
    user_id: str
    token: str
    secret: str
    clients: tuple[tuple[str, str], ...]


def connection(address: Address, tenant: Tenant) -> Connection:
    """Base URL, credentials and lines for the clients that people use."""
    user_id, token, secret = tenant.credentials
    return Connection(
        address.origin, f"{address.origin}/v1", user_id, token, secret, _clients(address, tenant)
    )


def _clients(address: Address, tenant: Tenant) -> tuple[tuple[str, str], ...]:
    origin = address.origin
    user_id, token, secret = tenant.credentials
    environment = "\n".join(
        (
            f"BANDWIDTH_USER_ID={user_id}",
            f"BANDWIDTH_API_TOKEN={token}",
            f"BANDWIDTH_API_SECRET={secret}",
            f"BANDWIDTH_BASE_URL={origin}",
        )
    )
    python = (
        "import bandwidth\n"
        f"client = bandwidth.client('messaging', '{user_id}', '{token}', '{secret}',\n"
        f"                          api_endpoint='{origin}')"
    )
    node = (
        'const Bandwidth = require("node-bandwidth");\n'
        f'const client = new Bandwidth({{userId: "{user_id}", apiToken: "{token}",\n'
        f'  apiSecret: "{secret}", baseUrl: "{origin}"}});'
    )
    message = {"from": "+19195551212", "to": PERSON, "text": "Hello from my app"}
    curl = api(address, tenant, "messages", message)
    return (("curl", curl), ("Python", python), ("Node", node), ("Environment", environment))
