"""The wire as a whole: status lines, the set of headers, and values kept to the letter."""

import re
from collections.abc import Callable

import pytest
import requests

from contract_tests.account import Account, compact
from contract_tests.conftest import DASHBOARD, LINE, Draft, Serve
from contract_tests.evidence import assumed, documented, needs, observed, spends
from contract_tests.network import Network, SimulatedNetwork, eventually
from contract_tests.receiver import Webhook

APPLICATION = {"name": "x", "incomingMessageUrl": "http://app.example.com/sms"}
DONE = {"date", "server", "content-length", "cache-control"}
OF_THE_CONNECTION = {"connection", "keep-alive"}  # a balancer may set or remove them
FOUND = DONE | {"content-type"}
REFUSED = FOUND - {"cache-control"}
SEARCH = "/availableNumbers/local?areaCode=919&quantity=1"
Ask = Callable[[Account], requests.Response]


def created(account: Account) -> requests.Response:
    return account.post("applications", APPLICATION)


def updated(account: Account) -> requests.Response:
    return account.post(f"applications/{account.create('applications', APPLICATION)}", {})


def uploaded(account: Account) -> requests.Response:
    return account.request("PUT", "media/contract.png", raw=b"x")


def downloaded(account: Account) -> requests.Response:
    kept = {"Content-Type": "image/png", "Cache-Control": "no-cache"}
    account.request("PUT", "media/contract.png", raw=b"x", headers=kept)
    return account.get("media/contract.png")


def conflict(account: Account) -> requests.Response:
    imported = {"number": LINE, "provider": DASHBOARD}
    account.post("phoneNumbers", imported)
    return account.post("phoneNumbers", imported)


def of_another_type(account: Account) -> requests.Response:
    return account.request("POST", "messages", raw=b"x", headers={"Content-Type": "text/plain"})


@observed("recorded exchanges 2015-09; the 429 of rateLimits: each status has its own words")
@needs("accounts")
@pytest.mark.parametrize(
    ("ask", "line"),
    [
        (lambda account: account.get("messages"), "200 OK"),
        (updated, "200 OK"),
        (created, "201 Created"),
        (lambda account: account.post("messages", []), "202 Accepted"),
        (lambda account: account.post("messages", {}), "400 Bad Request"),
        (lambda account: account.request("GET", "media", anonymous=True), "401 Unauthorized"),
        (lambda account: account.get("/phoneNumbers/numberInfo/+1"), "403 Forbidden"),
        (lambda account: account.get("messages/m-xxx"), "404 Not Found"),
        (lambda account: account.request("PUT", "messages", {}), "405 Method Not Allowed"),
        (conflict, "409 Conflict"),
        (of_another_type, "415 Unsupported Media Type"),
    ],
)
def test_a_status_has_its_reason_phrase(account: Account, ask: Ask, line: str) -> None:
    answer = ask(account)

    assert f"{answer.status_code} {answer.reason}" == line


@needs("accounts", "faults")
@documented("rateLimits/resourceRateLimits.md: 429 Too Many Requests; 503: errors.md")
@pytest.mark.parametrize(
    ("error", "line"),
    [
        ("rate-limit-reached", "429 Too Many Requests"),
        ("internal-error", "503 Service Unavailable"),
    ],
)
def test_a_scripted_error_has_its_reason_phrase(
    account: Account, simulated: SimulatedNetwork, error: str, line: str
) -> None:
    simulated.add_fault(at="rest", error=error)

    answer = account.get("account")

    assert f"{answer.status_code} {answer.reason}" == line


@observed("recorded exchanges 2015-09: the whole set of headers; none on an empty body: 2018")
@needs("accounts")
@pytest.mark.parametrize(
    ("ask", "names"),
    [
        (created, DONE | {"location"}),
        (updated, DONE),
        (uploaded, DONE),
        (downloaded, FOUND),
        (lambda account: account.post("messages", []), FOUND),
        (lambda account: account.get("account"), FOUND),
        (lambda account: account.get("messages"), FOUND),
        (lambda account: account.get("media"), FOUND),
        (lambda account: account.get(SEARCH), FOUND),
        (lambda account: account.post(SEARCH), FOUND),
        (lambda account: account.get("applications"), FOUND | {"link"}),
        (lambda account: account.get("messages/m-xxx"), REFUSED),
        (lambda account: account.post("messages", {}), REFUSED),
        (lambda account: account.request("PUT", "messages", {}), REFUSED | {"allow"}),
        (lambda account: account.get("/phoneNumbers/numberInfo/+1"), REFUSED),
    ],
)
def test_an_answer_has_no_other_headers(account: Account, ask: Ask, names: set[str]) -> None:
    found = {name.lower() for name in ask(account).headers} - OF_THE_CONNECTION

    assert found - {"x-content-type-options"} == names  # the simulator's own: assumption A31


@assumed("RFC 9110 section 6.6.1: the form of Date")
@needs("accounts")
def test_an_answer_is_dated(account: Account) -> None:
    answer = account.get("account")

    day = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
    assert re.fullmatch(
        rf"{day}, \d\d [A-Z][a-z][a-z] \d{{4}} \d\d:\d\d:\d\d GMT", answer.headers["Date"]
    )
    assert answer.raw.version == 11


@assumed("assumption C14")
@needs("accounts", "callbacks", "inbound")  # a tunnel to a live receiver would add headers
@pytest.mark.parametrize(
    ("method", "more"), [("GET", set()), ("POST", {"content-type", "content-length"})]
)
def test_a_callback_has_these_headers_and_no_others(
    network: Network, line: str, serve: Serve, webhook: Webhook, method: str, more: set[str]
) -> None:
    serve(callbackHttpMethod=method)

    network.text_in(line)

    (callback,) = eventually(lambda: webhook.callbacks, network)
    assert callback.version == "HTTP/1.1"
    assert set(callback.headers) == {
        "host", "user-agent", "accept", "accept-encoding", "connection",
    } | more  # fmt: skip
    assert callback.headers["accept"] == "*/*"
    assert callback.headers["accept-encoding"] == "gzip,deflate"
    assert callback.headers["connection"] == "keep-alive"
    assert callback.headers["host"] == webhook.base_url.split("/")[2]
    assert re.fullmatch(r"BandwidthAPI/v1 \(\d{14}\)", callback.headers["user-agent"])


@assumed("assumption C21")
@needs("callbacks", "inbound")
@spends(1)
def test_the_body_of_a_callback_is_compact_json_in_utf_8(
    network: Network, line: str, serve: Serve, webhook: Webhook
) -> None:
    serve()

    network.text_in(line, "Grüße – a/b 😀")

    (callback,) = eventually(lambda: webhook.callbacks, network)
    assert callback.body == compact(callback.fields)


@needs("accounts")
@documented("methods/applications/postApplications.md: a name that you choose")
@pytest.mark.parametrize("name", [" a  b ", "\tx", "ß" * 200], ids=["blanks", "tab", "long"])
def test_a_name_is_kept_to_the_letter(account: Account, name: str) -> None:
    application = account.create("applications", APPLICATION | {"name": name})
    number = account.create("phoneNumbers", {"number": LINE, "name": name, "provider": DASHBOARD})

    assert account.read(f"applications/{application}")["name"] == name
    assert account.read(f"phoneNumbers/{number}")["name"] == name


@needs("accounts", "clock", "callbacks")
@documented("methods/messages/postMessages.md, tag: any string, echoed in the events")
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("tag", [" a  b ", "t" * 2000, 'ü"&=+/%\\'], ids=["blanks", "long", "odd"])
def test_a_tag_is_echoed_to_the_letter(
    account: Account,
    simulated: SimulatedNetwork,
    draft: Draft,
    webhook: Webhook,
    tag: str,
    method: str,
) -> None:
    told = {"callbackUrl": webhook.url(), "callbackHttpMethod": method}

    account.create("messages", draft(tag=tag, **told))
    simulated.settle()

    (callback,) = webhook.callbacks
    assert callback.fields["tag"] == tag


@needs("accounts", "clock", "callbacks")
@observed("recorded exchanges 2015-09: a text comes back as it was sent")
def test_a_text_is_kept_to_the_letter(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    text = f"  {'long ' * 60}\n"

    sent = account.create("messages", draft(text=text, callbackUrl=webhook.url()))
    simulated.settle()

    (callback,) = webhook.callbacks
    assert (callback.fields["text"], account.read(f"messages/{sent}")["text"]) == (text, text)
