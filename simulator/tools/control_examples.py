"""Build `catapult_simulator/openapi/control_examples.json`: what the control API really answers.

    python simulator/tools/control_examples.py

A script of calls is played on virtual time; each answer is the example of its route. A test plays
it again: an example is a possible one, and what a sample of a request leads to.
"""

import json
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from werkzeug.test import EnvironBuilder, run_wsgi_app

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.app import create_app
from catapult_simulator.core.configuration import Setting
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.openapi.control_operations import OPERATIONS
from catapult_simulator.openapi.examples import CONTROL_FILE

USER = "u-shop"
NUMBER = "+19195551212"
MESSAGE = "m-u54aorrbknrmmwzoo44jjqy"  # of `control.receive`: ids are the same in each run
SETTINGS = [
    Setting("port", 8080, "default", "CATAPULT_SIMULATOR_PORT"),
    Setting("clock", "virtual", "variable", "CATAPULT_SIMULATOR_CLOCK"),
]
# Endpoint -> method and path, in the order in which they are played. A body is the row's sample.
CALLS = {
    "control.open_tenant": ("POST", "/tenants"),
    "control.index": ("GET", ""),
    "control.problems": ("GET", "/problems"),
    "control.config": ("GET", "/config"),
    "control.health": ("GET", "/health"),
    "control.tenants": ("GET", "/tenants"),
    "control.receive_anywhere": ("POST", "/messages"),
    "control.receive": ("POST", f"/tenants/{USER}/messages"),
    "control.replay": ("POST", f"/tenants/{USER}/messages/{MESSAGE}/replay"),
    "control.trigger": ("POST", f"/tenants/{USER}/trigger"),
    "control.triggers": ("GET", "/triggers"),
    "control.connect": ("POST", f"/tenants/{USER}/connect"),
    "control.call_method": ("POST", f"/tenants/{USER}/methods/messages.find"),
    "control.put_person": ("PUT", f"/tenants/{USER}/people/%2B19195550001"),
    "control.people": ("GET", f"/tenants/{USER}/people"),
    "control.get_person": ("GET", f"/tenants/{USER}/people/%2B19195550001"),
    "control.remove_person": ("DELETE", f"/tenants/{USER}/people/%2B19195550001"),
    "control.name_number": ("POST", f"/tenants/{USER}/numberInfo"),
    "control.messages": ("GET", f"/tenants/{USER}/messages?size=1"),
    "control.change_tenant": ("PATCH", f"/tenants/{USER}"),
    "control.get_tenant": ("GET", f"/tenants/{USER}"),
    "control.add_fault": ("POST", f"/tenants/{USER}/faults"),
    "control.faults": ("GET", f"/tenants/{USER}/faults"),
    "control.get_fault": ("GET", f"/tenants/{USER}/faults/f-1"),
    "control.clear_faults": ("DELETE", f"/tenants/{USER}/faults"),
    "control.advance": ("POST", f"/tenants/{USER}/advance"),
    "control.advance_to": ("POST", f"/tenants/{USER}/advance-to"),
    "control.settle": ("POST", f"/tenants/{USER}/settle"),
    "control.pending": ("GET", f"/tenants/{USER}/pending"),
    "control.journal": ("GET", f"/tenants/{USER}/journal"),
    "control.requests": ("GET", "/requests?unmatched=1"),
    "control.magic": ("GET", "/magic"),
    "control.put_media": ("PUT", f"/tenants/{USER}/media/menu.json"),
    "control.get_media": ("GET", f"/tenants/{USER}/media/menu.json"),
    "control.reset": ("POST", f"/tenants/{USER}/reset"),
    "control.close_tenant": ("DELETE", f"/tenants/{USER}"),
    "control.apply_setup": ("POST", "/setup"),
    "control.get_setup": ("GET", "/setup"),
    "control.apply_setup_to_tenant": ("PUT", f"/tenants/{USER}/setup"),
    "control.get_setup_of_tenant": ("GET", f"/tenants/{USER}/setup"),
}


def played() -> Iterator[tuple[str, int, Any]]:
    """Endpoint, status and JSON of each answer; None without a body."""
    simulator = Simulator()
    app = create_app(simulator)
    app.extensions["configuration"] = SETTINGS
    _call(app, "GET", "/v2/users/u-shop/messages")
    for endpoint, (method, path) in CALLS.items():
        status, body = _call(app, method, CONTROL_PREFIX + path, OPERATIONS[endpoint].sample)
        if endpoint == "control.open_tenant":
            _furnish(simulator)
        yield endpoint, status, _steady(body)


def text() -> str:
    """The content of control_examples.json."""
    answers = {endpoint: body for endpoint, _, body in played() if body is not None}
    return json.dumps(answers, indent=1, ensure_ascii=False) + "\n"


def _furnish(simulator: Simulator) -> None:
    """A number with an application, so that messages and callbacks come in."""
    tenant = simulator.tenant(USER)
    shop = tenant.applications.create("shop", incoming_message_url="http://app.test/sms")
    tenant.phone_numbers.allocate(NUMBER, application_id=shop.id)


def _call(app: Any, method: str, path: str, content: Any = None) -> tuple[int, Any]:
    data = b"" if content is None else json.dumps(content).encode()
    builder = EnvironBuilder(
        path=path,
        base_url="http://127.0.0.1:8080",
        method=method,
        input_stream=BytesIO(data),
        content_length=len(data),
        content_type="application/json",
    )
    chunks, status, _ = run_wsgi_app(app, builder.get_environ())
    body = b"".join(chunks)
    return int(status[:3]), json.loads(body) if body else None


def _steady(value: Any) -> Any:
    """An answer without what differs between runs: the version, and the time of real requests."""
    if isinstance(value, dict):
        steady = {name: _steady(each) for name, each in value.items()}
        if isinstance(steady.get("version"), str):
            steady["version"] = "0.1.0"
        if "reason" in steady:
            steady["at"] = "2026-01-01T12:00:00Z"
        return steady
    return [_steady(each) for each in value] if isinstance(value, list) else value


if __name__ == "__main__":
    CONTROL_FILE.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{CONTROL_FILE.name}: {CONTROL_FILE.stat().st_size} bytes\n")
