"""`callback`, which needs no simulator."""

import json

import pytest
from click.testing import CliRunner

from catapult_simulator.cli.main import commands
from catapult_simulator.cli.receiver import Receiver
from cli.commands import unused_url


def test_callback_posts_an_incoming_message_without_a_simulator(app: Receiver) -> None:
    result = CliRunner().invoke(commands, ["callback", f"{app.url}/sms", "--text", "hi"])

    received = app.next()
    assert result.exit_code == 0
    assert received is not None
    assert received.method == "POST"
    assert json.loads(received.body)["text"] == "hi"
    assert json.loads(received.body)["state"] == "received"


def test_callback_gets_with_query_parameters(app: Receiver) -> None:
    result = CliRunner().invoke(commands, ["callback", app.url, "--method", "get", "--text", "a b"])

    received = app.next()
    assert result.exit_code == 0
    assert received is not None
    assert received.method == "GET"
    assert "text=a+b" in received.path


def test_callback_sends_media(app: Receiver) -> None:
    picture = "http://media.example/cat.jpg"

    CliRunner().invoke(commands, ["callback", app.url, "--media", picture])

    received = app.next()
    assert received is not None
    printed = json.loads(received.body)
    assert (printed["eventType"], printed["media"]) == ("mms", [picture])


def test_callback_fails_if_the_connection_is_refused() -> None:
    result = CliRunner().invoke(commands, ["callback", unused_url()])

    assert result.exit_code == 1
    assert "-> network after " in result.output
    assert "nothing listens on 127.0.0.1:" in result.output


def test_callback_refuses_an_argument_that_is_no_url() -> None:
    result = CliRunner().invoke(commands, ["callback", "ftp://localhost:9000"])

    assert result.exit_code == 2
    assert "http://host:port/path" in result.output


def test_callback_prints_payload_and_result_as_json(app: Receiver) -> None:
    result = CliRunner().invoke(commands, ["callback", app.url, "--json"])

    printed = json.loads(result.output)
    assert (printed["url"], printed["status"], printed["eventType"]) == (app.url, 200, "sms")


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--from", "abc", "Error: from: 'abc' is no phone number; use E.164, such as"),
        ("--to", "abc", "Error: to: 'abc' is no phone number; use E.164, such as"),
        ("--text", "", "Error: text: '' without media is no message; give a text"),
        ("--media", "", "Error: media.0: '' is no URL; use one that begins with"),
    ],
)
def test_callback_refuses_what_no_phone_can_send(
    app: Receiver, option: str, value: str, sentence: str
) -> None:
    result = CliRunner().invoke(commands, ["callback", app.url, option, value])

    assert result.exit_code == 2
    assert sentence in result.output


def test_callback_sends_numbers_in_e164(app: Receiver) -> None:
    CliRunner().invoke(commands, ["callback", app.url, "--from", "919 555 0001"])

    received = app.next()
    assert received is not None
    assert json.loads(received.body)["from"] == "+19195550001"
