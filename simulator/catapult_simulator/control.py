"""`/_simulator`: what the real API does not have. Tenants, inbound messages, time, faults, journal.

Every route finds the tenant, makes one call on the facade, and dumps. Only `application/json` is
taken and no CORS header is given, so that a web page elsewhere cannot drive it.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any, NoReturn

from flask import Blueprint, current_app, request
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

import catapult_simulator
from catapult_simulator.control_schemas import (
    ADVANCE,
    CALLER_NAME,
    FAULT,
    INBOUND,
    JOURNAL_WISH,
    MESSAGE_WISH,
    NOTHING,
    TENANT,
    TENANT_CHANGE,
    ControlSchema,
    fault_of,
    show_fault,
    show_rules,
)
from catapult_simulator.core.account import DOLLAR
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.delivery import told
from catapult_simulator.core.e164 import normalize
from catapult_simulator.core.journal import Entry, Journal
from catapult_simulator.core.links import Links
from catapult_simulator.core.magic import Scenario, scenarios
from catapult_simulator.core.moments import wire_time
from catapult_simulator.core.rules import PROFILES, Rules
from catapult_simulator.core.simulator import Simulator, TenantExists, UnknownTenant
from catapult_simulator.core.tenant import NotSettled, Tenant, WrongClock
from catapult_simulator.core.world import Busy
from catapult_simulator.json_body import parse
from catapult_simulator.listening.wsgi import CAN_WAIT, WAIT, WAITED, Wait
from catapult_simulator.problems import status_of
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.messages import RESOURCE as MESSAGE
from catapult_simulator.rest.resource import Scene

PREFIX = "/_simulator"
routes = Blueprint("control", __name__, url_prefix=PREFIX)


class NotJson(ValueError):
    """A body that does not say that it is JSON."""


# What went wrong -> status and code. Anything else is a bug.
_REFUSALS: dict[type[Exception], tuple[int, str]] = {
    UnknownTenant: (404, "no-such-tenant"),
    TenantExists: (409, "tenant-exists"),
    Busy: (409, "busy"),
    NotSettled: (409, "not-settled"),
    WrongClock: (409, "wrong-clock"),
    NotJson: (415, "not-json"),
    ValidationError: (400, "bad-request"),
    ValueError: (400, "bad-request"),
}


def simulator() -> Simulator:
    """The simulator that this application answers for."""
    return current_app.extensions["simulator"]  # type: ignore[no-any-return]  # ours


def controlled(view: Callable[..., Reply]) -> Callable[..., Reply]:
    """A control route: `{userId}` becomes the tenant, refusals become answers."""

    @wraps(view)
    def answered(user_id: str | None = None, **path: str) -> Reply:
        try:
            if user_id is not None:
                return view(simulator().tenant(user_id), **path)
            return view(**path)
        except CatapultError as error:
            return refusal(status_of(error), error.code, error.message)
        except tuple(_REFUSALS) as error:
            status, code = next(
                _REFUSALS[kind] for kind in type(error).__mro__ if kind in _REFUSALS
            )
            return refusal(status, code, _in_words(error))

    return answered


def refusal(status: int, code: str, message: str) -> Reply:
    """An error of the control API."""
    return json_reply(status, {"code": code, "message": message})


def refuse_route(error: HTTPException) -> Reply:
    """No such control route, or no such method on it."""
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(set(error.valid_methods or ()) - {"OPTIONS"}))
        reply = refusal(405, "method-not-allowed", f"{request.path} takes {allowed}")
        reply.headers.append(("Allow", allowed))
        return reply
    return refusal(404, "no-such-route", f"no control route {request.path}; try {PREFIX}/health")


@routes.get("/health")
@controlled
def health() -> Reply:
    return json_reply(
        200,
        {
            "status": "ok",
            "version": catapult_simulator.__version__,
            "clock": simulator().clock,
            "tenants": len(simulator().tenants()),
        },
    )


@routes.get("/tenants")
@controlled
def tenants() -> Reply:
    return json_reply(200, [show_tenant(tenant) for tenant in simulator().tenants()])


@routes.post("/tenants")
@controlled
def open_tenant() -> Reply:
    wanted = _body(TENANT)
    profile = wanted.pop("profile", None)
    rules = None if profile is None else Rules.of(profile)
    tenant = simulator().open_tenant(**wanted, rules=rules)
    location = f"{_origin()}{PREFIX}/tenants/{tenant.user_id}"
    return json_reply(201, show_tenant(tenant), ("Location", location))


@routes.get("/tenants/<user_id>")
@controlled
def get_tenant(tenant: Tenant) -> Reply:
    return json_reply(200, show_tenant(tenant) | {"rules": show_rules(tenant.rules)})


@routes.patch("/tenants/<user_id>")
@controlled
def change_tenant(tenant: Tenant) -> Reply:
    """Change rules or the balance of a running tenant."""
    changes = _body(TENANT_CHANGE)
    balance = changes.pop("balance", None)
    if "profile" in changes:
        changes["profile"] = PROFILES[changes["profile"]]
    tenant.rules = tenant.rules.but(**changes)
    if balance is not None:
        tenant.account.set_balance(int(balance * DOLLAR))
    return json_reply(200, show_tenant(tenant) | {"rules": show_rules(tenant.rules)})


@routes.delete("/tenants/<user_id>")
@controlled
def close_tenant(tenant: Tenant) -> Reply:
    simulator().close_tenant(tenant.user_id)
    return Reply(204, [])


@routes.post("/messages")
@controlled
def receive_anywhere() -> Reply:
    """Somebody texts a number that one tenant only owns."""
    wanted = _body(INBOUND)
    number = normalize(wanted["to"])
    owners = simulator().owners(number)
    if len(owners) != 1:
        _refuse_owners(number, owners)
    return _receive(owners[0], wanted)


@routes.post("/tenants/<user_id>/messages")
@controlled
def receive(tenant: Tenant) -> Reply:
    return _receive(tenant, _body(INBOUND))


@routes.get("/tenants/<user_id>/messages")
@controlled
def messages(tenant: Tenant) -> Reply:
    wanted = _query(MESSAGE_WISH)
    found = tenant.messages.find(**wanted)
    scene = _scene(tenant)
    return json_reply(200, [MESSAGE.show(message, scene) for message in found])


@routes.get("/tenants/<user_id>/journal")
@controlled
def journal(tenant: Tenant) -> Reply:
    """Entries after a number; with `wait`, the answer is held back until there is one."""
    wish = _query(JOURNAL_WISH)
    after, history = wish["after"], tenant.journal
    newest = history.next_number - 1  # first of all: what is written meanwhile is told next time
    entries = history.entries(after, wish["kind"])[: wish["limit"]]
    if not entries and wish["wait"]:
        _hold_until_more(history, after, wish["wait"])
    upto = entries[-1].number if len(entries) == wish["limit"] else newest
    return json_reply(
        200,
        {
            "entries": [show_entry(entry) for entry in entries],
            "next": max([upto, after, *(entry.number for entry in entries[-1:])]),
            "missed": history.missed(after),
        },
    )


@routes.post("/tenants/<user_id>/advance")
@controlled
def advance(tenant: Tenant) -> Reply:
    fired = tenant.advance(_body(ADVANCE)["seconds"])
    return json_reply(200, {"now": tenant.now, "fired": fired})


@routes.post("/tenants/<user_id>/settle")
@controlled
def settle(tenant: Tenant) -> Reply:
    _body(NOTHING)
    fired = tenant.settle()
    return json_reply(200, {"now": tenant.now, "fired": fired})


@routes.post("/tenants/<user_id>/reset")
@controlled
def reset(tenant: Tenant) -> Reply:
    _body(NOTHING)
    tenant.reset()
    return Reply(204, [])


@routes.post("/tenants/<user_id>/numberInfo")
@controlled
def name_number(tenant: Tenant) -> Reply:
    """Say who has a number; an empty name makes it unknown."""
    told = _body(CALLER_NAME)
    tenant.number_info.name(normalize(told["number"]), told["name"])
    return Reply(204, [])


@routes.get("/magic")
@controlled
def magic() -> Reply:
    return json_reply(200, [show_scenario(scenario) for scenario in scenarios()])


@routes.get("/tenants/<user_id>/faults")
@controlled
def faults(tenant: Tenant) -> Reply:
    return json_reply(200, [show_fault(fault) for fault in tenant.faults.all()])


@routes.post("/tenants/<user_id>/faults")
@controlled
def add_fault(tenant: Tenant) -> Reply:
    fault = tenant.faults.add(fault_of(_body(FAULT)))
    return json_reply(201, show_fault(fault))


@routes.delete("/tenants/<user_id>/faults")
@controlled
def clear_faults(tenant: Tenant) -> Reply:
    tenant.faults.clear()
    return Reply(204, [])


def show_tenant(tenant: Tenant) -> dict[str, Any]:
    """Credentials included: whoever can ask here runs the simulator."""
    return {
        "userId": tenant.user_id,
        "token": tenant.credentials.token,
        "secret": tenant.credentials.secret,
        "profile": tenant.rules.profile.name,
        "clock": simulator().clock,
        "now": tenant.now,
    }


def show_scenario(scenario: Scenario) -> dict[str, str]:
    return {
        "name": scenario.name,
        "first": scenario.first,
        "last": scenario.last,
        "description": scenario.description,
    }


def show_entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "at": wire_time(entry.at_ms),
        "kind": entry.kind,
        "summary": entry.summary,
        "detail": dict(entry.detail),
    }


def _hold_until_more(history: Journal, after: int, seconds: float) -> None:
    """Ask the server to hold the answer back, without a thread, until there is an entry."""
    environ = request.environ
    if environ.get(CAN_WAIT) and not environ.get(WAITED):
        environ[WAIT] = Wait(seconds, lambda wake: history.subscribe(wake, after))


def _receive(tenant: Tenant, wanted: dict[str, Any]) -> Reply:
    inbound = tenant.receive_message(**wanted)
    return json_reply(
        201,
        {
            "message": MESSAGE.show(inbound.message, _scene(tenant)),
            "callbacks": [
                {"method": inbound.method} | told(attempt) for attempt in inbound.attempts
            ],
        },
    )


def _refuse_owners(number: str, owners: list[Tenant]) -> NoReturn:
    if not owners:
        raise ValueError(f"no tenant owns {number}; order or import it first, then text it")
    names = ", ".join(tenant.user_id for tenant in owners)
    raise ValueError(f"{len(owners)} tenants own {number}; say which: {names}")


def _body(schema: ControlSchema) -> dict[str, Any]:
    kind = request.environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise NotJson(f"content type {kind!r}; send Content-Type: application/json")
    return schema.read(parse(request.get_data()).content)


def _query(schema: ControlSchema) -> dict[str, Any]:
    return schema.read(request.args.to_dict())


def _scene(tenant: Tenant) -> Scene:
    return Scene(Links(_origin(), tenant.user_id), tenant.rules)


def _origin() -> str:
    return request.host_url.rstrip("/")


def _in_words(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    return "; ".join(_flat(error.messages_dict, ()))


def _flat(said: Any, under: tuple[str, ...]) -> Iterator[str]:
    """`media.1.name: …`: every complaint with the way to what it is about."""
    if isinstance(said, Mapping):
        for name, more in said.items():
            yield from _flat(more, (*under, str(name)))
    else:
        complaints = said if isinstance(said, list) else [said]
        yield f"{'.'.join(under)}: {' '.join(map(str, complaints))}"
