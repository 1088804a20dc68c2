"""`connect`, `replay` and `trigger`."""

import json

import pytest

from catapult_simulator import Tenant
from catapult_simulator.cli.receiver import Receiver
from catapult_simulator.cli.replays import parse_edit
from catapult_simulator.core.messages.triggers import TRIGGERS
from cli.commands import LINE, PERSON, Run, own_number, receive, unused_url


def test_connect_gives_the_app_a_number(run: Run, tenant: Tenant, app: Receiver) -> None:
    result = run("connect", f"{app.url}/sms", "--method", "get")

    assert result.output == f"{LINE} calls GET {app.url}/sms\n"
    assert tenant.phone_numbers.application_of(LINE) == tenant.applications.find()[0].id


def test_connect_takes_a_number(run: Run) -> None:
    result = run("connect", "http://app.test/sms", "--number", "+19195551299", "--json")

    assert json.loads(result.output)["number"] == "+19195551299"


def test_a_replay_is_printed_with_its_payload(run: Run, tenant: Tenant, app: Receiver) -> None:
    own_number(tenant, app)
    message = tenant.receive_message(from_=PERSON, to=LINE, text="open today?").message

    result = run("replay", message.id, "--edit", "text=STOP")

    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"message {message.id} once more\n\nPOST {app.url}/sms\n")
    assert '"text": "STOP"' in result.output
    assert '"open today?"' not in result.output
    assert "  -> 200 in " in result.output


def test_a_replay_to_nobody_has_its_exit_code(run: Run, tenant: Tenant) -> None:
    own_number(tenant)
    message = tenant.receive_message(from_=PERSON, to=LINE, text="open?").message

    result = run("replay", message.id)

    assert result.exit_code == 4
    assert f"Error: {LINE} has no application, so that no app is told; give it" in result.output


def test_a_replay_elsewhere_that_is_not_taken_has_its_exit_code(run: Run, tenant: Tenant) -> None:
    own_number(tenant)
    message = tenant.receive_message(from_=PERSON, to=LINE, text="open?").message

    result = run("replay", message.id, "--to", unused_url())

    assert result.exit_code == 1
    assert "nothing listens on" in result.output


def test_an_unknown_message_is_refused(run: Run) -> None:
    result = run("replay", "m-x")

    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert "m-x" in result.output


def test_a_trigger_calls_the_app_of_the_number(run: Run, tenant: Tenant, app: Receiver) -> None:
    own_number(tenant, app)

    result = run("trigger", "receipt-failed", "--code", "770", "--tag", "t-1", "--to", LINE)

    assert result.exit_code == 0, result.output
    assert result.output.startswith("receipt-failed: message m-")
    assert '"deliveryCode": "770"' in result.output


def test_a_trigger_calls_a_url(run: Run, app: Receiver) -> None:
    result = run("trigger", "mms", "--to", f"{app.url}/x", "--method", "GET", "--json")

    (attempt,) = json.loads(result.output)["callbacks"]
    assert (attempt["method"], attempt["url"], attempt["status"]) == ("GET", f"{app.url}/x", 200)


def test_a_trigger_calls_a_port_of_this_machine(run: Run, app: Receiver) -> None:
    result = run("trigger", "sms", "--to", app.url.rpartition(":")[2], "--json")

    (attempt,) = json.loads(result.output)["callbacks"]
    assert (attempt["url"], attempt["status"]) == (app.url, 200)


def test_a_trigger_without_a_number_says_what_to_do(run: Run) -> None:
    result = run("trigger", "sms")

    assert result.exit_code == 1
    assert "has no number; connect an app first, or name the URL" in result.output


def test_the_help_of_trigger_has_the_table(run: Run) -> None:
    output = run("trigger", "--help").output

    assert all(f"{row.name:<18} {row.description}" in output for row in TRIGGERS.values())


def test_a_lost_callback_is_said_to_be_one(run: Run, tenant: Tenant, app: Receiver) -> None:
    own_number(tenant, app)
    run("fault", "add", "--at", "callback", "--outcome", "lost")

    assert "no callback was sent: a fault lost it" in run("trigger", "sms").output


@pytest.mark.parametrize(
    ("written", "edit"),
    [
        ("text=a=b", ("text", "a=b")),
        ("text=", ("text", "")),
        ("text", ("text", None)),
        ("segmentCount=2", ("segmentCount", 2)),
        (
            "media=http://a.test/1, http://a.test/2",
            ("media", ["http://a.test/1", "http://a.test/2"]),
        ),
    ],
)
def test_an_edit_is_a_field_and_its_value(written: str, edit: object) -> None:
    assert parse_edit(written) == edit


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--edit", "=x"), "'=x' is not of the form FIELD=VALUE"),
        (("--edit", "txt=x"), "did you mean text?"),
        (("--to", "app"), "'app' is not of the form http://host:port/path"),
    ],
)
def test_a_wrong_option_is_refused(
    words: tuple[str, str], sentence: str, run: Run, tenant: Tenant, app: Receiver
) -> None:
    own_number(tenant, app)
    receive(run)

    result = run("replay", tenant.messages.find()[0].id, *words)

    assert result.exit_code in (1, 2)
    assert sentence in " ".join(result.output.split())
