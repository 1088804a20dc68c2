"""`receive` and `messages`."""

import json
from pathlib import Path

import pytest

from catapult_simulator import MessageDraft, Server, Tenant
from catapult_simulator.cli.receiver import Receiver
from cli.commands import LINE, PERSON, Run, own_number, receive, unused_url


def test_receive_prints_url_payload_and_response_of_the_callback(
    run: Run, tenant: Tenant, app: Receiver
) -> None:
    own_number(tenant, app)

    result = receive(run)

    assert result.exit_code == 0
    assert f"POST {app.url}/sms" in result.output
    assert '"text": "open today?"' in result.output
    assert "-> 200 in" in result.output


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_receive_calls_back_by_the_method_of_the_application(
    run: Run, tenant: Tenant, app: Receiver, method: str
) -> None:
    own_number(tenant, app, callback_http_method=method)

    result = receive(run, "--media", "http://media.example/cat.jpg")

    received = app.next()
    assert received is not None
    assert received.method == method
    assert f"{method} {app.url}/sms" in result.output


def test_receive_fails_if_the_app_does_not_accept_the_callback(
    run: Run, tenant: Tenant, app: Receiver
) -> None:
    own_number(tenant, app, incoming_message_url=unused_url())

    result = receive(run)

    assert result.exit_code == 1
    assert "-> network after " in result.output
    assert result.output.endswith("Error: the app did not accept the callback\n")


def test_receive_succeeds_by_the_fallback_and_marks_it(
    run: Run, tenant: Tenant, app: Receiver
) -> None:
    urls = {
        "incoming_message_url": unused_url(),
        "incoming_message_fallback_url": f"{app.url}/other",
    }
    own_number(tenant, app, **urls)

    result = receive(run)

    assert result.exit_code == 0
    assert f"POST {app.url}/other  (fallback)" in result.output


def test_receive_fails_if_the_number_has_no_application(run: Run, tenant: Tenant) -> None:
    own_number(tenant)

    result = receive(run)

    assert result.exit_code == 4
    assert f"{LINE} has no application, so that no app is told" in result.output


def test_receive_takes_files(run: Run, tenant: Tenant, app: Receiver, tmp_path: Path) -> None:
    own_number(tenant, app)
    menu = tmp_path / "menu.json"
    menu.write_text('{"soup": 5}')

    result = receive(run, "--media", str(menu))

    assert result.exit_code == 0
    [message] = tenant.messages.find(direction="in")
    stored = tenant.media.get(message.media[0])
    with stored.open() as content:
        assert (stored.content_type, content.read()) == ("application/json", b'{"soup": 5}')


def test_receive_refuses_what_is_neither_file_nor_url(run: Run, tenant: Tenant) -> None:
    own_number(tenant)

    result = receive(run, "--media", "none.png")

    assert result.exit_code == 2
    assert "'none.png' cannot be read: No such file or directory; give a file" in result.output


def test_receive_finds_the_tenant_that_owns_the_number(
    run: Run, tenant: Tenant, app: Receiver
) -> None:
    own_number(tenant, app)

    result = run(
        "receive", "--from", PERSON, "--to", LINE, "--text", "hi", CATAPULT_SIMULATOR_TENANT=None
    )

    assert result.exit_code == 0
    assert [each.text for each in tenant.messages.find(direction="in")] == ["hi"]


def test_receive_to_a_number_without_an_owner_is_one_error_line(run: Run) -> None:
    result = receive(run, CATAPULT_SIMULATOR_TENANT=None)

    assert result.exit_code == 1
    assert result.output.startswith(f"Error: no tenant owns {LINE}")


def test_receive_prints_the_control_apis_response_as_json(
    run: Run, tenant: Tenant, app: Receiver
) -> None:
    own_number(tenant, app)

    answer = json.loads(receive(run, "--json").output)

    assert answer["message"]["to"] == LINE
    assert answer["callbacks"][0]["status"] == 200


def test_messages_are_listed_newest_first(run: Run, tenant: Tenant) -> None:
    own_number(tenant)
    for text in ("one", "two"):
        tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text=text))
        tenant.advance(1)

    lines = run("messages", "--state", "sent").output.splitlines()

    assert [line.rpartition("  ")[2] for line in lines] == ['"two"', '"one"']
    assert f"out  {LINE} -> {PERSON}  sent" in lines[0]


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--from", "abc", "Error: from: 'abc' is no phone number; use E.164, such as"),
        ("--text", "", "Error: text: '' without media is no message; give a text"),
        ("--media", "", "Error: media.0: '' is no URL; use one that begins with"),
    ],
)
def test_receive_refuses_what_no_phone_can_send(
    run: Run, tenant: Tenant, app: Receiver, option: str, value: str, sentence: str
) -> None:
    own_number(tenant, app)

    result = receive(run, option, value)

    assert result.exit_code == 1
    assert result.output.startswith(sentence)
    assert len(tenant.messages) == 0


def test_a_pattern_that_is_too_long_is_refused_by_its_option(run: Run, server: Server) -> None:
    before = server.simulator.unmatched_requests.next_number
    result = run("messages", "--text-pattern", "x" * 9000)

    assert result.exit_code == 2
    assert "'--text-pattern': it has 9000 characters; use at most 1000" in result.output
    assert server.simulator.unmatched_requests.next_number == before
