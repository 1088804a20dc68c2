"""Marks: each state of a message has a sign of its own, in the conversation and beside a person."""

import pytest

from builders import LINE, PERSON, draft
from catapult_simulator import Simulator
from catapult_simulator.core.callback_reasons import reason
from catapult_simulator.core.callbacks import Outcome
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone.bubbles import SIGNS
from pages.phone.answering_app import App
from pages.phone.visitor import Page, Visitor

LOGIN_PAGE = reason("html-page", status=200, first_line=": Log in", path="/sms")


def sign_of(page: Page) -> str:
    """The sign of the only message."""
    return page.html.partition('<span class="sign" aria-hidden="true">')[2].partition("<")[0]


@pytest.mark.parametrize(
    ("outcome", "sign", "words"),
    [
        (Outcome(200), "✓", "taken 200"),
        (Outcome(200, "<html>", None, 0.1, LOGIN_PAGE), "!", "taken 200"),
        (Outcome(500, "", "status", 0.1), "✕", "refused 500"),
    ],
)
def test_an_answer_has_the_sign_of_its_kind(
    visitor: Visitor,
    simulator: Simulator,
    tenant: Tenant,
    line: PhoneNumber,
    home: str,
    outcome: Outcome,
    sign: str,
    words: str,
) -> None:
    simulator.network.callback_sender = App(outcome)
    tenant.receive_message(from_=PERSON, to=LINE, text="open?")

    page = visitor.get(home)

    assert f"{sign} {words}" in page.part("thread")
    assert (f'aria-label="{words}" role="img">{sign}<' in page.html) is (sign != "✓")


def test_a_message_that_is_under_way_waits(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    tenant.messages.send(draft())

    assert sign_of(visitor.get(home)) == "…"


def test_messages_of_a_loaded_snapshot_are_not_said_to_wait(
    visitor: Visitor, simulator: Simulator, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text="open?")
    tenant.apply_setup(tenant.snapshot())

    page = visitor.get(home)

    assert sign_of(page) == "?"
    assert "is not known any more" in page.part("report")


def test_a_message_that_was_sent_just_now_is_known(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    tenant.messages.send(draft())
    first = visitor.get(home)
    tenant.settle()

    assert "are gone" not in first.text
    assert "are gone" not in visitor.get(home).text


def test_no_two_states_share_a_sign() -> None:
    assert len(set(SIGNS.values())) == len(SIGNS)
