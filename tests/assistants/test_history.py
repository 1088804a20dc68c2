"""Tools that show an account: account, journal, unmatched_requests, pending."""

import json

import pytest
import requests

from assistants.conftest import Call
from builders import LINE, PERSON
from catapult_simulator import MessageDraft, Server, Tenant
from receivers import App


def test_the_account_shows_what_an_app_needs(
    call: Call, server: Server, tenant: Tenant, shop: App
) -> None:
    answer = call("account")

    assert answer.startswith(f"Point the app at {server.url}/v1 instead of https://api.")
    assert all(value in answer for value in tenant.credentials)
    assert "Clock: virtual, now 2019-05-01T12:00:00Z" in answer
    assert f"{LINE} calls POST {shop.url}" in answer


def test_an_account_without_numbers_says_what_is_next(call: Call) -> None:
    assert "There is no number yet. Next: connect" in call("account")


def test_a_number_without_an_app_says_what_is_next(call: Call, tenant: Tenant) -> None:
    tenant.phone_numbers.allocate(LINE)
    gone = tenant.applications.create("gone", incoming_call_url="http://127.0.0.1/")
    tenant.phone_numbers.allocate("+19195551213", application_id=gone.id)
    no_url = call("account")
    tenant.applications.delete(gone.id)

    assert f"{LINE} has no application. Next: connect." in no_url
    assert "+19195551213 calls no URL. Next: connect." in no_url
    assert "+19195551213 has an application that was deleted" in call("account")


def test_the_journal_has_the_reason_of_a_failed_callback(
    call: Call, tenant: Tenant, shop: App
) -> None:
    shop.answer = "404 Not Found"
    tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    *_, entry, after = call("journal").splitlines()

    assert "the app has no such path: it answered 404 for /; correct the URL" in entry
    assert after == f"Later entries: journal with after {tenant.journal.last().number}."


def test_the_journal_has_the_reason_of_a_refused_request(
    call: Call, server: Server, tenant: Tenant
) -> None:
    url = f"{server.url}/v1/users/{tenant.user_id}/messages"
    body = {"from": LINE, "to": PERSON, "text": "x"}
    requests.post(url, json=body, auth=tenant.credentials[1:], timeout=10)

    answer = call("journal", kind="request")

    assert f"POST /v1/users/{tenant.user_id}/messages -> 4" in answer
    assert f"{LINE}" in answer.splitlines()[0]


def test_the_journal_is_read_by_kind_and_from_a_number_on(
    call: Call, tenant: Tenant, shop: App
) -> None:
    for text in ("one", "two"):
        tenant.receive_message(from_=PERSON, to=LINE, text=text)
    callbacks = tenant.journal.entries(kind="callback")

    newest = call("journal", kind="callback", limit=1)
    later = call("journal", after=callbacks[0].number, limit=1)

    assert newest.startswith(f"#{callbacks[1].number} ")
    assert later.startswith(f"#{callbacks[0].number + 1} ")
    assert "There are no such entries." in call("journal", kind="fault")


def test_one_entry_is_shown_as_a_whole(call: Call, tenant: Tenant, shop: App) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text="hi")
    number = tenant.journal.last("callback").number

    entry = json.loads(call("journal", entry=number))

    assert entry["number"] == number
    assert entry["detail"]["text"] == "hi"
    assert call("journal", entry=999).startswith("The journal has no entry 999")


def test_requests_of_no_account_are_shown_with_the_reason(
    call: Call, server: Server, tenant: Tenant
) -> None:
    url = f"{server.url}/v1/users/{tenant.user_id}/messages"
    requests.get(url, auth=(tenant.credentials.token, "wrong"), timeout=10)

    answer = call("unmatched_requests")

    assert f"GET /v1/users/{tenant.user_id}/messages -> 401: " in answer
    assert answer.endswith("Next: account shows what the app should use.")


@pytest.mark.usefixtures("shop")
def test_what_is_due_is_listed(call: Call, tenant: Tenant) -> None:
    assert call("pending") == "Nothing is due."
    tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text="hi"))

    assert call("pending").startswith("still due in 0.1 s: ")
