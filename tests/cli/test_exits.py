"""The exit codes of commands: one table, and one way to each code."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner

from catapult_simulator import Tenant
from catapult_simulator.cli import exits
from catapult_simulator.cli.exits import EXITS
from catapult_simulator.cli.main import commands
from catapult_simulator.cli.receiver import Receiver
from cli.commands import LINE, PERSON, Run, own_number, receive, unused_url

Prepare = Callable[[Tenant, Receiver], None]
APP = "http://127.0.0.1:9/sms"
TEXT = ("receive", "--from", PERSON, "--to", LINE, "--text", "hi")


def without_number(tenant: Tenant, app: Receiver) -> None:
    pass


def without_app(tenant: Tenant, app: Receiver) -> None:
    own_number(tenant)


def without_url(tenant: Tenant, app: Receiver) -> None:
    shop = tenant.applications.create("shop", incoming_call_url=app.url)
    tenant.phone_numbers.allocate(LINE, application_id=shop.id)


def with_app_gone(tenant: Tenant, app: Receiver) -> None:
    own_number(tenant, app, incoming_message_url=unused_url())


ENDINGS: list[tuple[int, Prepare, tuple[str, ...]]] = [
    (0, own_number, TEXT),
    (0, own_number, ("messages",)),
    (0, own_number, ("send",)),
    (1, own_number, ("send", "--from", PERSON)),
    (1, with_app_gone, TEXT),
    (0, own_number, ("trigger", "sms")),
    (1, with_app_gone, ("trigger", "sms")),
    (1, own_number, ("replay", "m-9")),
    (1, own_number, ("doctor", "http://127.0.0.1:1/sms")),
    (1, own_number, ("messages", "--text", "never", "--wait", "0")),
    (1, own_number, ("fault", "remove", "f-9")),
    (1, own_number, ("advance", "5", "--tenant", "u-none")),
    (0, own_number, ("chat",)),
    (2, own_number, ("receive", "--to", LINE)),
    (2, own_number, ("mesages",)),
    (2, own_number, ("advance", "soon")),
    (3, own_number, ("messages", "--url", "http://127.0.0.1:1")),
    (3, own_number, ("listen", "--forward-to", APP, "--url", "http://192.0.2.1:1")),
    (3, own_number, ("listen", "--forward-to", APP, "--url", "https://127.0.0.1:1")),
    (3, own_number, ("health", "--url", "http://127.0.0.1:1")),
    (4, without_number, ("chat",)),
    (4, without_number, ("send",)),
    (4, without_app, TEXT),
    (4, without_url, TEXT),
    (4, without_app, ("trigger", "sms", "--to", LINE)),
]


@pytest.mark.parametrize(
    ("code", "prepare", "arguments"),
    [
        pytest.param(*row, id=f"{row[0]}: {row[1].__name__} {' '.join(row[2][:3])}")
        for row in ENDINGS
    ],
)
def test_a_command_ends_with(
    run: Run, tenant: Tenant, app: Receiver, code: int, prepare: Prepare, arguments: tuple[str, ...]
) -> None:
    prepare(tenant, app)

    result = run(*arguments)

    assert (result.exit_code, result.output) == (code, result.output)


def test_each_code_of_the_table_has_an_ending() -> None:
    assert {code for code, *_ in ENDINGS} == set(EXITS)


def test_each_error_has_a_code_of_the_table() -> None:
    errors = {each.exit_code for each in vars(exits).values() if hasattr(each, "exit_code")}

    assert errors < set(EXITS)


def test_something_that_is_no_simulator_counts_as_none(run: Run, app: Receiver) -> None:
    result = run("messages", "--url", app.url)

    assert result.exit_code == 3
    assert "but is no simulator" in result.output


def test_the_help_names_the_codes() -> None:
    shown = " ".join(CliRunner().invoke(commands, ["--help"]).output.split())

    assert all(f"{code} {meaning}" in shown for code, meaning in EXITS.items())


def test_who_texts_a_number_without_an_app_is_told_what_is_missing(
    run: Run, tenant: Tenant
) -> None:
    own_number(tenant)

    assert "has no application, so that no app is told" in receive(run).output
