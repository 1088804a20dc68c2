"""The clock as a page: what is due, and time that a hand moves."""

import pytest

from builders import draft
from catapult_simulator import Simulator
from catapult_simulator.app import create_app
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from pages.phone.visitor import Visitor


def test_time_is_moved_by_hand(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    tenant.messages.send(draft())
    due = visitor.get(f"{home}/clock").part("due")

    visitor.send(f"{home}/clock", {"advance": "5"})
    advanced = tenant.now_text
    visitor.send(f"{home}/clock", {"to": "2019-05-02T09:00:00Z"})
    moved = tenant.now_text
    tenant.messages.send(draft())
    visitor.send(f"{home}/clock", {"settle": "1"})

    assert "is queued" in due
    assert (advanced, moved) == ("2019-05-01T12:00:05Z", "2019-05-02T09:00:00Z")
    assert tenant.pending() == []


def test_htmx_stays_on_its_page(visitor: Visitor, tenant: Tenant, home: str) -> None:
    answer = visitor.post(f"{home}/clock", {"advance": "5"}, HTTP_HX_REQUEST="true")

    assert answer.status == 204


@pytest.mark.parametrize(
    ("referer", "location"),
    [
        ("http://simulator.test:8080/phone/u-1/with/+19195550001?before=m", "/phone/u-1/with/"),
        ("https://evil.example/x", "/clock"),
        ("//evil.example", "/clock"),
        ("http://[::1/phone/", "/clock"),
        ("http://simulator.test:8080/phone//evil.example", "/clock"),
        ("http://simulator.test:8080/phone/../..//evil.example", "/clock"),
        ("http://simulator.test:8080/phone/\\evil.example", "/clock"),
        ("", "/clock"),
    ],
)
def test_a_form_leads_back_to_a_page_of_the_simulator(
    visitor: Visitor, tenant: Tenant, home: str, referer: str, location: str
) -> None:
    answer = visitor.post(f"{home}/clock", {"advance": "1"}, HTTP_REFERER=referer)

    assert answer.headers["location"].startswith("/phone")
    assert location in answer.headers["location"]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"advance": "soon"}, "'soon' is no number of seconds"),
        ({"advance": "-1"}, "-1"),
        ({"to": "2001-01-01T00:00:00Z"}, "2001"),
        ({"to": "noon"}, 'value="noon"'),
    ],
)
def test_time_does_not_go_back_nor_anywhere_else(
    visitor: Visitor, tenant: Tenant, home: str, form: dict[str, str], sentence: str
) -> None:
    page = visitor.post(f"{home}/clock", form)

    assert page.status == 422
    assert sentence in page.text + page.html


def test_on_a_wall_clock_the_page_says_how_to_start_with_virtual_time() -> None:
    simulator = Simulator(clock="wall")
    tenant = simulator.open_tenant()
    visitor = Visitor(create_app(simulator))

    assert "--clock virtual" in visitor.get(f"/phone/{tenant.user_id}/clock").text
    refused = visitor.post(f"/phone/{tenant.user_id}/clock", {"advance": "1"})
    assert refused.status == 422
