"""Scripted people on a wall clock: they answer from a thread of the callbacks."""

from threading import Event, current_thread

import pytest

from builders import LINE, PERSON, draft
from catapult_simulator import Server, received, sent
from catapult_simulator.core.journal import Entry
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.people.script import Script
from catapult_simulator.core.tenant import Tenant
from receivers import App

SOON = 20.0


@pytest.fixture
def tenant(wall: Server, app: App) -> Tenant:
    tenant = wall.simulator.open_tenant()
    application = tenant.applications.create("app", incoming_message_url=app.url)
    tenant.phone_numbers.allocate(LINE, application_id=application.id)
    return tenant


def test_a_person_answers_as_time_passes(tenant: Tenant, app: App) -> None:
    tenant.people.set(PERSON, Script.of({"join": "YES"}))

    tenant.messages.send(draft(text="Do you want to join?"))

    assert tenant.wait_for(received(text="YES"), SOON).from_ == PERSON


def test_a_person_and_an_app_talk(tenant: Tenant) -> None:
    tenant.people.set(PERSON, lambda message: f"{message.text}!" if message.text != "a!!" else None)
    tenant.messages.send(draft(text="a"))

    for text in ("a!", "a!!"):
        answer = tenant.wait_for(received(text=text), SOON)
        tenant.messages.send(draft(text=answer.text))

    assert tenant.wait_for(sent(text="a!!", state="sent"), SOON)


def test_a_function_that_waits_holds_up_neither_requests_nor_other_accounts(
    wall: Server, tenant: Tenant
) -> None:
    asked, answered = Event(), Event()
    threads: list[str] = []

    def wait(message: Message) -> str:
        threads.append(current_thread().name)
        asked.set()
        assert answered.wait(SOON)
        return "at last"

    tenant.people.set(PERSON, wait)
    other = wall.simulator.open_tenant()
    other.phone_numbers.allocate(LINE)
    other.people.set(PERSON, Script.of("YES"))
    tenant.messages.send(draft())
    assert asked.wait(SOON)

    other.messages.send(draft())
    other.wait_for(received(text="YES"), SOON)
    (answer,) = tenant.pending()
    answered.set()

    assert tenant.wait_for(received(text="at last"), SOON)
    assert threads == ["catapult-callbacks"]
    assert answer.what.endswith("is being made up")


def failed_answer(tenant: Tenant) -> Entry | None:
    entries = tenant.journal.entries(kind="control")
    return next((each for each in entries if "traceback" in each.detail), None)


@pytest.mark.parametrize("error", [KeyError("no answer"), SystemExit("no answer")], ids=repr)
def test_what_a_function_raises_is_in_the_journal(tenant: Tenant, error: BaseException) -> None:
    def confused(message: Message) -> str:
        raise error

    tenant.people.set(PERSON, confused)
    message = tenant.messages.send(draft())

    entry = tenant._wait_until(lambda: failed_answer(tenant), SOON)

    assert entry is not None
    problem = f"{type(error).__name__}: {error}"
    assert entry.summary == f"{PERSON} has no answer to {message.id}: {problem}"
    assert entry.detail["problem"] == problem
    assert "in confused" in entry.detail["traceback"]
