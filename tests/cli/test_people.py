"""`person`, `people`, `pending`, and `messages --wait`."""

import json

import pytest

from catapult_simulator import MessageDraft, Script, Tenant
from catapult_simulator.core.messages.message import Message
from cli.commands import LINE, PERSON, Run, own_number


def send(tenant: Tenant, text: str) -> Message:
    return tenant.messages.send(MessageDraft(LINE, PERSON, text))


@pytest.mark.parametrize(
    ("options", "answers"),
    [
        (("--answers", "YES"), "YES"),
        (("--answers", "One", "--answers", "Two"), ["One", "Two"]),
        (("--when", "join", "YES", "--when", "code", "A", "--when", "code", "B"),
         {"join": "YES", "code": ["A", "B"]}),
    ],
    ids=str,
)  # fmt: skip
def test_a_person_is_set_and_listed(
    run: Run, tenant: Tenant, options: tuple[str, ...], answers: object
) -> None:
    result = run("person", PERSON, *options)

    assert result.exit_code == 0
    assert result.output.startswith(f"{PERSON}  ")
    assert tenant.people.get(PERSON) == Script.of(answers)  # type: ignore[arg-type]  # a table
    assert json.loads(run("people", "--json").output) == [{"number": PERSON, "answers": answers}]
    assert run("people").output == result.output


def test_a_person_is_silenced(run: Run, tenant: Tenant) -> None:
    tenant.people.set(PERSON, Script.of("YES"))

    assert run("person", PERSON, "--silent").output == f"{PERSON} answers no more\n"
    assert "nobody answers by itself yet: catapult-simulator person" in run("people").output


def test_a_function_is_listed_by_its_name(run: Run, tenant: Tenant) -> None:
    tenant.people.set(PERSON, send_nothing)

    assert run("people").output == f"{PERSON}  by the function send_nothing\n"


def send_nothing(message: Message) -> None:
    """A person who reads and is silent."""


@pytest.mark.parametrize("options", [(), ("--silent", "--answers", "YES")], ids=["none", "two"])
def test_a_person_has_one_kind_of_answers(run: Run, options: tuple[str, ...]) -> None:
    result = run("person", PERSON, *options)

    assert result.exit_code == 2
    assert "give one of --answers, --when and --silent" in result.output


def test_a_pattern_that_is_none_is_one_line(run: Run) -> None:
    result = run("person", PERSON, "--when", "a(", "YES")

    assert result.exit_code == 1
    assert result.output.startswith("Error: answers: pattern 'a(' is no regular expression")


def test_what_is_due_is_listed(run: Run, tenant: Tenant) -> None:
    own_number(tenant)
    message = send(tenant, "Bye")

    assert run("pending").output == (
        f"2019-05-01T12:00:00Z  in 0.1 s  message {message.id} to {PERSON} is queued\n"
    )


def test_messages_are_found_by_text(run: Run, tenant: Tenant) -> None:
    own_number(tenant)
    send(tenant, "Your code is 1")
    send(tenant, "Bye")

    assert '"Your code is 1"' in run("messages", "--text-pattern", "code", "--wait", "5").output
    assert run("messages", "--text", "code").stdout == ""


def test_a_message_that_never_comes_is_an_error_with_the_nearest(run: Run, tenant: Tenant) -> None:
    own_number(tenant)
    message = send(tenant, "Your code is 1")

    result = run("messages", "--to", PERSON, "--text", "Your code is 2", "--wait", "0.01")

    assert result.exit_code == 1
    assert result.output.splitlines() == [
        f'nearest: 2019-05-01T12:00:00Z  out  {LINE} -> {PERSON}  queued  "Your code is 1"',
        f'  to "{PERSON}": as asked',
        '  text "Your code is 1": asked "Your code is 2"',
        f"still due: 2019-05-01T12:00:00Z  in 0.1 s  message {message.id} to {PERSON} is queued",
        f"Error: no message was sent or received within 0.01 s with to '{PERSON}', text 'Your code "
        "is 2'; of what is to come, 1 is still due: POST "
        f"/_simulator/tenants/{tenant.user_id}/settle lets virtual time pass",
    ]
