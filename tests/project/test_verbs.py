"""Each verb exists in Python, over HTTP, on the command line and on the page, and does the same.

The table says which forms are missing. Whoever adds one takes its `Missing` away.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

import click
import pytest
import requests
from click.testing import CliRunner

from catapult_simulator import Server, Simulator, Tenant
from catapult_simulator.app import create_app
from catapult_simulator.cli.main import commands
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.remote.methods import NAMES, OTHERWISE
from catapult_simulator.pages.phone.site import VIEWS
from project.verb_acts import ACTS, expected, filled, furnish
from project.verb_table import CALL, VERBS, Missing, Verb

FORMS = [
    pytest.param(form, getattr(verb, form), id=f"{verb.python}-{form}")
    for verb in VERBS
    for form in Verb._fields
]


def exists_in_python(name: str) -> bool:
    owner: Any = Simulator() if name.startswith("Simulator.") else Simulator().open_tenant()
    with suppress(AttributeError):
        attrgetter(name.removeprefix("Simulator."))(owner)
        return True
    return False


def exists_over_http(route: str) -> bool:
    if route.startswith(CALL):
        return route.removeprefix(CALL) in NAMES
    method, _, path = route.partition(" ")
    rules = create_app(Simulator()).url_map.iter_rules()
    return any(
        rule.rule == f"/_simulator{path}" and method in (rule.methods or ()) for rule in rules
    )


def exists_as_command(words: str) -> bool:
    found: click.Command | None = commands
    for word in words.split():
        if not isinstance(found, click.Group):
            return False
        found = found.get_command(click.Context(found), word)
    return found is not None


def exists_on_the_page(route: str) -> bool:
    return tuple(route.split(" ")) in {(method, path) for method, path, _ in VIEWS}


EXISTS: dict[str, Callable[[str], bool]] = {
    "python": exists_in_python,
    "control": exists_over_http,
    "command": exists_as_command,
    "page": exists_on_the_page,
}


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_each_verb_has_its_form_unless_the_table_says_it_is_missing(form: str, name: str) -> None:
    assert EXISTS[form](name) is not isinstance(name, Missing), (
        f"{name!r}: correct its cell in tests/project/verb_table.py"
    )


def test_the_verbs_of_an_account_stand_in_the_table() -> None:
    own = {name for name in (*NAMES, *OTHERWISE) if name.partition(".")[0] in ("", *OWN)}

    assert own - {verb.python for verb in VERBS} == NO_VERBS


# What is called by hand stands in these; the rest of an account is for tests.
OWN = {
    *("advance", "advance_to", "connect", "faults", "receive_message", "replay", "settle", "reset"),
    *("trigger", "pending", "snapshot", "apply_setup"),
}
NO_VERBS = {"faults.any_at"}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(Simulator(callback_sender=RecordingSender())) as server:
        yield server


@pytest.fixture
def tenant(server: Server) -> Iterator[Tenant]:
    tenant = server.simulator.open_tenant()
    furnish(tenant)
    yield tenant
    server.simulator.close_tenant(tenant.user_id)


@pytest.mark.parametrize("name", ACTS)
def test_what_is_compared_is_changed(name: str, tenant: Tenant) -> None:
    assert ACTS[name].effect(tenant) != expected(ACTS[name])


@pytest.mark.parametrize("name", ACTS)
def test_over_http_it_does_the_same(name: str, server: Server, tenant: Tenant) -> None:
    act = ACTS[name]
    method, path, body = filled(act.control, tenant)

    url = f"{server.url}/_simulator/tenants/{tenant.user_id}{path}"
    answer = requests.request(method, url, json=body, timeout=20)

    assert answer.status_code < 300, answer.text
    assert act.effect(tenant) == expected(act)


@pytest.mark.parametrize("name", ACTS)
def test_on_the_command_line_it_does_the_same(name: str, server: Server, tenant: Tenant) -> None:
    act = ACTS[name]
    place = ["--url", server.url, "--tenant", tenant.user_id]

    result = CliRunner().invoke(commands, [*filled(act.command, tenant), *place])

    assert result.exit_code == 0, result.output
    assert act.effect(tenant) == expected(act)


@pytest.mark.parametrize("name", [name for name in ACTS if ACTS[name].page])
def test_on_the_page_it_does_the_same(name: str, server: Server, tenant: Tenant) -> None:
    act = ACTS[name]
    path, form = filled(act.page, tenant)

    url = f"{server.url}/phone/{tenant.user_id}{path}"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = requests.post(
        url, data=urlencode(form), headers=headers, timeout=20, allow_redirects=False
    )

    assert answer.status_code == 303, answer.text
    assert act.effect(tenant) == expected(act)
