"""The feed: held polls that bring what has changed, and hold no thread."""

import re
from collections.abc import Iterator
from html import unescape
from threading import Timer

import pytest
import requests
from flask import Flask

from builders import LINE, PERSON, Client, draft
from catapult_simulator import Server, Simulator
from catapult_simulator.app import create_app
from catapult_simulator.core import limits
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone import views
from pages.phone.visitor import Visitor


def feed_of(html: str) -> str:
    """The URL that the feed asks for."""
    found = re.search(r'id="feed" hx-get="([^"]+)"', html)
    assert found
    return unescape(found[1])


def changed(html: str) -> set[str]:
    """The regions that an answer brings."""
    return set(re.findall(r'hx-swap-oob="true" id="(\w+)"', html))


def test_a_page_that_has_everything_gets_a_new_poll_only(
    visitor: Visitor, line: PhoneNumber, home: str
) -> None:
    url = feed_of(visitor.get(home).html)

    answer = visitor.get(url)

    assert changed(answer.html) == set()
    assert feed_of(answer.html) == url


def test_a_new_message_brings_the_regions_that_show_it(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    url = feed_of(visitor.get(f"{home}/with/{PERSON}").html)
    tenant.receive_message(from_=PERSON, to=LINE, text="<hello>")

    answer = visitor.get(url)

    assert changed(answer.html) == {"people", "thread", "report"}
    assert "&lt;hello&gt;" in answer.html
    assert changed(visitor.get(feed_of(answer.html)).html) == set()


def test_what_changed_without_an_entry_comes_with_the_next_one(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    url = feed_of(visitor.get(home).html)
    tenant.faults.add(Fault("callback", outcome="lost"))

    assert changed(visitor.get(url).html) == {"status"}


def test_a_page_of_another_run_gets_what_there_is_now(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    url = feed_of(visitor.get(f"{home}/with/{PERSON}").html)
    tenant.receive_message(from_=PERSON, to=LINE, text="after the restart")

    answer = visitor.get(re.sub(r"after=\d+", "after=999999", url))

    assert "after the restart" in answer.html
    assert "after=999999" not in feed_of(answer.html)


@pytest.mark.parametrize("path", ["/", "{home}"])
def test_a_page_of_a_run_that_is_over_becomes_the_empty_card(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str, path: str
) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text="before the restart")
    url = feed_of(visitor.get(path.format(home=home)).html)
    again = Simulator()
    again.open_tenant(tenant.user_id)
    restarted = Visitor(create_app(again))

    assert restarted.get(url).headers["hx-refresh"] == "true"
    assert "Where is your app?" in restarted.get("/").text


def test_a_page_of_a_message_that_is_gone_goes_to_the_phone(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    message = tenant.receive_message(from_=PERSON, to=LINE, text="before the reset").message
    url = feed_of(visitor.get(f"{home}/messages/{message.id}").html)
    tenant.reset()

    assert visitor.get(url).headers["hx-redirect"] == home


@pytest.mark.parametrize(
    "query", ["", "?after=x", "?seen=-.-", "?after=0&seen=a.b.c", "?after=5&seen=thread.%3Cb%3E"]
)
def test_a_poll_that_is_malformed_reloads_the_page(
    visitor: Visitor, line: PhoneNumber, home: str, query: str
) -> None:
    answer = visitor.get(f"{home}/feed{query}")

    assert answer.status == 200
    assert answer.headers["hx-refresh"] == "true"


def test_an_app_that_was_connected_elsewhere_reloads_the_page(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    url = feed_of(visitor.get(home).html)
    application = tenant.applications.create("x", incoming_message_url="http://app.test/sms")
    tenant.phone_numbers.allocate(LINE, application_id=application.id)

    assert visitor.get(url).headers["hx-refresh"] == "true"


def test_a_reply_is_told_to_those_who_cannot_see(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str, client: Client
) -> None:
    url = feed_of(visitor.get(f"{home}/with/{PERSON}").html)
    client.post("messages", {"from": LINE, "to": PERSON, "text": "Until six."})

    answer = visitor.get(url)

    assert 'role="status" aria-live="polite" hx-swap-oob="true">Your app wrote: Until six.' in (
        answer.html
    )


def test_a_busy_account_is_asked_less_often(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    url = feed_of(visitor.get(home).html)
    for _ in range(50):
        tenant.messages.send(draft())
    tenant.settle()

    assert 'hx-trigger="load delay:' in visitor.get(url).html


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(Simulator()) as server:
        yield server


@pytest.fixture
def shop(server: Server) -> Tenant:
    tenant = server.simulator.open_tenant("u-shop")
    tenant.phone_numbers.allocate(LINE)
    tenant.receive_message(from_=PERSON, to=LINE, text="first")
    return tenant


def test_a_poll_is_held_until_something_happens(server: Server, shop: Tenant) -> None:
    url = server.url + feed_of(requests.get(f"{server.url}/", timeout=15).text)
    text = Timer(0.05, shop.receive_message, [], {"from_": PERSON, "to": LINE, "text": "second"})

    text.start()
    answer = requests.get(url, timeout=15)
    text.join()

    assert "second" in answer.text


def test_a_reset_wakes_a_poll(server: Server, shop: Tenant) -> None:
    url = server.url + feed_of(requests.get(f"{server.url}/", timeout=15).text)
    reset = Timer(0.05, shop.reset)

    reset.start()
    answer = requests.get(url, timeout=15)
    reset.join()

    assert answer.status_code == 200


def test_a_page_from_before_a_reset_is_answered_at_once(server: Server, shop: Tenant) -> None:
    url = server.url + feed_of(requests.get(f"{server.url}/", timeout=15).text)
    shop.reset()

    assert requests.get(url, timeout=15).status_code == 200


def test_beyond_the_limit_a_poll_is_answered_at_once(
    server: Server, shop: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_LONG_POLLS_OF_A_TENANT", 0)
    url = server.url + feed_of(requests.get(f"{server.url}/", timeout=15).text)

    assert requests.get(url, timeout=10).status_code == 200


def test_pages_that_look_at_the_same_share_what_was_made_for_one_of_them(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = feed_of(visitor.get(home).html)
    tenant.receive_message(from_=PERSON, to=LINE, text="for all")
    first = visitor.get(url)
    monkeypatch.setattr(views, "screen", lambda *arguments: pytest.fail("made again"))

    assert changed(visitor.get(url).html) == changed(first.html) == {"people", "thread", "report"}


def test_a_view_of_an_account_before_its_reset_is_shown_to_nobody(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    url = feed_of(visitor.get(f"{home}/with/{PERSON}").html)
    tenant.receive_message(from_=PERSON, to=LINE, text="before")
    visitor.get(url)
    tenant.reset()
    tenant.journal.record("fault", "after", {})

    assert "before" not in visitor.get(url).html.replace("?before", "")


def test_a_closed_account_is_not_kept(visitor: Visitor, app: Flask, simulator: Simulator) -> None:
    ended, other = simulator.open_tenant("u-ended"), simulator.open_tenant("u-other")
    for account in (ended, other):
        visitor.get(feed_of(visitor.get(f"/phone/{account.user_id}").html))
        ended.close()

    kept = app.extensions["phone_views"]._views.values()
    assert ended not in [view.shown.tenant for view in kept]
    assert other in [view.shown.tenant for view in kept]
