"""`receive --wait`: what the app texts back, before and after it has answered the callback."""

import json
from base64 import b64encode
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from catapult_simulator import MessageDraft, Server, Tenant
from catapult_simulator.cli import messages
from catapult_simulator.control_client.client import ControlClient
from cli.chatting import echo
from cli.commands import LINE, PERSON, Run, receive
from receivers import App

Later = Callable[[Callable[[], object]], None]
REPLY = f"{LINE} texts back: You said open today?  (queued)"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Has something done once `receive` waits."""

    def later(action: Callable[[], object]) -> None:
        actions, journal = [action], ControlClient.journal

        def polled(client: ControlClient, user_id: str, **wanted: Any) -> Any:
            if "wait" in wanted and actions:
                actions.pop()()
                wanted["wait"] = 0
            return journal(client, user_id, **wanted)

        monkeypatch.setattr(ControlClient, "journal", polled)

    return later


def _send(tenant: Tenant, text: str, to: str = PERSON) -> None:
    tenant.messages.send(MessageDraft(from_=LINE, to=to, text=text))


def _send_with_a_wrong_secret(server: Server, tenant: Tenant) -> None:
    pair = b64encode(f"{tenant.credentials.token}:wrong".encode()).decode()
    connection = HTTPConnection(urlsplit(server.url).netloc)
    path = f"/v1/users/{tenant.user_id}/messages"
    connection.request("POST", path, "{}", {"Authorization": f"Basic {pair}"})
    assert connection.getresponse().status == 401
    connection.close()


@pytest.fixture
def silent(shop: App) -> App:
    """An app that takes texts and sends none."""
    shop.react = lambda arrived: None
    return shop


def test_a_reply_from_within_the_webhook_is_printed(shop: App, run: Run) -> None:
    result = receive(run, "--wait", "30")

    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, REPLY)


def test_a_reply_after_the_200_is_waited_for(
    silent: App, run: Run, tenant: Tenant, later: Later
) -> None:
    later(lambda: _send(tenant, "Yes"))

    result = receive(run, "--wait", "30")

    assert (result.exit_code, f"{LINE} texts back: Yes" in result.stdout) == (0, True)


def test_the_first_reply_to_this_person_counts(
    silent: App, run: Run, tenant: Tenant, later: Later
) -> None:
    _send(tenant, "before")

    def sends_three() -> None:
        _send(tenant, "other", "+19195550077")
        _send(tenant, "1")
        _send(tenant, "2")

    later(sends_three)

    result = receive(run, "--wait", "30", "--json")

    assert json.loads(result.stdout)["reply"]["text"] == "1"


@pytest.mark.parametrize(("form", "said"), [((), ""), (("--json",), '"reply": null')])
def test_without_a_reply_the_command_fails(
    silent: App, run: Run, form: tuple[str, ...], said: str
) -> None:
    result = receive(run, "--wait", "0", *form)

    assert result.exit_code == 1
    assert said in result.stdout
    assert result.stderr == "Error: the app took the text, and has not texted back in time\n"


def test_a_message_that_is_refused_ends_the_wait(
    silent: App, run: Run, server: Server, tenant: Tenant, later: Later
) -> None:
    later(lambda: _send_with_a_wrong_secret(server, tenant))

    result = receive(run, "--wait", "3600")

    assert result.exit_code == 1
    assert "meanwhile your app asked: POST …/messages -> 401: " in result.stdout


def test_an_app_that_did_not_take_the_text_is_not_waited_for(shop: App, run: Run) -> None:
    shop.answer = "500 Oops"

    result = receive(run, "--wait", "3600")

    assert (result.exit_code, "texts back" in result.output) == (1, False)


def test_without_wait_nothing_is_said_of_replies(shop: App, run: Run, tenant: Tenant) -> None:
    shop.react = echo(tenant)

    result = receive(run, "--json")

    assert (result.exit_code, "reply" in json.loads(result.stdout)) == (0, False)


def test_a_text_that_the_journal_has_lost_cannot_be_waited_for(
    shop: App, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "requests_since_message", lambda *_, **__: None)

    assert receive(run, "--wait", "3600").exit_code == 1
