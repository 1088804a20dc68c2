"""The form that tries an operation: the request that it sends, and the reply that it shows."""

import json

from flask import Flask

from builders import environ_of, run
from catapult_simulator import Fault, Simulator, Tenant
from catapult_simulator.app import create_app
from catapult_simulator.server import Server
from catapult_simulator.web.control_access import ControlAccess
from pages.browser import chromium
from pages.phone.visitor import FORM, Page, Visitor
from pages.reference.lists import LISTS, NUMBER, PERSON, SEND


def reply(page: Page) -> str:
    """The words of the response that a page shows."""
    return page.part("reply").partition(" The same in a terminal ")[0]


def sent(visitor: Visitor, path: str, **changes: str) -> Page:
    """The page after its form was sent, with some fields changed."""
    fields = visitor.get(path).fields(f"{path}#reply")
    return visitor.post(path, fields | changes)


def test_a_form_that_is_too_large_is_refused(visitor: Visitor) -> None:
    answer = visitor.post(SEND, {"body": "x" * 9_000_000})

    assert answer.status == 413
    assert "the form may have 8 MiB" in answer.text


def test_the_form_as_it_is_filled_in_sends_a_message(visitor: Visitor, tenant: Tenant) -> None:
    page = sent(visitor, SEND)

    message = tenant.messages.find()[0]
    assert (message.from_, message.to, message.text) == (NUMBER, PERSON, "Test one")
    assert reply(page).startswith("The response 201 Created")
    assert f"http://simulator.test:8080/v1/users/u-shop/messages/{message.id}" in reply(page)
    assert "curl -i -u t-shop:s3cret -X POST http://simulator.test:8080/v1/users/" in page.text


def test_a_trial_stands_in_the_journal(visitor: Visitor, tenant: Tenant) -> None:
    sent(visitor, SEND)

    assert tenant.journal.last("request").summary.startswith("POST /v1/users/u-shop/messages")


def test_the_callbacks_of_a_message_follow_its_trial(visitor: Visitor, tenant: Tenant) -> None:
    body = {"from": NUMBER, "to": PERSON, "text": "hi", "callbackUrl": "http://127.0.0.1:1/"}

    sent(visitor, SEND, body=json.dumps(body))
    tenant.settle()

    assert tenant.journal.entries(kind="callback")


def test_another_example_can_be_filled_in(visitor: Visitor) -> None:
    filled = visitor.get(f"{SEND}?example=send-mms").fields(f"{SEND}#reply")

    assert "media" in json.loads(filled["body"])


def test_the_account_can_be_chosen(visitor: Visitor, simulator: Simulator) -> None:
    other = simulator.open_tenant("u-other")

    fields = visitor.get(f"{SEND}?account=u-other").fields(f"{SEND}#reply")

    assert (fields["path.userId"], fields["secret"]) == ("u-other", other.credentials.secret)


def test_a_wrong_secret_and_a_wrong_body_are_answered_as_an_app_would_be(visitor: Visitor) -> None:
    stranger = sent(visitor, SEND, secret="no")
    wrong = sent(visitor, SEND, body="{")

    assert reply(stranger).startswith("The response 401")
    assert reply(wrong).startswith("The response 400")
    assert wrong.fields(f"{SEND}#reply")["body"] == "{"


def test_parameters_go_into_path_and_query(visitor: Visitor, tenant: Tenant) -> None:
    for text in ("one", "two"):
        tenant.receive_message(from_=PERSON, to=NUMBER, text=text)

    page = sent(visitor, "/_simulator/docs/v1/messages_find", **{"query.size": "1"})

    assert '"text": "two"' in reply(page)
    assert '"text": "one"' not in reply(page)
    assert "/v1/users/u-shop/messages?size=1" in page.text


def test_the_control_api_can_be_tried(visitor: Visitor, tenant: Tenant) -> None:
    page = sent(visitor, "/_simulator/docs/control/receive")

    assert reply(page).startswith("The response 201")
    assert [message.text for message in tenant.messages.find()] == ["Open today?"]


def test_a_file_can_be_uploaded(app: Flask, tenant: Tenant) -> None:
    part = 'Content-Disposition: form-data; name="{}"'
    fields = {"path.userId": "u-shop", "path.mediaName": "a b.txt", "token": "t-shop"}
    parts = [f"{part.format(name)}\r\n\r\n{value}" for name, value in fields.items()]
    parts += [f"{part.format('secret')}\r\n\r\ns3cret"]
    parts += [f'{part.format("file")}; filename="x"\r\nContent-Type: text/plain\r\n\r\nhello']
    body = ("--b\r\n" + "\r\n--b\r\n".join(parts) + "\r\n--b--\r\n").encode()
    headers = {"CONTENT_TYPE": "multipart/form-data; boundary=b"}

    run(app, environ_of("POST", "/_simulator/docs/v1/media_put", body) | headers)

    assert tenant.media.get("a b.txt").read() == b"hello"


def test_a_fault_that_would_break_the_connection_is_told(visitor: Visitor, tenant: Tenant) -> None:
    tenant.faults.add(Fault("rest", connection_fault="reset", times=1))

    assert "A fault breaks the connection of an app: reset." in sent(visitor, SEND).text


def test_the_form_of_another_site_is_refused(visitor: Visitor, tenant: Tenant) -> None:
    fields = visitor.get(SEND).fields(f"{SEND}#reply")

    foreign = visitor.post(SEND, fields, HTTP_SEC_FETCH_SITE="cross-site")

    assert foreign.status == 403
    assert list(tenant.messages.find()) == []


def test_a_control_call_has_the_token_of_the_browser(simulator: Simulator) -> None:
    app = create_app(simulator, access=ControlAccess("s3same"))
    path, token = "/_simulator/docs/control/tenants", {"HTTP_AUTHORIZATION": "Bearer s3same"}

    refused = run(app, environ_of("POST", path) | {"CONTENT_TYPE": FORM})
    taken = run(app, environ_of("POST", path) | {"CONTENT_TYPE": FORM} | token)

    assert (refused.status, taken.status) == (401, 200)
    assert b"<strong>200 OK</strong>" in taken.body


def test_what_comes_back_is_escaped(visitor: Visitor, tenant: Tenant) -> None:
    tenant.receive_message(from_=PERSON, to=NUMBER, text="<script>alert(1)</script>")

    page = sent(visitor, "/_simulator/docs/v1/messages_find")

    assert "<script>alert" not in page.html
    assert "&lt;script&gt;alert(1)" in page.html


def test_a_browser_without_javascript_tries_an_operation() -> None:
    with chromium() as browser, Server(Simulator()) as server:
        tenant = server.simulator.open_tenant()
        tenant.phone_numbers.allocate(NUMBER)
        page = browser.new_context(java_script_enabled=False).new_page()
        requested: list[str] = []
        page.on("request", lambda request: requested.append(request.url))

        page.goto(server.url + LISTS["v1"])
        page.locator(f'a[href="{SEND}"]').click()
        page.locator("button", has_text="Send POST").click()
        page.locator("#reply strong", has_text="201").wait_for()
        page.context.close()

    assert [message.text for message in tenant.messages.find()] == ["Test one"]
    assert [url for url in requested if not url.startswith(f"{server.url}/")] == []


def test_a_trial_of_the_control_api_comes_to_the_port_of_its_page(simulator: Simulator) -> None:
    access = ControlAccess()
    access.port = 8081
    app = create_app(simulator, access=access)
    # A container's port 8081 may be another one on its host, where Host comes from.
    mapped = {"SERVER_PORT": "8081", "HTTP_HOST": "localhost:9000"}

    tried = run(app, environ_of("POST", "/_simulator/docs/control/tenants") | mapped)

    assert tried.status == 200
    assert b"<strong>200 OK</strong>" in tried.body
