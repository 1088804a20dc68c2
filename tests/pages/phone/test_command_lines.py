"""The same in a terminal: the lines of the pages are commands, and curl calls with the token."""

import shlex

import click
import pytest

from builders import APP_URL, LINE, PERSON, Client
from catapult_simulator import Simulator
from catapult_simulator.app import create_app
from catapult_simulator.cli.main import commands
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone.frame import PAGES
from catapult_simulator.pages.phone.request import ACCOUNTS
from catapult_simulator.web.control_access import ControlAccess
from pages.phone.visitor import Page, Visitor

TOKEN = "sesame-99"
PLACEHOLDER = "$CATAPULT_SIMULATOR_CONTROL_TOKEN"
PATHS = ("{home}", "{home}/rules", ACCOUNTS, *(f"{{home}}/{name}" for name, _ in PAGES))


def parsed(line: str) -> click.Context:
    """The command that a line calls, with its options. Raises UsageError."""
    found: click.Command = commands
    name, *words = shlex.split(line)
    context = click.Context(found, info_name=name)
    while isinstance(found, click.Group):
        found = found.get_command(context, words.pop(0)) or pytest.fail(line)
    return found.make_context(line, words, parent=context)


@pytest.mark.parametrize("path", PATHS)
def test_each_line_of_a_terminal_is_a_command(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str, path: str
) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text="it's <b>open</b>?")

    lines = visitor.get(path.format(home=home)).lines("catapult-simulator")

    assert lines
    assert [parsed(line).command.name for line in lines]


@pytest.mark.parametrize("path", PATHS)
def test_where_a_token_is_asked_for_curl_takes_it_from_the_environment(
    simulator: Simulator, tenant: Tenant, line: PhoneNumber, home: str, path: str
) -> None:
    visitor = Visitor(create_app(simulator, access=ControlAccess(TOKEN)))
    tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    page = visitor.get(path.format(home=home), HTTP_AUTHORIZATION=f"Bearer {TOKEN}")

    calls = [each for each in page.lines("curl") if "/_simulator" in each]
    assert all(f'-H "Authorization: Bearer {PLACEHOLDER}"' in each for each in calls)
    assert TOKEN not in page.html


@pytest.mark.parametrize("path", PATHS)
def test_curl_needs_no_option_that_older_systems_lack(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str, path: str
) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    page = visitor.get(path.format(home=home))

    assert page.lines("curl")
    assert "--json" not in "".join(page.lines("curl"))  # curl 7.82


def test_without_a_token_curl_has_no_header(visitor: Visitor, tenant: Tenant, home: str) -> None:
    assert "Authorization" not in visitor.get(f"{home}/faults").html


def test_with_several_accounts_a_command_names_its_own(
    simulator: Simulator, visitor: Visitor, tenant: Tenant, home: str
) -> None:
    alone = visitor.get(f"{home}/about").lines("catapult-simulator reset")
    alone += visitor.get(f"{home}/clock").lines("catapult-simulator settle")
    simulator.open_tenant("u-two")

    beside = visitor.get("/phone/u-two/clock").lines("catapult-simulator settle")

    assert "--tenant" not in " ".join(alone)
    assert ["--tenant u-two" in each for each in beside] == [True]


def test_each_act_on_numbers_and_applications_has_its_command(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    empty = visitor.get(f"{home}/numbers")
    tenant.connect(APP_URL, number=LINE)
    full = visitor.get(f"{home}/numbers")

    assert acts_of(empty) == ["number add", "application add"]
    assert acts_of(full) == [
        *("number add", "number update", "number release"),
        *("application add", "application update", "application delete"),
    ]


def acts_of(page: Page) -> list[str]:
    return [" ".join(line.split()[1:3]) for line in page.lines("catapult-simulator")]


def test_the_calls_of_the_api_do_what_they_say(
    visitor: Visitor, tenant: Tenant, client: Client, home: str
) -> None:
    tenant.connect(APP_URL, number=LINE)
    calls = [shlex.split(line) for line in visitor.get(f"{home}/numbers").lines("curl")]

    for words in calls:
        path = words[words.index("-u") + 2].partition(f"{tenant.user_id}/")[2]
        body = words[-1].encode() if "-d" in words else b""
        method = words[words.index("-X") + 1] if "-X" in words else "POST"
        assert client.call(method, path, body).status in (200, 201), words

    assert [each.name for each in tenant.applications.find()] == ["shop"]
