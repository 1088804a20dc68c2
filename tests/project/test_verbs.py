"""Each verb exists in Python, over HTTP, on the command line and on the page, and does the same.

The table says which forms are missing. Whoever adds one takes its `Missing` away.
"""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
import requests
from click.testing import CliRunner

from catapult_simulator import Server, Tenant
from catapult_simulator.cli.main import commands
from catapult_simulator.core.remote.methods import NAMES, OTHERWISE
from project.verb_acts import ACTS
from project.verb_acts_of_all import ACTS_OF_ALL
from project.verb_forms import EXISTS
from project.verb_places import USER_ID, Act, filled, furnished, new_simulator
from project.verb_readings import READINGS
from project.verb_table import NO_VERBS, VERBS, Missing, T, Verb

FORMS = [
    pytest.param(form, getattr(verb, form), id=f"{verb.python}-{form}")
    for verb in VERBS
    for form in Verb._fields
]
TABLE = "tests/project/verb_table.py"
RECIPE = '"A verb of an account" in CONTRIBUTING.md'
# Form -> the steps of the recipe that make it.
STEPS = {
    "python": "steps 1 and 2",
    "control": "steps 3 and 4",
    "command": "step 5",
    "page": "step 6",
}
ALL_ACTS: dict[str, Act[Any]] = {**ACTS, **ACTS_OF_ALL}


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_each_verb_has_its_form_unless_the_table_says_it_is_missing(form: str, name: str) -> None:
    if isinstance(name, Missing):
        assert not EXISTS[form](name), f"{name!r} exists: take its Missing away in {TABLE}"
    else:
        assert EXISTS[form](name), f"no {form} {name!r}: {STEPS[form]} ({RECIPE}), or mend {TABLE}"


def test_each_public_name_of_an_account_is_a_verb_or_says_why_not() -> None:
    found = {*NAMES, *OTHERWISE} - {verb.python for verb in VERBS}

    new, gone = found - NO_VERBS.keys(), NO_VERBS.keys() - found
    assert not new, f"{sorted(new)}: give each a row of VERBS in {TABLE}, or a reason in NO_VERBS"
    assert not gone, f"{sorted(gone)}: take each out of NO_VERBS in {TABLE}; it is no name any more"


def test_each_verb_has_an_act_or_a_reading_that_compares_its_forms() -> None:
    missing = [verb.python for verb in VERBS if verb.python not in {*ALL_ACTS, *READINGS}]

    assert not missing, (
        f"{missing}: say how each is called in tests/project/verb_acts.py, or in verb_readings.py "
        "beside it if it changes nothing"
    )
    assert not ALL_ACTS.keys() & READINGS.keys()


@pytest.mark.parametrize("name", ALL_ACTS)
def test_an_act_uses_the_forms_that_the_table_names(name: str) -> None:
    act, (verb,) = ALL_ACTS[name], [verb for verb in VERBS if verb.python == name]
    prefix = "" if name.startswith("Simulator.") else T
    of_page = "" if name.startswith("Simulator.") else "/<user_id>"

    assert fits(f"{act.control[0]} {prefix}{act.control[1]}", verb.control)
    assert fits(f"POST {of_page}{act.page[0]}", verb.page)
    assert act.command[: len(verb.command.split())] == verb.command.split()


def fits(route: str, template: str) -> bool:
    pattern = re.sub("<[^>]+>", "[^/]+", template)
    return re.fullmatch(pattern, route) is not None


class Place(NamedTuple):
    """Where a verb is called: its subject, and what begins its paths, and ends its command."""

    tenant: Tenant
    subject: Any
    control: str
    page: str
    options: list[str]
    file: Path


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(new_simulator()) as server:
        yield server


@pytest.fixture(scope="module")
def bare() -> Iterator[Server]:
    """A server of one account that has nothing."""
    with Server(new_simulator()) as server:
        server.simulator.open_tenant(USER_ID)
        yield server


@pytest.fixture
def tenant(server: Server) -> Iterator[Tenant]:
    yield furnished(server.simulator)
    for each in server.simulator.tenants():
        server.simulator.close_tenant(each.user_id)


@pytest.fixture
def place(server: Server, tenant: Tenant, name: str, tmp_path: Path) -> Place:
    """The place of the verb `name`, and a file with the setup of its act."""
    file, options = tmp_path / "setup.json", ["--url", server.url]
    file.write_text(json.dumps(ALL_ACTS[name].setup) if name in ALL_ACTS else "")
    control, page = f"{server.url}/_simulator", f"{server.url}/phone"
    if name.startswith("Simulator."):
        return Place(tenant, server.simulator, control, page, options, file)
    control, page = f"{control}/tenants/{USER_ID}", f"{page}/{USER_ID}"
    return Place(tenant, tenant, control, page, [*options, "--tenant", USER_ID], file)


def expected(name: str) -> object:
    """The effect of the form in Python."""
    act, simulator = ALL_ACTS[name], new_simulator()
    tenant = furnished(simulator)
    subject = simulator if name.startswith("Simulator.") else tenant
    act.python(subject)
    return act.effect(subject)


@pytest.mark.parametrize("name", ALL_ACTS)
def test_what_is_compared_is_changed(name: str, place: Place) -> None:
    assert ALL_ACTS[name].effect(place.subject) != expected(name)


@pytest.mark.parametrize("name", ALL_ACTS)
def test_over_http_it_does_the_same(name: str, place: Place) -> None:
    act = ALL_ACTS[name]
    method, path, body = filled(act.control, place.tenant)

    answer = requests.request(method, f"{place.control}{path}", json=body, timeout=20)

    assert answer.status_code < 300, answer.text
    assert act.effect(place.subject) == expected(name)


@pytest.mark.parametrize("name", ALL_ACTS)
def test_on_the_command_line_it_does_the_same(name: str, place: Place) -> None:
    act = ALL_ACTS[name]
    words = filled(act.command, place.tenant, place.file)

    result = CliRunner().invoke(commands, [*words, *place.options])

    assert result.exit_code == 0, result.output
    assert act.effect(place.subject) == expected(name)


@pytest.mark.parametrize("name", ALL_ACTS)
def test_on_the_page_it_does_the_same(name: str, place: Place) -> None:
    act = ALL_ACTS[name]
    path, form = filled(act.page, place.tenant, place.file)

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = requests.post(
        f"{place.page}{path}",
        data=urlencode(form),
        headers=headers,
        timeout=20,
        allow_redirects=False,
    )

    assert answer.status_code == 303, answer.text
    assert act.effect(place.subject) == expected(name)


@pytest.mark.parametrize("name", READINGS)
def test_each_form_of_a_reading_gives_the_same_text(
    name: str, server: Server, bare: Server, place: Place
) -> None:
    reading, (verb,) = READINGS[name], [verb for verb in VERBS if verb.python == name]
    text, *words = filled((reading.text, *reading.words), place.tenant, place.file)

    assert text in str(reading.python(place.tenant, server.simulator))
    assert text in read_over_http(f"{verb.control}?{reading.query}", server, place)
    assert text in printed([*verb.command.split(), *words, *place.options], place.file)
    assert text in read_on_page(verb.page, reading.page_query, server, USER_ID)
    assert text not in read_on_page(verb.page, reading.page_query, bare, USER_ID)


def read_over_http(route: str, server: Server, place: Place) -> str:
    method, path = routed(route, USER_ID, place)
    body: dict[str, list[str]] | None = {"arguments": []} if method == "POST" else None
    url = f"{server.url}/_simulator{path}"
    return requests.request(method, url, json=body, timeout=20).text


def printed(words: list[str], file: Path) -> str:
    """The output of a command, and the file that it wrote."""
    result = CliRunner().invoke(commands, words)
    assert result.exit_code == 0, result.output
    return result.output + file.read_text()


def read_on_page(route: str, query: str, server: Server, user_id: str) -> str:
    path = route.removeprefix("GET ").replace("<user_id>", user_id)
    answer = requests.get(f"{server.url}/phone{path}?{query}", timeout=20)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def routed(route: str, user_id: str, place: Place) -> list[str]:
    fault_id = place.tenant.faults.all()[0].id
    return route.replace("<user_id>", user_id).replace("<fault_id>", fault_id).split(" ")
