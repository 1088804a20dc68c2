"""What every route of `/v1` goes through: credentials, scripted faults, errors, the journal.

Order: credentials, then `{userId}`, then the route (assumed: bad credentials on nonsense paths
were answered `access-denied`), then the body.
"""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from functools import wraps
from json import dumps, loads
from typing import Any

from flask import current_app, request

from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.links import Links
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.problems import Call, call_of, render, status_of
from catapult_simulator.reply import Headers, Reply
from catapult_simulator.wsgi import HOLD, SABOTAGE, Hold

View = Callable[..., Reply]
_REMEMBERED = 1000  # accepted Authorization headers: decoding one costs more than looking it up
_SHOWN_BODY = 16 * 1024


class Doorkeeper:
    """Turns Basic credentials into a tenant; remembers whom it let in."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._known: dict[str, Tenant] = {}

    def admit(self, environ: dict[str, Any]) -> Tenant | None:
        """The tenant whose credentials the request carries, or None."""
        header = environ.get("HTTP_AUTHORIZATION", "")
        tenant = self._known.get(header)
        if tenant is not None and self._simulator.is_open(tenant):
            return tenant
        tenant = self._simulator.authenticate(*_basic(header))
        if tenant is not None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[header] = tenant
        return tenant


def entrance(view: View) -> View:
    """A route below `/v1/users/{userId}`: `view(tenant, **path)` for who may enter."""

    @wraps(view)
    def entered(**path: str) -> Reply:
        return enter(view, **path)

    return entered


def enter(view: View, user_id: str | None = None, **path: str) -> Reply:
    """Answer with `view(tenant, **path)`, or with the refusal that is due."""
    environ = request.environ
    call = call_of(environ)
    tenant = current_app.extensions["doorkeeper"].admit(environ)
    if tenant is None:
        # Observed 2015-02 to 04: the path with a leading slash when the credentials are wrong.
        refused = Call(call.method, call.remote_address, "/" + call.path)
        return render(catalogue.ACCESS_DENIED.error(), refused)
    if user_id is not None and user_id != tenant.user_id:
        refusal = catalogue.ACCESS_DENIED.error()
        reply = refuse(tenant, refusal, call)
    else:
        reply = _answer(tenant, view, path, call)
    _note(tenant, call, environ, reply)
    return reply


def refuse(tenant: Tenant, error: CatapultError, call: Call) -> Reply:
    """Render `error`, and keep it in the errors resource (all but 429: assumed)."""
    if status_of(error) != 429:
        tenant.world.record_error(error, tuple(reversed(call.details())))
    return render(error, call)


def links() -> Links:
    """Links on the scheme and host that the client used (observed: clients need exactly that)."""
    environ = request.environ
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    return Links(f"{environ['wsgi.url_scheme']}://{host}", request.view_args["user_id"])  # type: ignore[index]  # only called below users/{userId}


def created(tenant: Tenant, location: str) -> Reply:
    """201: no body, and where the new resource is."""
    return Reply(201, [*empty_headers(tenant), ("Location", location)])


def done(tenant: Tenant) -> Reply:
    """200 without a body. Never 204: a client takes only 200, 201 and 202 (observed)."""
    return Reply(200, empty_headers(tenant))


def empty_headers(tenant: Tenant) -> Headers:
    """Of an answer without a body: typed as JSON in 2015, not later (it broke clients)."""
    typed = tenant.rules.profile.typed_empty_body
    return [("Cache-Control", "no-cache"), *([("Content-Type", "application/json")] * typed)]


def _answer(tenant: Tenant, view: View, path: dict[str, str], call: Call) -> Reply:
    try:
        fault = tenant.faults.take("rest", _facts(tenant, call)) if tenant.faults.any() else None
        if fault is None:
            return view(tenant, **path)
        return _spoilt(tenant, fault, view, path, call)
    except CatapultError as error:
        return refuse(tenant, error, call)


def _spoilt(tenant: Tenant, fault: Fault, view: View, path: dict[str, str], call: Call) -> Reply:
    """The answer under a scripted fault: an error instead, a delay, a broken connection."""
    tenant.journal.record("fault", f"{call.method} {call.path}", {"fault": str(fault)})
    if fault.delay_ms:
        request.environ[HOLD] = Hold(fault.delay_ms / 1000)
    if fault.sabotage is not None:
        request.environ[SABOTAGE] = fault.sabotage
    error = fault.raised(_facts(tenant, call))
    if error is not None:
        raise error
    return view(tenant, **path)


def _facts(tenant: Tenant, call: Call) -> dict[str, str | None]:
    """What a fault at `rest` can match, and what its sentence is worded with."""
    facts: dict[str, str | None] = {
        "method": call.method,
        "path": call.path,
        "userId": tenant.user_id,
    }
    try:
        body = loads(request.get_data())
    except ValueError:
        return facts
    said = body[0] if isinstance(body, list) and body else body
    if isinstance(said, dict):
        facts |= {key: value for key, value in said.items() if isinstance(value, str)}
    facts.setdefault("number", facts.get("from"))
    return facts


def _basic(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    try:
        token, _, secret = b64decode(encoded, validate=True).decode().partition(":")
    except (NotBase64, ValueError):
        return "", ""
    return (token, secret) if scheme.lower() == "basic" else ("", "")


def _note(tenant: Tenant, call: Call, environ: dict[str, Any], reply: Reply) -> None:
    query, data = environ.get("QUERY_STRING", ""), request.get_data()
    tenant.journal.record(
        "request",
        f"{call.method} /v1/{call.path} -> {reply.status_code}",
        lambda: _told(call, query, data, reply),
    )


def _told(call: Call, query: str, data: bytes, reply: Reply) -> dict[str, Any]:
    told: dict[str, Any] = {"method": call.method, "path": f"/v1/{call.path}"}
    if query:
        told["query"] = query
    if data:
        told["body"] = _without_secrets(data)
    told["status"] = reply.status_code
    for name, value in reply.headers:
        if name in ("Location", "Link"):
            told[name.lower()] = value
    if isinstance(reply.body, bytes) and reply.body:
        told["answer"] = reply.body[:_SHOWN_BODY].decode("utf-8", "replace")
    return told


_PASSWORD = re.compile(r'("password"\s*:\s*)"(?:[^"\\]|\\.)*"')
_IN_URL = re.compile(r"(https?://)[^/\s\"@]+@")


def _without_secrets(data: bytes) -> str:
    """The body as shown: dashboard passwords and credentials in URLs are never written down."""
    text = data[:_SHOWN_BODY].decode("utf-8", "replace")
    return _IN_URL.sub(r"\1***@", _PASSWORD.sub(rf"\1{dumps('***')}", text))
