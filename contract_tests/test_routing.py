"""Paths, methods and headers that all resources share."""

import json

import pytest
from requests.auth import _basic_auth_str

from contract_tests.account import Account
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, documented, needs, observed, risks, spends
from contract_tests.live.belongings import MARK
from contract_tests.raw import open_connection
from contract_tests.wire import assert_json, assert_refused

NOT_FOUND = "The requested resource could not be found."
COLLECTIONS = ["messages", "phoneNumbers", "applications", "errors"]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("nonsense", marks=observed("SDK run logs 2015")),
        pytest.param("messages/m-1/nonsense", marks=observed("SDK run logs 2015")),
        pytest.param("phoneNumbers/numberInfo/%2B19195551212", marks=observed("SDK run logs 2015")),
        pytest.param("numberInfo/%2B19195551212", marks=observed("SDK run logs 2015")),
        pytest.param("/users/{user}//messages", marks=observed("SDK run logs 2015")),
        pytest.param("messages//", marks=observed("behaviour A16: SDK run logs 2015, calls//")),
        pytest.param("Messages", marks=assumed("assumption A24")),
        pytest.param("/nonsense", marks=assumed("assumption A24")),
    ],
)
@risks(1)
def test_an_unknown_path_is_not_found(account: Account, path: str) -> None:
    answer = account.get(path.replace("{user}", account.user_id))

    assert_refused(answer, 404, "resource-not-found", NOT_FOUND)


@assumed("assumption A24")
def test_a_path_that_begins_with_two_slashes_is_not_found(account: Account) -> None:
    headers = {"Authorization": _basic_auth_str(*account.credentials[1:])}
    connection = open_connection(account)

    connection.request("GET", f"//v1/users/{account.user_id}/messages", headers=headers)
    answer = connection.getresponse()
    refused = json.loads(answer.read())
    connection.close()

    assert (answer.status, refused["code"]) == (404, "resource-not-found")


@assumed("assumption A24")
@needs("accounts")
@pytest.mark.parametrize("path", ["calls", "bridges", "conferences", "recordings", "domains"])
def test_voice_is_not_found(account: Account, path: str) -> None:
    assert_refused(account.post(path, {}), 404, "resource-not-found", NOT_FOUND)


@observed("behaviour A16: php-bandwidth adds a slash and follows no redirect")
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_trailing_slash_changes_nothing(account: Account, collection: str) -> None:
    plain, slashed = account.get(collection, size=1), account.get(f"{collection}/", size=1)

    assert (slashed.status_code, slashed.content) == (plain.status_code, plain.content)


@documented("methods/applications/postApplications.md writes the path with a slash")
def test_the_location_has_no_trailing_slash(account: Account) -> None:
    application = {"name": MARK, "incomingMessageUrl": "http://app.example.com/sms"}

    answer = account.post("applications/", application)

    assert answer.status_code == 201
    assert answer.headers["Location"].startswith(account.url("applications/a-"))


@observed("recorded exchanges 2015-09")
def test_errors_repeat_the_request_path(account: Account) -> None:
    answer = account.get("messages/m-xxx/", size=1)

    assert_refused(answer, 404, "message-not-found", details={"messageId": "m-xxx"})
    assert answer.json()["details"][-1]["value"] == f"users/{account.user_id}/messages/m-xxx/"


@observed("SDK run logs 2015: phoneNumbers/numberInfo/+23232/")
def test_errors_repeat_the_path_decoded(account: Account) -> None:
    answer = account.get("phoneNumbers/%2B12")

    assert_refused(answer, 404, "number-not-found", details={"number": "+12"})


@assumed("assumption A6")
@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "messages", {"GET", "POST"}),
        ("DELETE", "messages/m-1", {"GET", "PATCH"}),
        ("POST", "messages/m-1", {"GET", "PATCH"}),
        ("PATCH", "applications/a-1", {"GET", "POST", "DELETE"}),
        ("PUT", "phoneNumbers/n-1", {"GET", "POST", "DELETE"}),
        ("POST", "errors", {"GET"}),
    ],
)
def test_another_method_is_not_allowed(
    account: Account, method: str, path: str, allowed: set[str]
) -> None:
    answer = account.request(method, path, {})

    assert_refused(answer, 405, "method-not-allowed", "Method not allowed")
    named = {name.strip() for name in answer.headers["Allow"].split(",")}
    assert named - {"HEAD", "OPTIONS"} == allowed


@assumed("assumption A17")
@pytest.mark.parametrize("path", ["messages", "messages/m-xxx", "nonsense"])
def test_head_is_answered_as_get(account: Account, path: str) -> None:
    got, asked = account.get(path), account.request("HEAD", path)

    assert asked.status_code == got.status_code
    assert asked.headers["Content-Type"] == "application/json"
    assert asked.content == b""


@observed("recorded exchanges 2015-09")
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_lists_are_compact_json_with_no_cache(account: Account, collection: str) -> None:
    answer = account.get(collection, size=1)

    assert answer.status_code == 200
    assert_json(answer)
    assert answer.headers["Cache-Control"] == "no-cache"


@observed("csharp-, java- and php-bandwidth ask in their own ways; nothing is negotiated")
@pytest.mark.parametrize("accept", ["application/json", "text/xml", "*/*", "nonsense"])
def test_accept_is_ignored(account: Account, accept: str) -> None:
    headers = {"Accept": accept, "Accept-Charset": "utf-8"}

    answer = account.request("GET", "errors", headers=headers)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")


@observed("python-bandwidth 1.x announces JSON on GET and DELETE without a body")
def test_a_get_may_have_a_content_type_without_a_body(account: Account) -> None:
    headers = {"Content-Type": "application/json"}

    assert account.request("GET", "messages", headers=headers).status_code == 200
    assert account.request("DELETE", "applications/a-1", headers=headers).status_code == 404


@observed("recorded exchanges 2015-09: UTF-8 without escapes")
@needs("sending")
@spends(1)
def test_texts_are_not_escaped(account: Account, draft: Draft) -> None:
    text = 'héllo — 😀 "quoted" \\ a/b \n\t\u2028'

    answer = account.get(f"messages/{account.create('messages', draft(text=text))}")

    assert answer.json()["text"] == text
    assert "héllo — 😀" in answer.content.decode()
    assert "a/b" in answer.content.decode()


@observed("behaviour A26: recorded exchanges 2015-09 say keep-alive")
def test_a_connection_carries_many_requests(account: Account) -> None:
    connection = open_connection(account)
    seen = []

    for _ in range(3):
        connection.request("GET", f"/v1/users/{account.user_id}/messages")
        answer = connection.getresponse()
        seen.append((answer.status, len(answer.read()) > 0, connection.sock is not None))
    connection.close()

    assert seen == [(401, True, True)] * 3


@assumed("assumption A18")
def test_there_are_no_cors_headers(account: Account) -> None:
    answer = account.request("GET", "messages", headers={"Origin": "http://elsewhere.example.com"})

    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
