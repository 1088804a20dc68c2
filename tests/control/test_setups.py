"""Setups over HTTP: in JSON or TOML, for one account or for all, and back."""

import json
from pathlib import Path

import pytest

from builders import LINE, PERSON, draft
from catapult_simulator.core import limits
from catapult_simulator.core.setups import snapshots
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from control.calls import Control

TOML = f"""
userId = "u-1"
balance = 5
numbers = ["{LINE}=http://app.test/sms"]
"""
SETUP = {"userId": "u-1", "balance": 5, "numbers": [f"{LINE}=http://app.test/sms"]}
EVERYTHING = "/_simulator/setup"


@pytest.mark.parametrize(
    ("body", "type_"),
    [(TOML.encode(), "application/toml"), (SETUP, "application/json; charset=utf-8")],
    ids=["toml", "json"],
)
def test_the_accounts_of_a_setup_are_opened(
    control: Control, simulator: Simulator, body: object, type_: str
) -> None:
    answer = control("POST", EVERYTHING, body, type=type_)

    assert answer.status == 200
    assert [each["userId"] for each in answer.json] == ["u-1"]
    assert simulator.tenant("u-1").phone_numbers.get(LINE).number == LINE


def test_an_account_that_is_open_starts_anew(control: Control, simulator: Simulator) -> None:
    control("POST", EVERYTHING, SETUP)
    simulator.tenant("u-1").phone_numbers.release(LINE)

    assert control("POST", EVERYTHING, SETUP).status == 200

    assert simulator.tenant("u-1").phone_numbers.get(LINE).number_state == "enabled"


def test_an_account_with_another_token_is_a_conflict(control: Control) -> None:
    control("POST", EVERYTHING, SETUP)

    answer = control("POST", EVERYTHING, SETUP | {"token": "t-9"})

    assert (answer.status, answer.code) == (409, "tenant-exists")


def test_a_tenant_starts_anew_with_its_setup(control: Control, tenant: Tenant) -> None:
    tenant.phone_numbers.allocate("+19195551213")

    answer = control("PUT", "/setup", SETUP)

    assert (answer.status, answer.body) == (204, b"")
    assert [each.number for each in tenant.phone_numbers.find()] == [LINE]


def test_a_reset_returns_to_the_setup(control: Control, tenant: Tenant) -> None:
    control("PUT", "/setup", SETUP)
    tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    control("POST", "/reset", {})

    assert len(tenant.messages) == 0
    assert tenant.phone_numbers.get(LINE).number == LINE


def test_a_tenant_is_given_back_by_its_own_setup(control: Control, tenant: Tenant) -> None:
    control("PUT", "/setup", SETUP)
    tenant.messages.send(draft())
    kept = control("GET", "/setup")
    tenant.settle()

    control("PUT", "/setup", kept.body)

    assert control("GET", "/setup").body == kept.body
    assert [message.state for message in tenant.messages.find()] == ["queued"]


def test_all_accounts_are_one_setup(control: Control) -> None:
    control("POST", EVERYTHING, SETUP)

    answer = control("GET", EVERYTHING)

    accounts = answer.json["accounts"]
    assert [each["userId"] for each in accounts][1:] == ["u-1"]
    assert Simulator.from_setup(answer.body.decode()).snapshot().content == answer.json


def test_a_wrong_setup_is_refused_with_its_place(control: Control) -> None:
    text = b"balance = 5\nnumers = []"

    answer = control("PUT", "/setup", text, type="application/toml")

    assert (answer.status, answer.code) == (400, "bad-setup")
    assert answer.message.startswith("body, line 2, column 1: numers: unknown key; did you mean ")


@pytest.mark.parametrize("body", [b"/etc/passwd", b"pyproject.toml", b"world.json"])
def test_a_path_is_no_setup(control: Control, body: bytes) -> None:
    """A client must not read files of this machine."""
    answer = control("PUT", "/setup", body, type="application/toml")

    assert (answer.status, answer.code) == (400, "bad-setup")
    assert answer.message.startswith("body, line 1, column ")


def test_a_setup_that_comes_over_http_names_no_files(control: Control, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret")
    media = [{"name": "a", "file": str(tmp_path / "secret")}]

    answer = control("PUT", "/setup", {"media": media})

    assert (answer.status, answer.code) == (400, "bad-setup")
    assert answer.message.endswith("over HTTP names no files; give content or text")


def test_a_body_of_another_type_is_refused(control: Control) -> None:
    answer = control("POST", EVERYTHING, b"{}", type="text/plain")

    assert (answer.status, answer.code) == (415, "not-json")
    assert answer.message.endswith("send Content-Type: application/json or application/toml")


def test_a_body_that_is_no_text_is_refused(control: Control) -> None:
    answer = control("POST", EVERYTHING, b'{"userId": "\xff"}')

    assert (answer.status, answer.message) == (400, "body: byte 13 is no UTF-8")


def test_a_setup_may_be_larger_than_other_bodies(control: Control, tenant: Tenant) -> None:
    text = "x" * limits.MAX_CONTROL_BODY_BYTES

    answer = control("PUT", "/setup", {"media": [{"name": "a", "text": text}]})

    assert answer.status == 204
    assert tenant.media.get("a").size == len(text)


def test_a_tenant_that_fits_into_no_setup_is_a_conflict(
    control: Control, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "MAX_SETUP_BYTES", 6)
    tenant.media.put("a", b"12345")

    answer = control("GET", "/setup")

    assert (answer.status, answer.code) == (409, "too-large")
    assert "the media of the account have 5 bytes" in answer.message


def test_the_document_of_a_tenant_is_readable_by_people(control: Control) -> None:
    content = json.loads(control("GET", "/setup").body)

    assert list(content)[:5] == ["version", "userId", "token", "secret", "now"]
