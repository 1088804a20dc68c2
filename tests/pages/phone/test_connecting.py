"""The empty state: the card that connects an app, what the app needs, and requests gone astray."""

import pytest

from builders import APP_URL, LINE, PERSON
from catapult_simulator import Simulator
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.tenant import Tenant
from pages.phone.visitor import Visitor

CONNECT = {"url": APP_URL, "number": LINE, "method": "POST", "person": PERSON}


def test_the_root_is_the_phone_and_asks_where_the_app_is(visitor: Visitor, tenant: Tenant) -> None:
    page = visitor.get("/")

    assert page.status == 200
    assert "Where is your app?" in page.text
    assert f'value="{LINE}"' in page.html
    for known in tenant.credentials:
        assert known in page.text


def test_the_base_url_has_the_beginning_of_paths_beside_it(
    visitor: Visitor, tenant: Tenant
) -> None:
    whole = f"http://simulator.test:8080/v1/users/{tenant.user_id}/messages"

    assert f"Paths begin with /v1 : {whole} ." in visitor.get("/").text


def test_the_reference_is_one_link_away(visitor: Visitor, tenant: Tenant) -> None:
    assert "/_simulator/docs" in visitor.get("/").links()


def test_connecting_orders_binds_and_sends_a_trial_text(
    visitor: Visitor, tenant: Tenant, home: str, sender: RecordingSender
) -> None:
    page = visitor.send(f"{home}/connect", CONNECT)

    ((url, callback),) = sender.delivered
    assert (url, callback.method) == (APP_URL, "POST")
    assert (callback.payload["from"], callback.payload["to"]) == (PERSON, LINE)
    assert tenant.applications.get(tenant.phone_numbers.get(LINE).application_id or "")
    assert "Hello" in page.part("thread")
    assert "Your app took it: 200" in page.part("report")


def test_an_app_can_be_called_with_get(
    visitor: Visitor, home: str, sender: RecordingSender, tenant: Tenant
) -> None:
    visitor.post(f"{home}/connect", CONNECT | {"method": "GET"})

    assert sender.delivered[0][1].method == "GET"


def test_an_address_without_a_scheme_is_one_of_http(
    visitor: Visitor, home: str, sender: RecordingSender, tenant: Tenant
) -> None:
    visitor.post(f"{home}/connect", CONNECT | {"url": "localhost:3000/sms"})

    assert sender.delivered[0][0] == "http://localhost:3000/sms"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"url": ""}, "URL: "),
        ({"url": "ftp://app.test/sms"}, "ftp://app.test/sms"),
        ({"number": "12"}, "number"),
        ({"method": "PUT"}, "choose GET or POST"),
    ],
)
def test_a_refused_connection_says_why_and_leaves_nothing(
    visitor: Visitor, tenant: Tenant, home: str, change: dict[str, str], sentence: str
) -> None:
    page = visitor.post(f"{home}/connect", CONNECT | change)

    assert page.status == 422
    assert sentence in page.text
    assert tenant.applications.find() == []
    assert tenant.phone_numbers.enabled() == []


def test_a_connection_for_somebody_without_a_number_is_refused(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    page = visitor.post(f"{home}/connect", CONNECT | {"person": "Jane"})

    assert page.status == 422
    assert "'Jane' is no phone number" in page.text
    assert tenant.applications.find() == []


def test_a_trial_text_that_is_refused_says_why(
    visitor: Visitor, tenant: Tenant, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise ValueError("no room for another message")

    monkeypatch.setattr(tenant, "receive_message", refuse)

    page = visitor.post(f"{home}/connect", CONNECT)

    assert page.status == 422
    assert "no room for another message" in page.text
    assert tenant.phone_numbers.get(LINE).application_id


def test_a_trial_text_is_left_to_a_call_that_is_running(
    visitor: Visitor, tenant: Tenant, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise AlreadyRunning("advance is running")

    monkeypatch.setattr(tenant, "_deliver", busy)

    assert visitor.post(f"{home}/connect", CONNECT).status == 303
    assert len(tenant.received) == 1


def test_what_was_typed_stays_in_a_refused_form(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    page = visitor.post(f"{home}/connect", CONNECT | {"url": "ftp://app.test", "method": "GET"})

    assert 'value="ftp://app.test"' in page.html
    assert 'value="GET" checked' in page.html


def test_connecting_again_moves_a_number_to_another_app(
    visitor: Visitor, line: PhoneNumber, home: str, sender: RecordingSender
) -> None:
    visitor.post(f"{home}/connect", CONNECT | {"url": "http://other.test/sms"})

    assert [url for url, _ in sender.delivered] == ["http://other.test/sms"]


def test_requests_of_no_account_stand_there_with_their_reason(
    visitor: Visitor, simulator: Simulator, tenant: Tenant
) -> None:
    simulator.unmatched_requests.record("POST", "/v1/users/u-x/messages", 401, "token t-x is <no>")

    page = visitor.get("/")

    assert "POST /v1/users/u-x/messages 401 token t-x is <no>" in page.text


def test_without_an_account_the_page_says_how_to_open_one(visitor: Visitor) -> None:
    page = visitor.get("/")

    assert page.status == 200
    assert "There is no account" in page.text
    assert page.fields("/phone/@accounts")["userId"] == ""


def test_two_accounts_can_be_chosen_from(visitor: Visitor, simulator: Simulator) -> None:
    simulator.open_tenant("u-one")
    simulator.open_tenant("u-two")

    chosen = visitor.get("/phone/@accounts?account=u-two")

    assert "<option selected>u-one</option>" in visitor.get("/").html
    assert chosen.headers["location"] == "/phone/u-two"
    assert "<option selected>u-two</option>" in visitor.get("/phone/u-two").html


def test_one_account_is_not_chosen_from(visitor: Visitor, tenant: Tenant) -> None:
    assert '<select id="account"' not in visitor.get("/").html
