"""The errors resource: errors of the user's requests and callbacks."""

import re

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import DASHBOARD, LINE, Serve
from contract_tests.evidence import assumed, documented, needs, observed, risks, spends
from contract_tests.network import Network, SimulatedNetwork, eventually
from contract_tests.receiver import Webhook
from contract_tests.wire import ID, TIME, assert_json, assert_refused, links, named

PAGE = "methods/errors/getErrors.md"
DETAIL = ["id", "name", "value"]
STATUS = {"responseDuration": "0", "requestDuration": "0"}


def newest(account: Account, count: int = 1) -> list[dict[str, Json]]:
    """The errors of the requests that a check has just sent."""
    return list(account.read("errors", size=count))


@observed("behaviour E20: recorded errors 2016-03; the keys: methods/errors/getErrors.md")
@risks(1)
def test_a_refused_request_is_kept(account: Account) -> None:
    account.post("messages", {"from": LINE, "to": "+19195551212"})

    (error,) = newest(account)

    assert list(error) == ["time", "category", "id", "details", "message", "code"]
    assert (error["category"], error["code"]) == ("bad-request", "missing-property")
    assert re.fullmatch(TIME, error["time"])
    assert re.fullmatch(f"ue-{ID}", error["id"])
    assert list(named(error["details"])) == ["requestPath", "remoteAddress", "requestMethod"]
    assert named(error["details"])["requestPath"] == f"users/{account.user_id}/messages"


@observed("python-bandwidth 1.x takes exactly these three; the form of the ids: java ErrorTest")
def test_a_detail_has_id_name_and_value(account: Account) -> None:
    account.get("messages/m-xxx")

    (error,) = newest(account)

    assert [list(detail) for detail in error["details"]] == [DETAIL] * 4
    assert all(re.fullmatch(f"ued-{ID}", detail["id"]) for detail in error["details"])
    assert len({detail["id"] for detail in error["details"]}) == 4


@assumed("assumption E38")
def test_the_details_of_the_error_are_kept(account: Account) -> None:
    account.get("messages/m-xxx")

    details = named(newest(account)[0]["details"])

    assert details["messageId"] == "m-xxx"
    trio = [name for name in details if name != "messageId"]
    assert trio == ["requestPath", "remoteAddress", "requestMethod"]


@documented(f"{PAGE}: the most recent")
def test_the_newest_error_comes_first(account: Account) -> None:
    account.get("messages/m-xxx")
    account.get("applications/a-xxx")

    codes = [error["code"] for error in newest(account, 2)]

    assert codes == ["application-not-found", "message-not-found"]


@observed("behaviour E24: recorded errors 2016-03; the form of the list, not the dump")
def test_one_error_is_as_in_the_list(account: Account) -> None:
    account.get("messages/m-xxx")
    listed = account.get("errors", size=1)

    answer = account.get(f"errors/{listed.json()[0]['id']}")

    assert_json(answer)
    assert listed.content == b"[" + answer.content + b"]"


@assumed("assumption E13")
@needs("accounts", "sending")
def test_the_refused_items_of_a_batch_are_not_kept(account: Account, line: str) -> None:
    refused = {"from": line, "to": "+19195551212", "text": ""}
    other = {"from": "+14155790292", "to": "+19195551212", "text": "Hello"}

    results = account.post("messages", [refused, other]).json()

    assert [item["result"] for item in results] == ["error", "error"]
    assert account.read("errors") == []


@assumed("assumption C22")
@needs("accounts")
def test_a_kept_error_has_no_password(account: Account) -> None:
    url = "ftp://coyote:catchThatBird@example.com/"

    answer = account.post("applications", {"name": "x", "incomingCallUrl": url})

    assert answer.json()["message"] == f"The callback URL '{url}' is not a valid URL"
    assert account.read("errors")[0]["code"] == "callback-url-invalid"
    assert "catchThatBird" not in account.get("errors").text


@documented("errors.md, user-error-not-found")
def test_an_unknown_error_is_not_found(account: Account) -> None:
    answer = account.get("errors/ue-xxx")

    message = "The user error 'ue-xxx' could not be found"
    assert_refused(answer, 404, "user-error-not-found", message, details={"userErrorId": "ue-xxx"})


@assumed("assumption E13")
def test_a_request_without_credentials_is_not_kept(account: Account) -> None:
    account.get("messages/m-xxx")
    before = newest(account)

    account.request("GET", "messages", anonymous=True)

    assert newest(account) == before


@observed("java-bandwidth RestResponse (form of the links)")
def test_errors_come_in_pages(account: Account) -> None:
    for number in range(3):
        account.get(f"messages/m-{number}")
    at = account.url("errors?page={}&size=2")

    answer = account.get("errors", size=2)

    assert [error["message"] for error in answer.json()] == [
        "The message 'm-2' could not be found",
        "The message 'm-1' could not be found",
    ]
    assert links(answer) == {"first": at.format(0), "next": at.format(1)}
    following = account.read("errors", size=2, page=1)
    assert following[0]["message"] == "The message 'm-0' could not be found"


@documented(f"{PAGE}, second sample")
@needs("accounts", "inbound")
def test_a_number_without_an_application_adds_an_error(
    account: Account, line: str, simulated: SimulatedNetwork
) -> None:
    simulated.text_in(line)

    (error,) = account.read("errors")
    assert list(error) == ["time", "category", "id", "message", "code"]
    assert (error["category"], error["code"]) == ("unavailable", "no-application-for-number")
    assert error["message"] == f"No application is configured for number {line}"
    assert len(account.read("messages", direction="in")) == 1


@assumed("assumption C10")
@needs("accounts", "inbound")
def test_an_application_without_a_message_url_adds_an_error(
    account: Account, simulated: SimulatedNetwork
) -> None:
    calls = {"name": "Demo App", "incomingCallUrl": "http://app.example.com/calls"}
    application = account.create("applications", calls)
    body = {"number": LINE, "applicationId": application, "provider": DASHBOARD}
    account.create("phoneNumbers", body)

    simulated.text_in(LINE)

    (error,) = account.read("errors")
    (message,) = account.read("messages")
    assert error["code"] == "no-callback-for-message"
    assert error["message"] == (
        f'Application {application} ("Demo App") for number {LINE}'
        " does not specify a URL for message events"
    )
    details = {"applicationId": application, "number": LINE, "messageId": message["id"]}
    assert named(error["details"]) == details


@needs("callbacks", "inbound")
@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        pytest.param(
            "silent",
            "callback-server-timeout",
            "The callback server took too long to respond",
            marks=observed("behaviour E25: recorded errors 2014-08 and 2017-02"),
        ),
        pytest.param(
            "broken",
            "callback-http-failure-status",
            "The callback returned an HTTP failure status",
            marks=observed("behaviours C8 and E25: recorded errors 2017-02"),
        ),
        pytest.param(
            "elsewhere",
            "callback-http-failure-status",
            "The callback returned an HTTP failure status",
            marks=assumed("assumption C6"),
        ),
    ],
)
@spends(1)
def test_a_failed_callback_adds_an_error(
    account: Account,
    network: Network,
    line: str,
    serve: Serve,
    webhook: Webhook,
    name: str,
    code: str,
    message: str,
) -> None:
    webhook.respond("silent", hold=True)
    webhook.respond("broken", 500)
    webhook.respond("elsewhere", 302, Location=webhook.url("sms"))
    timeout = 200 if name == "silent" else 10000
    serve(incomingMessageUrl=webhook.url(name), incomingMessageUrlCallbackTimeout=timeout)

    network.text_in(line)

    def mine() -> list[dict[str, Json]]:
        return [error for error in newest(account, 5) if webhook.base_url in str(error)]

    (error,) = eventually(mine, network)
    assert (error["category"], error["code"], error["message"]) == ("unavailable", code, message)
    details = named(error["details"])
    known = {"silent": {"callbackTimeout": "200"}, "broken": STATUS | {"callbackStatusCode": "500"}}
    expected = {
        "messageId": webhook.callbacks[0].fields["messageId"],
        **known.get(name, STATUS | {"callbackStatusCode": "302"}),
        "callbackUrl": webhook.url(name),
        "callbackMethod": "POST",
        "callbackEvent": "sms",
    }
    assert re.fullmatch(r"\d+", details.pop("totalDuration", "0"))
    assert details == expected
    assert webhook.at("sms") == []
