"""A person with a phone, and an app that answers over HTTP, on both clocks."""

from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest

from builders import PERSON
from catapult_simulator import NotSeen, Server, called, sent
from receivers import PATIENCE, App, Arrived
from server.account_of_server import Open, Shop


@pytest.fixture
def shop(server: Server, app: App, open_shop: Open) -> Shop:
    """An account whose app answers each text after its webhook has returned."""
    shop = open_shop(server)
    shop.open_line(app.url)

    def answer(arrived: Arrived) -> None:
        text = f"Echo: {arrived.json['text']}"
        Thread(target=shop.send, kwargs={"to": arrived.json["from"], "text": text}).start()

    app.react = answer
    return shop


def test_the_answer_of_an_app_in_another_thread_is_waited_for(shop: Shop) -> None:
    phone = shop.tenant.phone(PERSON)
    phone.text("a")

    assert phone.wait_for_reply(timeout=PATIENCE).text == "Echo: a"
    assert phone.conversation.texts == ["a", "Echo: a"]


def test_many_people_talk_at_once(shop: Shop) -> None:
    def talk(number: str) -> list[str]:
        phone = shop.tenant.phone(number)
        for text in "abc":
            phone.text(text)
            phone.wait_for_reply(f"Echo: {text}", timeout=PATIENCE)
        return phone.conversation.texts

    numbers = [f"+191955500{at:02}" for at in range(20)]
    with ThreadPoolExecutor(len(numbers)) as people:
        chats = list(people.map(talk, numbers))

    assert chats == [["a", "Echo: a", "b", "Echo: b", "c", "Echo: c"]] * len(numbers)


def test_expectations_of_an_app_elsewhere_are_met(shop: Shop) -> None:
    shop.tenant.phone(PERSON).text("a")

    message = shop.tenant.wait_for(sent(to=PERSON), PATIENCE)
    record = shop.tenant.wait_for(called(from_=PERSON, status=200), PATIENCE)

    assert (message.text, record.text) == ("Echo: a", "a")
    assert len(record.answer) == 0


def test_a_webhook_that_waits_for_its_own_account_is_told_so(shop: Shop, app: App) -> None:
    failures: list[str] = []

    def wait(arrived: Arrived) -> None:
        with pytest.raises(NotSeen) as failed:
            shop.tenant.wait_for(sent(), timeout=0.01)
        failures.append(str(failed.value))

    app.react = wait
    inbound = shop.tenant.phone(PERSON).text("a")

    about = f"callback POST {app.url} about message {inbound.message.id}"
    assert f"now: {about} waits for the app's answer" in failures[0]
