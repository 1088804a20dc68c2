"""bandwidth-sdk 3.0.3 for Python: applications."""

from typing import Any

import bandwidth
import pytest
from bandwidth.account import BandwidthAccountAPIException

from sdk.sdk_account import SdkAccount


@pytest.fixture
def api(account: SdkAccount) -> Any:
    return bandwidth.client(
        "account",
        account.user_id,
        account.token,
        account.secret,
        api_endpoint=account.url,
    )


def test_create_application_takes_every_option(api: Any) -> None:
    options = {
        "incoming_call_url": "http://app.test/calls",
        "incoming_call_url_callback_timeout": 1000,
        "incoming_call_fallback_url": "http://app.test/calls-too",
        "incoming_message_url": "http://app.test/sms",
        "incoming_message_url_callback_timeout": 2000,
        "incoming_message_fallback_url": "http://app.test/sms-too",
        "callback_http_method": "get",
        "auto_answer": False,
    }

    made = api.create_application("shop", **options)

    application = api.get_application(made)
    assert application.items() >= ({"id": made, "name": "shop"} | options).items()


def test_create_application_raises_when_it_has_no_url(api: Any) -> None:
    with pytest.raises(BandwidthAccountAPIException) as refused:
        api.create_application("shop")

    assert refused.value.status_code == 400


def test_get_application_shows_the_older_names_too(api: Any) -> None:
    made = api.create_application("shop", incoming_message_url="http://app.test/sms")

    application = api.get_application(made)

    assert application["incoming_sms_url"] == "http://app.test/sms"
    assert (application["callback_http_method"], application["auto_answer"]) == ("post", True)


def test_update_application_leaves_the_other_properties(api: Any) -> None:
    made = api.create_application("shop", incoming_message_url="http://app.test/sms")

    api.update_application(made, name="store")

    application = api.get_application(made)
    assert application["name"] == "store"
    assert application["incoming_message_url"] == "http://app.test/sms"


def test_delete_application_then_get_fails(api: Any) -> None:
    made = api.create_application("shop", incoming_message_url="http://app.test/sms")

    api.delete_application(made)

    with pytest.raises(BandwidthAccountAPIException) as refused:
        api.get_application(made)
    assert (refused.value.status_code, refused.value.code) == (404, "application-not-found")


def test_list_applications_follows_the_links_to_the_last_page(api: Any) -> None:
    url = "http://app.test/sms"
    made = {api.create_application(f"shop {n}", incoming_message_url=url) for n in range(5)}

    listed = [application["id"] for application in api.list_applications(size=2)]

    assert len(listed) == 5
    assert set(listed) == made
