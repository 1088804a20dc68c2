"""Authentication: Basic credentials and the userId of the path."""

import base64
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPSHandler,
    ProxyHandler,
    build_opener,
)

import pytest

from contract_tests.account import Account, Credentials
from contract_tests.conftest import OpenAccount
from contract_tests.evidence import assumed, documented, needs, observed, risks
from contract_tests.raw import context_of
from contract_tests.wire import assert_refused

DENIED = "The authenticated user does not have sufficient permissions to access this resource"


def basic(text: str) -> str:
    return f"Basic {base64.b64encode(text.encode()).decode()}"


def impostor(account: Account, **changes: str) -> Account:
    return Account(account.base_url, account.credentials._replace(**changes), account.session)


@observed("behaviour A9: SDK run logs 2015-02 to 2015-04")
@pytest.mark.parametrize("changed", ["token", "secret"])
def test_wrong_credentials_are_refused(account: Account, changed: str) -> None:
    answer = impostor(account, **{changed: "wrong"}).get("messages", size=1)

    assert_refused(answer, 401, "access-denied", DENIED, leading_slash=True)


@observed("recorded exchanges 2015-09")
def test_a_401_for_wrong_credentials_has_no_www_authenticate(account: Account) -> None:
    answer = impostor(account, secret="wrong").get("messages")

    assert "www-authenticate" not in answer.headers


@assumed("assumption A7")
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("path", ["messages", "nonsense", "/availableNumbers/local"])
@risks(1, numbers=10)
def test_a_request_without_credentials_is_challenged(
    account: Account, method: str, path: str
) -> None:
    answer = account.request(method, path, anonymous=True)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith('Basic realm="')


@assumed("assumption A7: what Python's urllib needs")
def test_a_client_that_waits_for_the_challenge_is_let_in(account: Account) -> None:
    passwords = HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, account.base_url, *account.credentials[1:])
    tls = HTTPSHandler(context=context_of(account))
    opener = build_opener(ProxyHandler({}), HTTPBasicAuthHandler(passwords), tls)

    with opener.open(account.url("messages?size=1"), timeout=30) as answer:
        assert answer.status == 200


@assumed("assumption A8")
@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic ???", basic("no-colon"), basic(":"), "Bearer t-token", "Basic \u00ff"],
    ids=["empty", "without_credentials", "no-base64", "no-colon", "blank", "bearer", "no-ascii"],
)
def test_malformed_credentials_are_refused(account: Account, header: str) -> None:
    headers = {"Authorization": header.encode("latin-1")}

    answer = account.session.get(account.url("messages"), headers=headers)

    assert_refused(answer, 401, "access-denied", DENIED, leading_slash=True)


@assumed("assumption A8")
def test_a_request_without_credentials_is_refused(account: Account) -> None:
    answer = account.request("GET", "messages", anonymous=True)

    assert_refused(answer, 401, "access-denied", DENIED, leading_slash=True)


@assumed("RFC 7617 section 2: the scheme is case-insensitive")
def test_the_scheme_may_be_in_any_case(account: Account) -> None:
    token = basic(":".join(account.credentials[1:])).removeprefix("Basic ")

    answer = account.session.get(
        account.url("messages"), headers={"Authorization": f"bAsIc {token}"}
    )

    assert answer.status_code == 200


@observed("recorded exchanges 2015-09")
@pytest.mark.parametrize("method", ["GET", "POST"])
@risks(1)
def test_the_user_of_the_path_must_be_the_caller(account: Account, method: str) -> None:
    other = impostor(account, user_id="u-someoneelse22222222222a")

    answer = other.request(method, "messages", {} if method == "POST" else None)

    assert_refused(answer, 401, "access-denied", DENIED)


@observed("recorded exchanges 2015-09")
@needs("accounts")
def test_one_user_cannot_read_another(account: Account, open_account: OpenAccount) -> None:
    other = impostor(account, user_id=open_account().user_id)

    assert_refused(other.get("phoneNumbers"), 401, "access-denied", DENIED)


@assumed("assumption A27")
@needs("accounts")
def test_a_resource_of_another_user_is_not_found(
    account: Account, open_account: OpenAccount
) -> None:
    other = open_account()
    application = {"name": "x", "incomingMessageUrl": "http://app.example.com/sms"}
    theirs = other.create("applications", application)

    answer = account.get(f"applications/{theirs}")

    assert_refused(answer, 404, "application-not-found", details={"applicationId": theirs})


@documented("methods/availableNumbers/getAvailableNumbersLocal.md: its samples have credentials")
@pytest.mark.parametrize(
    "path", ["/availableNumbers/local", "/phoneNumbers/numberInfo/%2B19195551212"]
)
@risks(1)
def test_paths_without_a_user_need_credentials_too(account: Account, path: str) -> None:
    answer = impostor(account, secret="wrong").get(path)

    assert_refused(answer, 401, "access-denied", DENIED, leading_slash=True)


@observed("behaviour A10: SDK run logs 2015-02 to 2015-04, paths that do not exist")
def test_credentials_are_checked_before_the_route(account: Account) -> None:
    answer = impostor(account, secret="wrong").get("calls/c-id/gather")

    assert_refused(answer, 401, "access-denied", DENIED, leading_slash=True)


@assumed("assumption A32")
@risks(1)
def test_credentials_are_checked_before_the_body(account: Account) -> None:
    other = impostor(account, secret="wrong")

    answer = other.request(
        "POST", "messages", raw=b"{", headers={"Content-Type": "application/json"}
    )

    assert_refused(answer, 401, "access-denied", DENIED, leading_slash=True)


@assumed("RFC 7617 section 2: the first colon separates user and password")
def test_a_secret_with_more_text_after_it_is_wrong(account: Account) -> None:
    user_id, token, secret = account.credentials
    other = Account(account.base_url, Credentials(user_id, token, f"{secret}:x"), account.session)

    answer = other.get("messages")

    assert_refused(answer, 401, "access-denied", DENIED, leading_slash=True)
