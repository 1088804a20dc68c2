"""A secret at each place where one can stand, and all that is written down: none shows it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from catapult_simulator import Server, Tenant
from catapult_simulator.core.faults import Fault
from cli.commands import LINE, PERSON, Run
from receivers import App, app_listening

CANARY = "c4n4ry"
URL = f"http://bob:{CANARY}@127.0.0.1:1/x"
REFUSED = f"http://bob:{CANARY}@["


@pytest.fixture
def webhook() -> Iterator[App]:
    with app_listening() as app:
        yield app


class Caller:
    """Calls the API as an account with a number whose app is `webhook`."""

    def __init__(self, server: Server, tenant: Tenant, webhook: App) -> None:
        own = tenant.credentials
        self._auth = (own.token, own.secret)
        self.tenant, self.webhook = tenant, webhook
        self.url = f"{server.url}/v1/users/{tenant.user_id}"

    def __call__(self, method: str, path: str, body: Any = None, **options: Any) -> None:
        data = body if isinstance(body, (str, bytes)) or body is None else json.dumps(body)
        headers = {"Content-Type": "application/json"} | options.pop("headers", {})
        url = f"{self.url}/{path}"
        requests.request(
            method, url, data=data, auth=self._auth, headers=headers, timeout=20, **options
        )

    def send(self, **properties: Any) -> None:
        self("POST", "messages", {"from": LINE, "to": PERSON, "text": "hi"} | properties)

    def own_number(self, **application: Any) -> None:
        settings = {"incoming_message_url": f"{self.webhook.url}/sms"} | application
        created = self.tenant.applications.create("shop", **settings)
        self.tenant.phone_numbers.allocate(LINE, application_id=created.id)


def app_url(call: Caller, path: str) -> str:
    return call.webhook.url.replace("//", f"//bob:{CANARY}@") + path


def answering(call: Caller, body: str) -> None:
    call.webhook.body = body.encode()


PLACES: dict[str, Callable[[Caller], object]] = {
    "a password": lambda call: call("POST", "phoneNumbers", {
        "number": "+19195551213", "provider": {"properties": {"password": CANARY}}}),
    "an escaped key": lambda call: call("POST", "messages", rf'{{"pass\u0077ord": "{CANARY}"}}'),
    "a key in capitals": lambda call: call("POST", "messages", {"TOKEN": CANARY}),
    "a list of secrets": lambda call: call("POST", "messages", [{"secret": [CANARY, [CANARY]]}]),
    "a doubled key": lambda call: call(
        "POST", "messages", f'{{"password": "x", "password": "{CANARY}"}}'),
    "a long body": lambda call: call("POST", "messages", {
        "text": "x" * 4060, "password": CANARY * 9}),
    "broken JSON": lambda call: call("POST", "messages", f'{{"password": "{CANARY}"'),
    "a form": lambda call: call("POST", "messages", f"password={CANARY}", headers={
        "Content-Type": "application/x-www-form-urlencoded"}),
    "a query": lambda call: call("GET", f"messages?access_token={CANARY}&size=1"),
    "a URL in a query": lambda call: call("GET", "messages", params={"from": URL}),
    "a URL in a path": lambda call: call("GET", f"messages/{URL}"),
    "an encoded URL in a path": lambda call: call("GET", f"messages/http:%2F%2Fbob:{CANARY}%40h"),
    "a callback URL": lambda call: call.send(callbackUrl=URL),
    "a callback URL in capitals": lambda call: call.send(callbackUrl=URL.replace("http", "HTTP")),
    "a callback URL's query": lambda call: call.send(callbackUrl=f"http://[::1]:1/?token={CANARY}"),
    "a callback URL that answers": lambda call: call.send(callbackUrl=app_url(call, "/events")),
    "a fallback URL": lambda call: call.send(callbackUrl="http://127.0.0.1:1/", fallbackUrl=URL),
    "escaped slashes": lambda call: call(
        "POST", "messages", json.dumps({"callbackUrl": URL}).replace("/", "\\/")),
    "a refused callback URL": lambda call: call.send(callbackUrl=REFUSED),
    "a callback URL without a scheme": lambda call: call.send(callbackUrl=f"bob:{CANARY}@a.test"),
    "a refused URL of an application": lambda call: call(
        "POST", "applications", {"name": "x", "incomingMessageUrl": REFUSED}),
    "a URL of an application": lambda call: call(
        "POST", "applications", {"name": "x", "incomingMessageUrl": URL}),
    "a text": lambda call: call.send(text=f"look: {URL} and {URL}", callbackUrl=call.webhook.url),
    "a tag": lambda call: call.send(tag=URL, callbackUrl=call.webhook.url),
    "media": lambda call: call.send(media=[URL]),
    "an inbound text": lambda call: call.tenant.receive_message(from_=PERSON, to=LINE, text=URL),
    "an app's answer": lambda call: answering(call, json.dumps({"data": [{"Token": CANARY}]})),
    "an app's answer in prose": lambda call: answering(call, f"<b>password</b> {CANARY}"),
    "a fault": lambda call: call.tenant.faults.add(Fault("rest", path=URL, error="internal-error")),
}  # fmt: skip


def written(run: Run, call: Caller, caplog: pytest.LogCaptureFixture) -> Iterator[tuple[str, str]]:
    """All that is printed or kept, by its name."""
    for command in ("journal", "journal --json", "messages", "messages --json", "fault list",
                    "fault list --json"):  # fmt: skip
        yield command, run(*command.split()).output
    for options in ([], ["--json"]):
        sent = ("--from", PERSON, "--to", LINE, "--text", f"see {URL}", *options)
        yield f"receive {options}", run("receive", *sent).output
    yield "the report of a failed test", str(call.tenant.journal)
    yield "the journal", repr([(entry.summary, entry.detail) for entry in call.tenant.journal])
    yield "the errors resource", repr(call.tenant.errors.find())
    yield "the log", caplog.text


@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_never_written_down(
    run: Run,
    server: Server,
    tenant: Tenant,
    webhook: App,
    caplog: pytest.LogCaptureFixture,
    place: str,
) -> None:
    call = Caller(server, tenant, webhook)
    call.own_number()

    PLACES[place](call)
    tenant.receive_message(from_=PERSON, to=LINE, text="hi")
    tenant.settle()

    shown = dict(written(run, call, caplog))
    assert [name for name, text in shown.items() if CANARY in text] == []
    assert len(tenant.journal) > 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("serve", "--tenant", f"u-a:{CANARY}"),
        ("serve", "--public-url", REFUSED),
        ("callback", REFUSED),
        ("journal", "--url", f"http://bob:{CANARY}@127.0.0.1:1"),
        ("journal", "--url", REFUSED),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_an_error_repeats_no_secret(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)

    assert result.exit_code in (1, 2, 3)
    assert CANARY not in result.output


def test_the_command_callback_prints_no_secret(run: Run, webhook: App) -> None:
    webhook.body = json.dumps({"token": CANARY}).encode()
    url = webhook.url.replace("//", f"//bob:{CANARY}@") + f"/?secret={CANARY}"

    for options in ((), ("--json",)):
        assert CANARY not in run("callback", url, "--text", URL, *options).output
