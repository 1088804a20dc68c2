"""`listen`: connects an app, and prints a line for each callback."""

import json
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from catapult_simulator import Server, Tenant
from catapult_simulator.cli.attempts import payload_of
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS
from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.control_client.errors import ErrorResponse
from catapult_simulator.core.callback_fields import CALLBACK_FIELDS
from cli.commands import LINE, PERSON, Run, unused_url
from receivers import App, app_listening
from serve_support import needs_signals, started

Listen = Callable[..., str]


@pytest.fixture
def listen(run: Run, tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> Listen:
    """Runs `listen` to the URL of an app, with a text to it when all is connected; gives what it
    prints. The account seems closed then."""

    def texted(client: ControlClient, user_id: str, *, after: int = 0, **filters: Any) -> Any:
        if tenant.received:
            raise ErrorResponse(404, "no-such-tenant", "")
        [line] = tenant.phone_numbers.find()
        tenant.receive_message(from_=PERSON, to=line.number, text="open today?")
        return client.journal(user_id, after=after, **filters)

    monkeypatch.setattr(ControlClient, "follow", texted)

    def listen(url: str, *options: str) -> str:
        result = run("listen", "--forward-to", url, *options)
        assert result.exit_code == 0, result.output
        return result.output

    return listen


@pytest.fixture
def app() -> Iterator[App]:
    with app_listening() as app:
        yield app


def test_it_orders_a_number_and_prints_a_line_for_each_callback(
    app: App, tenant: Tenant, listen: Listen
) -> None:
    shown = listen(f"{app.url}/sms").splitlines()

    [received] = tenant.received
    assert shown[1:4] == [
        f"{received.to} -> POST {app.url}/sms",
        "text it: catapult-simulator chat",
        "Ctrl-C ends",
    ]
    at, status, took, target, event, message_id = shown[4].split("  ")
    assert (at, status, took[-3:]) == ("12:00:00", "200", " ms")
    assert target == f"POST {app.url}/sms"
    assert event == f"sms received {PERSON} -> {received.to}"
    assert message_id == received.id
    assert shown[5:] == [f"tenant {tenant.user_id} was closed; its callbacks end here"]


def test_below_a_failure_stand_the_reason_and_both_bodies(app: App, listen: Listen) -> None:
    app.answer, app.body = "500 Oops", b"Boom\nat line 7"

    shown = listen(app.url).splitlines()

    assert shown[4].startswith("12:00:00  500  ")
    assert shown[5] == "    the app failed: it answered 500: Boom at line 7; look at its log"
    assert '"text": "open today?"' in shown[6]
    assert shown[7:9] == ["    Boom", "    at line 7"]


def test_an_app_that_is_gone_is_told_in_words(listen: Listen) -> None:
    shown = listen(unused_url()).splitlines()

    assert "  network  " in shown[4]
    assert "nothing listens on 127.0.0.1:" in shown[5]


@pytest.mark.parametrize("method", ["GET", "post"])
def test_the_method_can_be_chosen(app: App, listen: Listen, method: str) -> None:
    listen(app.url, "--method", method)

    assert app.next().method == method.upper()


def test_the_only_number_is_bound_to_the_app(app: App, tenant: Tenant, listen: Listen) -> None:
    tenant.phone_numbers.allocate("+19195551299")

    assert "+19195551299 -> POST" in listen(app.url)


def test_a_number_can_be_chosen(app: App, tenant: Tenant, listen: Listen) -> None:
    assert "+19195551277 -> POST" in listen(app.url, "--number", "(919) 555-1277")
    assert [each.number for each in tenant.phone_numbers.find()] == ["+19195551277"]


def test_as_json_each_line_is_an_entry_of_the_journal(app: App, listen: Listen) -> None:
    first, _ = listen(app.url, "--json").splitlines()

    detail = json.loads(first)["detail"]
    assert (detail["status"], detail["text"]) == (200, "open today?")


def test_what_the_app_was_sent_is_told_from_what_came_of_it(
    app: App, tenant: Tenant, listen: Listen
) -> None:
    app.answer = "500 Oops"
    listen(app.url)

    [attempt] = [entry.detail for entry in tenant.journal if entry.kind == "callback"]

    assert payload_of(dict(attempt)).keys() <= {field.name for field in CALLBACK_FIELDS}


@needs_signals
def test_ctrl_c_ends_it_cleanly(server: Server, tenant: Tenant, app: App) -> None:
    options = ("--forward-to", app.url, "--url", server.url, "--tenant", tenant.user_id)

    with started("listen", *options, "--number", LINE, until="Ctrl-C") as process:
        tenant.receive_message(from_=PERSON, to=LINE, text="open today?")
        line = process.next_line()
        ended = process.end(signal.SIGINT)

    assert "  200  " in line
    assert ended == (0, "")


@needs_signals
def test_where_no_simulator_runs_one_is_started(app: App) -> None:
    url = unused_url()

    with started("listen", "--forward-to", app.url, "--url", url, until="Ctrl-C") as process:
        assert process.lines[0] == f"simulator started: {url}/v1"
        assert process.lines[1].split() == ["userId", DEFAULT_CREDENTIALS.user_id]
        ControlClient(url).receive_message(None, from_=PERSON, to=LINE, text="open today?")
        line = process.next_line()
        ended = process.end(signal.SIGTERM)

    assert "  200  " in line
    assert ended == (0, "")


def test_a_reset_is_told_and_the_app_connected_anew(
    app: App, run: Run, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def reset_between(
        client: ControlClient, user_id: str, *, after: int = 0, **filters: Any
    ) -> Any:
        asked.append(after)
        if len(asked) == 2:
            tenant.reset()
        if len(asked) == 3:
            raise ErrorResponse(404, "no-such-tenant", "")
        return client.journal(user_id, after=after, **filters)

    monkeypatch.setattr(ControlClient, "follow", reset_between)
    result = run("listen", "--forward-to", f"{app.url}/sms", "--number", LINE)

    assert f"was reset: {LINE} is connected anew" in result.output
    assert [each.number for each in tenant.phone_numbers.find()] == [LINE]


@needs_signals
def test_a_closed_pipe_ends_it_without_a_traceback(
    app: App, server: Server, tenant: Tenant
) -> None:
    address = ("--url", server.url, "--tenant", tenant.user_id)
    with started("listen", "--forward-to", f"{app.url}/sms", *address, until="Ctrl-C") as process:
        assert process.popen.stdout is not None
        process.popen.stdout.close()
        [line] = tenant.phone_numbers.find()
        tenant.receive_message(from_=PERSON, to=line.number, text="nobody reads")
        assert process.popen.stderr is not None
        errors = process.popen.stderr.read()

    assert "Traceback" not in errors
