"""Commands run in this process against a server of the test, and apps that are called back."""

import socket
from collections.abc import Callable
from typing import Any

from click.testing import Result

from catapult_simulator import Tenant
from catapult_simulator.cli.receiver import Receiver

LINE, PERSON = "+19195551212", "+19195550001"
Run = Callable[..., Result]


def own_number(tenant: Tenant, app: Receiver | None = None, **application: Any) -> None:
    if app is None:
        tenant.phone_numbers.allocate(LINE)
        return
    settings = {"incoming_message_url": f"{app.url}/sms"} | application
    created = tenant.applications.create("shop", **settings)
    tenant.phone_numbers.allocate(LINE, application_id=created.id)


def receive(run: Run, *more: str, **environment: str | None) -> Result:
    options = ("--from", PERSON, "--to", LINE, "--text", "open today?", *more)
    return run("receive", *options, **environment)


def unused_url() -> str:
    """A URL at which connections are refused."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}"
