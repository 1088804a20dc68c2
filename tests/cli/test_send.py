"""`send`: messages over the simulated API."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from catapult_simulator import Tenant
from catapult_simulator.control_client.transport import Reply, Transport
from cli.commands import LINE, PERSON, Run


@pytest.fixture
def line(tenant: Tenant) -> str:
    return tenant.phone_numbers.allocate(LINE).number


def test_a_message_is_sent_over_the_api(run: Run, tenant: Tenant, line: str) -> None:
    result = run("send", "--text", "Open", "--tag", "t-1", "--receipt", "all")

    [message] = tenant.messages.find()
    assert result.output.startswith(f"message {message.id} is accepted")
    assert (message.from_, message.to, message.text) == (line, PERSON, "Open")
    assert (message.callback_options.tag, message.receipt_requested) == ("t-1", "all")
    assert next(iter(tenant.journal)).kind == "request"


def test_a_file_is_stored_and_its_url_sent(
    run: Run, tenant: Tenant, line: str, tmp_path: Path
) -> None:
    menu = tmp_path / "soup & fish.png"
    menu.write_bytes(b"PNG")

    run("send", "--media", str(menu), "--media", "http://media.example/cat.jpg")

    [message] = tenant.messages.find()
    assert message.media[0].endswith(f"/v1/users/{tenant.user_id}/media/soup%20%26%20fish.png")
    assert message.media[1] == "http://media.example/cat.jpg"
    stored = tenant.media.get("soup & fish.png")
    assert (stored.content_type, stored.size) == ("image/png", 3)


def test_many_are_sent_with_their_rate(run: Run, tenant: Tenant, line: str) -> None:
    result = run("send", "--count", "25")

    assert re.match(r"25 accepted in \d+\.\d s: \d+ a second, one after the other", result.stdout)
    assert len(tenant.messages) == 25


def test_the_rate_as_json_adds_up(run: Run, line: str) -> None:
    figures = json.loads(run("send", "--count", "25", "--json").stdout)

    assert (figures["accepted"], figures["refused"]) == (25, {})
    assert figures["perSecond"] * figures["seconds"] == pytest.approx(25, rel=0.05)


def test_what_was_sent_before_ctrl_c_is_told(
    run: Run, tenant: Tenant, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = Transport.send

    def interrupted(self: Transport, method: str, path: str, **options: Any) -> Reply:
        if len(tenant.messages) == 3:
            raise KeyboardInterrupt
        return send(self, method, path, **options)

    monkeypatch.setattr(Transport, "send", interrupted)
    result = run("send", "--count", "25")

    assert result.exit_code == 1
    assert result.stdout.startswith("3 accepted in ")


def test_refusals_are_counted_by_their_reason(run: Run, tenant: Tenant, line: str) -> None:
    tenant.rules = tenant.rules.but(messages_per_second=0.1)

    result = run("send", "--count", "5")

    assert result.exit_code == 1
    assert "\n4 refused: 403 " in f"\n{result.stdout}"
    assert "Error: 4 messages were refused" in result.stderr


def test_a_refusal_of_one_is_an_error_line(run: Run, line: str) -> None:
    result = run("send", "--from", PERSON)

    assert result.exit_code == 1
    assert result.output.startswith("Error: the message is refused: 401 number-access-denied: ")
