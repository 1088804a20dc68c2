"""bandwidth-sdk 3.0.3 for Python: the account, its transactions and its errors."""

from typing import Any

import bandwidth
import pytest
from bandwidth.account import BandwidthAccountAPIException

from sdk.sdk_account import LINE, PERSON, SdkAccount


@pytest.fixture
def api(account: SdkAccount) -> Any:
    return client_of(account)


def client_of(account: SdkAccount, secret: str | None = None) -> Any:
    return bandwidth.client(
        "account",
        account.user_id,
        account.token,
        secret or account.secret,
        api_endpoint=account.url,
    )


def fail(api: Any, times: int) -> None:
    """Get resources that do not exist."""
    for n in range(times):
        with pytest.raises(BandwidthAccountAPIException):
            api.get_application(f"a-unknown{n}")


def test_get_account_gives_the_balance(api: Any) -> None:
    account = api.get_account()

    assert account == {"balance": "1000.00000", "account_type": "pre-pay"}


def test_get_account_raises_for_a_wrong_secret(account: SdkAccount) -> None:
    with pytest.raises(BandwidthAccountAPIException) as refused:
        client_of(account, secret="wrong").get_account()

    assert (refused.value.status_code, refused.value.code) == (401, "access-denied")


def test_get_account_raises_a_rate_limit_once(api: Any, account: SdkAccount) -> None:
    account.change_rules(messageOn429=True)
    account.add_fault(at="rest", path="account", error="rate-limit-reached", times=1)

    with pytest.raises(BandwidthAccountAPIException) as refused:
        api.get_account()

    assert (refused.value.status_code, refused.value.code) == (429, "rate-limit-reached")
    assert api.get_account()


def test_get_account_fails_to_parse_the_documented_429(api: Any, account: SdkAccount) -> None:
    """The client reads `message`, which rateLimits/resourceRateLimits.md does not show."""
    account.add_fault(at="rest", path="account", error="rate-limit-reached", times=1)

    with pytest.raises(KeyError, match="message"):
        api.get_account()


def test_list_account_transactions_follows_the_links_to_the_last_page(
    api: Any, account: SdkAccount
) -> None:
    account.order_number()
    received = [account.receive_message(f"{n}") for n in range(5)]

    listed = list(api.list_account_transactions(number=LINE, size=2))

    charged = [each["resource_id"] for each in listed if each["product_type"] == "sms-in"]
    assert charged == received[::-1]
    assert {each["type"] for each in listed} == {"charge"}


def test_list_account_transactions_takes_every_filter(api: Any, account: SdkAccount) -> None:
    account.order_number()
    account.receive_message("open today?")
    span = {"from_date": "2019-05-01T00:00:00Z", "to_date": "2019-05-02T00:00:00Z"}

    listed = list(api.list_account_transactions(max_items=1, trans_type="charge", **span))

    assert [each["product_type"] for each in listed] == ["sms-in"]
    assert list(api.list_account_transactions(trans_type="payment")) == []


def test_list_errors_follows_the_links_to_the_last_page(api: Any) -> None:
    fail(api, times=5)

    listed = list(api.list_errors(size=2))

    assert [error["code"] for error in listed] == ["application-not-found"] * 5
    assert "a-unknown4" in listed[0]["message"]


def test_list_errors_has_a_callback_that_failed(api: Any, account: SdkAccount) -> None:
    url = "http://127.0.0.1:9/sms"
    application = api.create_application("shop", incoming_message_url=url)
    account.order_number(applicationId=application)

    received = account.receive_message("open today?", from_=PERSON)

    (error,) = api.list_errors()
    details = {detail["name"]: detail["value"] for detail in error["details"]}
    assert (error["category"], details["callbackUrl"]) == ("unavailable", url)
    assert details["messageId"] == received


def test_get_error_gives_what_the_list_gives(api: Any) -> None:
    fail(api, times=1)
    (listed,) = api.list_errors()

    assert api.get_error(listed["id"]) == listed


def test_get_error_raises_for_an_unknown_id(api: Any) -> None:
    with pytest.raises(BandwidthAccountAPIException) as refused:
        api.get_error("ue-unknown")

    assert refused.value.status_code == 404
