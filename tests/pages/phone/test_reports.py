"""Reports of what the app did: attempts, its own requests, the reason in words, texts to copy."""

import shlex
from typing import Any

import pytest

from builders import APP_URL, EVENTS_URL, LINE, PERSON, Client, draft
from catapult_simulator import Catapult, Server, Simulator
from catapult_simulator.core.callback_reasons import reason
from catapult_simulator.core.callbacks import Outcome, RecordingSender
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from pages.phone.answering_app import App
from pages.phone.visitor import Visitor


def receive(tenant: Tenant, text: str = "open?") -> str:
    return tenant.receive_message(from_=PERSON, to=LINE, text=text).message.id


@pytest.mark.parametrize(
    ("outcome", "headline", "words"),
    [
        (
            Outcome(None, "", "network", 0.1, reason("refused", address="app.test:80")),
            "Your app did not take it",
            "Nothing listens on app.test:80. Start the app there",
        ),
        (
            Outcome(404, "no", "status", 0.1, reason("not-found", status=404, path="/sms")),
            "Your app refused it: 404",
            "The app has no such path: it answered 404 for /sms.",
        ),
        (
            Outcome(
                200,
                "<html>",
                None,
                0.1,
                reason("html-page", status=200, first_line=": Log in", path="/sms"),
            ),
            "Your app took it: 200",
            "with a page of HTML: Log in",
        ),
        (Outcome(200, "ok", None, 0.0124), "Your app took it: 200, 12 ms", "ok"),
    ],
)
def test_a_text_is_answered_in_words(
    visitor: Visitor,
    simulator: Simulator,
    tenant: Tenant,
    line: PhoneNumber,
    home: str,
    outcome: Outcome,
    headline: str,
    words: str,
) -> None:
    simulator.network.callback_sender = App(outcome)
    message_id = receive(tenant)

    report = visitor.get(f"{home}/messages/{message_id}").part("report")

    assert headline in report
    assert words in report


def test_an_attempt_shows_both_heads_and_both_bodies(
    visitor: Visitor, simulator: Simulator, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    simulator.network.callback_sender = App(
        Outcome(200, '{"fine": true}', seconds=0.01, head="content-type: text/plain")
    )
    message_id = receive(tenant)

    report = visitor.get(f"{home}/messages/{message_id}").part("report")

    assert "POST /sms HTTP/1.1 Host: app.test User-Agent: BandwidthAPI/v1" in report
    assert f'"from": "{PERSON}"' in report
    assert 'content-type: text/plain { "fine": true }' in report


def test_a_get_shows_its_query(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    tenant.applications.update(str(line.application_id), {"callback_http_method": "get"})
    message_id = receive(tenant)

    report = visitor.get(f"{home}/messages/{message_id}").part("report")

    assert "Query GET /sms?messageId=" in report
    assert "text=open?" in report


def test_requests_of_the_app_during_its_callback_stand_beside_it(
    visitor: Visitor,
    simulator: Simulator,
    tenant: Tenant,
    line: PhoneNumber,
    home: str,
    client: Client,
) -> None:
    client.post("messages", {"from": LINE, "to": PERSON, "text": "before"})
    simulator.network.callback_sender = App(
        Outcome(200),
        lambda callback: client.post("messages", {"from": LINE, "to": PERSON, "text": "hm"}),
    )
    message_id = receive(tenant)
    client.post("messages", {"from": LINE, "to": PERSON, "text": "after"})

    asked = visitor.get(f"{home}/messages/{message_id}").part("report").partition("Meanwhile")[2]

    assert '"text": "hm"' in asked
    assert "before" not in asked
    assert "after" not in asked


def test_a_sent_message_shows_the_request_that_made_it_and_its_states(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str, client: Client
) -> None:
    body = {"from": LINE, "to": PERSON, "text": "Yes", "receiptRequested": "all"}
    message_id = client.create("messages", body | {"callbackUrl": EVENTS_URL})
    tenant.settle()

    report = visitor.get(f"{home}/messages/{message_id}").part("report")

    assert "Your app sent this" in report
    assert '"text": "Yes"' in report
    assert "sending" in report
    assert "delivered" in report
    assert report.count("callback POST /events") == 2


def test_send_again_tells_the_app_once_more(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str, sender: RecordingSender
) -> None:
    message_id = receive(tenant)

    page = visitor.send(f"{home}/messages/{message_id}/again", {})

    assert sender.delivered[0] == sender.delivered[1]
    assert page.part("report").count("callback POST /sms") == 2


def test_send_edited_changes_text_and_url(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str, sender: RecordingSender
) -> None:
    message_id = receive(tenant)

    visitor.send(
        f"{home}/messages/{message_id}/again", {"text": "STOP", "url": "http://other.test/"}
    )

    url, callback = sender.delivered[-1]
    assert (url, callback.payload["text"]) == ("http://other.test/", "STOP")


def test_send_again_to_nobody_says_why(visitor: Visitor, tenant: Tenant, home: str) -> None:
    tenant.phone_numbers.allocate(LINE)
    message_id = receive(tenant)

    page = visitor.post(f"{home}/messages/{message_id}/again", {})

    assert page.status == 422
    assert f"{LINE} has no application, so that no app is told" in page.text


def test_a_message_of_which_nothing_was_told_yet_is_not_sent_again(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    queued = tenant.messages.send(draft())

    page = visitor.post(f"{home}/messages/{queued.id}/again", {})

    assert page.status == 422
    assert queued.id in page.text


def test_the_curl_of_a_text_calls_the_app(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    message_id = receive(tenant, "it's <open>?")

    report = visitor.get(f"{home}/messages/{message_id}").part("report")
    words = shlex.split(report.partition("As curl ")[2].partition(" As pytest")[0])

    assert words[:6] == ["curl", "-i", APP_URL, "-H", "Content-Type: application/json", "-d"]
    assert '"text": "it\'s <open>?"' in words[6]


def test_the_test_of_a_text_runs(visitor: Visitor) -> None:
    def app(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        account.messages.send(draft(text="Yes, it's open."))
        return [b""]

    with Server(Simulator(tenant_type=Catapult)) as server:
        account: Any = server.simulator.open_tenant()
        account.serve(app, number=LINE)
        account.phone(PERSON).text('is "it" open?\n', to=LINE)
        account.settle()
        visitor = Visitor(server._app())
        page = visitor.get(f"/phone/{account.user_id}")
        snippet = page.html.partition("As pytest</summary>")[2]
        from html import unescape

        names: dict[str, Any] = {}
        exec(unescape(snippet.partition(">")[2].partition("</pre>")[0]), names)
        names["test_the_app_answers"](account)

        assert [each.text for each in account.received] == ['is "it" open?\n'] * 2
