"""The other pages: faults, numbers and applications, magic numbers, account, search."""

import json
from typing import Any

import pytest

from builders import APP_URL, LINE, PERSON, SECOND_LINE, draft
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.messages.magic import scenarios
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from pages.phone.visitor import Visitor

PAGES = ("journal", "trigger", "answers", "faults", "numbers", "clock", "magic", "about")


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_linked_and_shows_the_same_by_other_ways(
    visitor: Visitor, tenant: Tenant, home: str, page: str
) -> None:
    shown = visitor.get(f"{home}/{page}")

    assert shown.status == 200
    assert f"{home}/{page}" in visitor.get(home).links()
    assert 'aria-current="page"' in shown.html
    assert "curl " in shown.text


# -- faults --------------------------------------------------------------------------------------


def test_a_fault_is_added_with_its_conditions_and_strikes(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    form = {"at": "carrier", "delivery_code": "770", "to": PERSON, "times": "3", "reply": ""}
    visitor.send(f"{home}/faults", form)
    tenant.messages.send(draft())
    tenant.settle()

    page = visitor.get(f"{home}/faults")

    assert f"carrier delivery code 770 to {PERSON} 1 of 3" in page.text
    assert "Faults 1" in page.text


@pytest.mark.parametrize("blank", ["", " "])
def test_a_blank_id_removes_no_fault(
    visitor: Visitor, tenant: Tenant, home: str, blank: str
) -> None:
    fault = tenant.faults.add(Fault("callback", outcome="lost"))

    page = visitor.post(f"{home}/faults/remove", {"id": blank})

    assert (page.status, f"Fault id: {blank!r} is blank" in page.text) == (422, True)
    assert tenant.faults.all() == [fault]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"at": "carrier"}, "a fault at carrier needs an effect"),
        ({"at": "carrier", "delivery_code": "x"}, "'x' is no whole number"),
        (
            {"at": "carrier", "delivery_code": "5"},
            "Delivery code: 5; choose nothing, or one of 0, 100",
        ),
        ({"at": "rest", "error": "nothing-such"}, "no error 'nothing-such'"),
        ({"at": "callback", "outcome": "lost", "times": "0"}, "Times: 0"),
        ({"at": "moon", "silent": "1"}, "At: 'moon'"),
        ({"at": "carrier", "state": "error", "silent": "1"}, "no effect beside"),
    ],
)
def test_a_fault_that_could_not_happen_is_refused(
    visitor: Visitor, tenant: Tenant, home: str, form: dict[str, str], sentence: str
) -> None:
    page = visitor.post(f"{home}/faults", form)

    assert page.status == 422
    assert sentence in page.text
    assert tenant.faults.all() == []


def test_faults_are_removed_one_by_one_and_all_at_once(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    for _ in range(3):
        tenant.faults.add(Fault("callback", outcome="lost"))

    visitor.send(f"{home}/faults/remove", {"id": "f-2"})
    left = [fault.id for fault in tenant.faults.all()]
    visitor.send(f"{home}/faults/remove", {})

    assert left == ["f-1", "f-3"]
    assert tenant.faults.all() == []
    assert visitor.post(f"{home}/faults/remove", {"id": "f-9"}).status == 422


# -- numbers and applications --------------------------------------------------------------------


def test_an_application_and_a_number_of_it_are_made(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    form = {"name": "shop", "url": APP_URL, "method": "GET", "timeout": "2000", "fallback": ""}
    visitor.send(f"{home}/applications", form)
    application = tenant.applications.find()[0]
    visitor.send(f"{home}/numbers", {"number": LINE, "application": application.id})

    assert application.callback_http_method == "get"
    assert application.incoming_message_url_callback_timeout == 2000
    assert tenant.phone_numbers.application_of(LINE) == application.id


def test_an_application_is_changed_and_deleted(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    application_id = str(line.application_id)
    form = {"id": application_id, "name": "new", "url": "http://new.test/x", "method": "POST"}

    visitor.send(f"{home}/applications/change", form)
    changed = tenant.applications.get(application_id)
    visitor.send(f"{home}/applications/change", form | {"delete": "1"})

    assert (changed.name, changed.incoming_message_url) == ("new", "http://new.test/x")
    assert tenant.applications.find() == []


def test_a_number_changes_its_name_and_application_and_is_released(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    visitor.send(f"{home}/numbers/change", {"number": LINE, "name": "shop", "application": ""})
    named = [each.name for each in tenant.phone_numbers.enabled()]
    silent = tenant.phone_numbers.application_of(LINE)
    visitor.send(f"{home}/numbers/change", {"number": LINE, "release": "1"})

    assert (named, silent) == (["shop"], None)
    assert tenant.phone_numbers.enabled() == []


@pytest.mark.parametrize(
    ("path", "form", "sentence"),
    [
        ("numbers", {"number": LINE}, LINE),
        ("numbers", {"number": "12"}, "number"),
        ("numbers/change", {"number": SECOND_LINE, "release": "1"}, SECOND_LINE),
        ("applications", {"name": "x", "url": ""}, "incomingMessageUrl"),
        ("applications", {"name": "x", "url": APP_URL, "timeout": "soon"}, "no whole number"),
        ("applications/change", {"id": "a-x", "name": "x", "url": APP_URL}, "a-x"),
    ],
)
def test_a_refused_change_says_why(
    visitor: Visitor, line: PhoneNumber, home: str, path: str, form: dict[str, str], sentence: str
) -> None:
    page = visitor.post(f"{home}/{path}", form)

    assert page.status == 422
    assert sentence.lower() in page.text.lower()


TYPED = {"name": "mine", "url": "http://my.test/x", "method": "GET", "fallback": APP_URL}


def test_what_was_typed_stays_in_the_form_that_was_refused(
    visitor: Visitor, line: PhoneNumber, home: str
) -> None:
    wrong = TYPED | {"timeout": "123456"}
    change = wrong | {"id": str(line.application_id)}

    created = visitor.post(f"{home}/applications", wrong)
    changed = visitor.post(f"{home}/applications/change", change)

    typed = wrong.items() - {("method", "GET")}
    assert typed <= created.fields(f"{home}/applications").items()
    assert typed <= changed.fields(f"{home}/applications/change").items()
    assert created.fields(f"{home}/applications/change")["name"] == "shop"
    assert changed.fields(f"{home}/applications")["name"] == "shop"
    assert "<option selected>GET" in created.html


def test_credentials_of_a_url_are_not_shown(visitor: Visitor, tenant: Tenant, home: str) -> None:
    application = tenant.applications.create("shop", incoming_message_url="http://me:pw1@app.test/")
    tenant.phone_numbers.allocate(LINE, application_id=application.id)

    page = visitor.get(home)

    assert "http://app.test/" in page.part("people")
    assert "pw1" not in page.html


# -- magic numbers, account, search --------------------------------------------------------------


def test_each_magic_number_leads_to_its_conversation(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    links = visitor.get(f"{home}/magic").links()

    assert {f"{home}/with/{each.first}" for each in scenarios()} <= set(links)


def test_a_reset_says_to_what_it_returns(visitor: Visitor, tenant: Tenant, home: str) -> None:
    empty = visitor.get(f"{home}/about").text
    setup: Any = {"numbers": [f"{LINE}={APP_URL}"]}
    tenant.apply_setup(setup)
    furnished = visitor.get(f"{home}/about").text
    tenant.phone_numbers.release(LINE)

    visitor.send(f"{home}/reset", {})

    assert "returns to an empty one" in empty
    assert "returns to the setup with which it was started" in furnished
    assert [each.number for each in tenant.phone_numbers.enabled()] == [LINE]


def test_a_snapshot_is_a_setup(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    tenant.messages.send(draft(text="kept"))
    page = visitor.get(f"{home}/snapshot")
    tenant.reset()

    tenant.apply_setup(json.loads(page.html))

    assert "attachment" in page.headers["content-disposition"]
    assert [each.text for each in tenant.messages.find()] == ["kept"]


def test_people_and_messages_are_found(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text="Is the SHOP open?")

    by_text = visitor.get(f"{home}/search?find=shop+open").text
    by_number = visitor.get(f"{home}/search?find=919-555-0001").links()
    nothing = visitor.get(f"{home}/search?find=%3Cb%3E").text

    assert "Is the SHOP open?" in by_text
    assert f"{home}/with/%2B19195550001" in by_number
    assert "no message has this text" in nothing
