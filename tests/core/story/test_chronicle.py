"""Events of the chronicle: what a line says of a request, a callback, a fault and the test."""

import pytest

from builders import APP_URL, LINE, PERSON, TOLL_FREE, Client, draft
from catapult_simulator.core.callback_reasons import reason
from catapult_simulator.core.callbacks import Outcome
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.tenant import Tenant
from core.story.conftest import App, Told


def lines_of(told: list[str], kind: str) -> list[str]:
    """The lines of this kind of event, without their time."""
    return [" ".join(line.split()[1:]) for line in told if f"  {kind}" in line]


def test_a_refused_request_has_code_sentence_details_and_body(client: Client, told: Told) -> None:
    client.post("messages", {"from": "+19195551299", "to": PERSON, "text": "hi"})

    lines = told()

    assert lines_of(lines, "request") == ["request 401 POST /messages"]
    assert " ".join(lines[2:5]) == (
        f"number-access-denied: User {client.base.split('/')[3]} does not have permission to use "
        "number +19195551299 (number +19195551299) its body was "
        '{"from": "+19195551299", "to": "+19195550001", "text": "hi"}'
    )


def test_the_refused_items_of_a_list_are_told(client: Client, told: Told) -> None:
    good = {"from": LINE, "to": PERSON, "text": "hi"}
    client.post("messages", [good, good | {"from": "+19195551299"}, {"from": LINE}])

    lines = " ".join(told())

    assert "item 0" not in lines
    assert "item 1: number-access-denied: User" in lines
    assert "item 2: missing-property: The 'message' resource property 'to'" in lines


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"text": ', "validation-error: Bad parameters"),
        (b"password=hush", "its body was (not shown"),
        (b'{"from": "+19195551212", "text": "hi", "password": "hush"}', '"password": "***"'),
    ],
)
def test_odd_bodies_are_told_without_secrets(
    client: Client, told: Told, body: bytes, expected: str
) -> None:
    client.post("messages", body)

    lines = " ".join(told())

    assert expected in lines
    assert "hush" not in lines


def test_a_request_with_a_query_has_a_short_path(client: Client, told: Told) -> None:
    client.get("messages?direction=out&token=hush")
    client.get("/v1/availableNumbers/local?areaCode=919")

    assert lines_of(told(), "request") == [
        "request 200 GET /messages?direction=out&token=***",
        "request 200 GET /v1/availableNumbers/local?areaCode=919",
    ]


def test_equal_events_that_follow_one_another_are_one_line(client: Client, told: Told) -> None:
    for path in ("messages", "messages", "messages", "media", "messages"):
        client.get(path)

    assert lines_of(told(), "request") == [
        "request 200 GET /messages 3 times",
        "request 200 GET /media",
        "request 200 GET /messages",
    ]


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome(200, "fine", seconds=0.0124), ['callback 200 POST {url} 12 ms, received "hi"']),
        (
            Outcome(None, "", "timeout", 10.0, reason("timeout", timeout_ms=10_000)),
            [
                'callback - POST {url} 10000 ms, received "hi"',
                "the app did not answer within 10000 ms; answer first and work later; "
                "the callback's time-out can",
            ],
        ),
        (
            Outcome(404, "<!doctype html><title>x</title><h1>Not\nFound</h1>", "status", 0.001),
            ['callback 404 POST {url} 1 ms, received "hi"', 'its answer was "Not Found"'],
        ),
    ],
)
def test_a_callback_has_its_status_or_the_reason_and_its_time(
    app: App, shop: Tenant, told: Told, outcome: Outcome, expected: list[str]
) -> None:
    app.outcome = outcome
    shop.receive_message(from_=PERSON, to=LINE, text="hi")

    at = next(at for at, line in enumerate(told()) if "callback" in line)

    found = [" ".join(told()[at].split()[1:]), told()[at + 1]]
    assert found[: len(expected)] == [line.format(url=APP_URL) for line in expected]


def test_a_fallback_is_called_so(app: App, shop: Tenant, told: Told) -> None:
    app.outcome = Outcome(500, "", "status")
    application = shop.applications.find()[0]
    shop.applications.update(
        application.id, {"incoming_message_fallback_url": "http://app.test/other"}
    )
    shop.receive_message(from_=PERSON, to=LINE, text="hi")

    assert lines_of(told(), "callback")[1] == (
        'callback 500 POST http://app.test/other fallback, 0 ms, received "hi"'
    )


def test_a_fault_that_struck_has_its_effect_and_its_victim(
    shop: Tenant, client: Client, told: Told
) -> None:
    shop.faults.add(Fault("rest", error="message-rate-limit", times=1))
    shop.faults.add(Fault("carrier", to=PERSON, delivery_code=770))
    client.get("messages")
    shop.messages.send(draft())
    shop.settle()

    assert lines_of(told(), "fault") == [
        f"fault f-1: error message-rate-limit GET users/{shop.user_id}/messages",
        "fault f-2: delivery code 770 +19195551212 -> +19195550001",
    ]


def test_answers_of_the_network_are_told(shop: Tenant, told: Told) -> None:
    shop.phone_numbers.allocate(TOLL_FREE)
    shop.receive_message(from_=PERSON, to=TOLL_FREE, text="STOP")

    (line,) = lines_of(told(), "network")

    assert line.startswith(f'network the network answers {PERSON} "')
