"""Refusals: a reply that was refused stands in the report of the text that it answers."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from builders import APP_URL, LINE, PERSON, Client, basic
from catapult_simulator import Server, Simulator
from catapult_simulator.app import create_app
from catapult_simulator.core.callbacks import Outcome
from catapult_simulator.core.tenant import Tenant
from pages.phone.answering_app import App
from pages.phone.visitor import Page, Visitor

REPLY = {"from": LINE, "to": PERSON, "text": "Yes"}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(Simulator(clock="wall")) as server:
        yield server


@pytest.fixture
def simulator(server: Server) -> Simulator:
    return server.simulator


@pytest.fixture
def app(server: Server) -> Flask:
    return create_app(server.simulator)


@pytest.fixture
def account(simulator: Simulator) -> Tenant:
    tenant = simulator.open_tenant("u-shop", "t-shop", "s3cret")
    tenant.connect(APP_URL, number=LINE)
    return tenant


def texted(simulator: Simulator, app: Flask, tenant: Tenant, react: Any) -> Page:
    """The page after a text to an app that takes a second for it, and does this meanwhile."""
    simulator.network.callback_sender = App(Outcome(200, seconds=1.0), react)
    tenant.receive_message(from_=PERSON, to=LINE, text="open?")
    return Visitor(app).get("/phone/u-shop")


def test_a_wrong_secret_stands_in_the_report_of_the_text(
    simulator: Simulator, app: Flask, account: Tenant
) -> None:
    client, wrong = Client(app, account), basic("t-shop", "wrong")

    page = texted(
        simulator,
        app,
        account,
        lambda _: client.post("messages", REPLY, HTTP_AUTHORIZATION=wrong),
    )

    verdict = page.part("report").partition("Send again")[0]
    assert "and its reply was refused: POST …/messages → 401: secret" in verdict
    assert '<div class="verdict warn">' in page.html


def test_a_refusal_of_the_account_stands_there_with_code_and_reason(
    simulator: Simulator, app: Flask, account: Tenant
) -> None:
    client = Client(app, account)
    foreign = REPLY | {"from": "+19195559999"}

    page = texted(simulator, app, account, lambda _: client.post("messages", foreign))

    verdict = page.part("report").partition("Send again")[0]
    assert "and its reply was refused: POST …/messages → 401 number-access-denied: " in verdict
    assert "permission to use number +19195559999" in verdict


def test_a_reply_that_was_taken_is_no_refusal(
    simulator: Simulator, app: Flask, account: Tenant
) -> None:
    client = Client(app, account)

    page = texted(simulator, app, account, lambda _: client.post("messages", REPLY))

    assert "was refused" not in page.part("report")
    assert '<div class="verdict good">' in page.html


def test_requests_of_no_account_before_the_text_have_nothing_to_do_with_it(
    simulator: Simulator, app: Flask, account: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    strays = simulator.unmatched_requests
    now_ms = strays._now_ms
    monkeypatch.setattr(strays, "_now_ms", lambda: now_ms() - 60_000)
    strays.record("POST", "/v1/users/u-x/messages", 401, "no such token")

    page = texted(simulator, app, account, lambda _: None)

    assert "was refused" not in page.part("report").partition("Requests that no account")[0]
    assert "no such token" in page.part("unmatched")


def test_requests_of_no_account_have_their_time_and_go_after_ten_minutes(
    simulator: Simulator, app: Flask, account: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    strays = simulator.unmatched_requests
    strays.record("POST", "/v1/users/u-x/messages", 401, "new")
    now_ms = strays._now_ms
    monkeypatch.setattr(strays, "_now_ms", lambda: now_ms() - 660_000)
    strays.record("POST", "/v1/users/u-y/messages", 401, "old")

    page = Visitor(app).get("/phone/u-shop")

    time = str(strays.entries()[0])[11:19]
    assert f"{time} POST /v1/users/u-x/messages 401 new" in page.part("unmatched")
    assert "u-y" not in page.part("unmatched")
