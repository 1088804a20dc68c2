"""Applications: their defaults, updates, and the rules between their properties."""

from typing import Any

import pytest

from builders import APP_URL, code_of
from catapult_simulator.core.applications import Application
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.tenant import Tenant

CALLS = "http://app.test/calls"


@pytest.fixture
def application(tenant: Tenant) -> Application:
    return tenant.applications.create("shop", incoming_message_url=APP_URL)


def test_a_new_application_has_defaults(application: Application) -> None:
    assert application.id.startswith("a-")
    assert application.callback_http_method == "post"
    assert application.auto_answer is True
    assert application.incoming_message_url_callback_timeout is None
    assert application.message_timeout_ms == 10_000


def test_the_method_of_callbacks_is_kept_in_lower_case(tenant: Tenant) -> None:
    """Behaviour E5."""
    made = tenant.applications.create(
        "shop", incoming_message_url=APP_URL, callback_http_method="GET"
    )
    assert made.callback_http_method == "get"

    assert (
        tenant.applications.update(made.id, {"callback_http_method": "POST"}).callback_http_method
        == "post"
    )


SENTENCES = [
    pytest.param({}, "Your application must have a least one callback URL.", id="no URL"),
    pytest.param(
        {"incoming_message_url": ""},
        "Your application must have a least one callback URL.",
        id="blank URL",
    ),
    pytest.param(
        {"incoming_message_url": APP_URL, "incoming_call_fallback_url": CALLS},
        "Your application must have a call callback URL in order to have a fallback URL.",
        id="call fallback alone",
    ),
    pytest.param(
        {"incoming_call_url": CALLS, "incoming_message_fallback_url": APP_URL},
        "Your application must have a sms callback URL in order to have a fallback URL.",
        id="message fallback alone",
    ),
]


@pytest.mark.parametrize(("urls", "sentence"), SENTENCES)
def test_urls_and_fallbacks_have_rules(tenant: Tenant, urls: dict[str, Any], sentence: str) -> None:
    """Documented: errors.md."""
    with pytest.raises(CatapultError) as refused:
        tenant.applications.create("shop", **urls)

    assert (refused.value.code, refused.value.message) == ("validation-error", sentence)
    assert tenant.applications.find() == []


BLANK = [
    ("incoming_call_fallback_url", "Your application call fallback URL may not be blank/empty."),
    ("incoming_message_fallback_url", "Your application sms fallback URL may not be blank/empty."),
]


@pytest.mark.parametrize(("name", "sentence"), BLANK)
def test_an_update_refuses_a_blank_fallback(
    tenant: Tenant, application: Application, name: str, sentence: str
) -> None:
    """Documented: errors.md."""
    with pytest.raises(CatapultError) as refused:
        tenant.applications.update(application.id, {name: " "})  # type: ignore[misc]  # a parameter

    assert refused.value.message == sentence


def test_a_blank_property_of_a_new_application_is_not_set(tenant: Tenant) -> None:
    """Observed: apps send blanks."""
    blanks: dict[str, Any] = dict.fromkeys(Application._fields[2:], "") | {
        "incoming_call_url": CALLS
    }

    application = tenant.applications.create("shop", **blanks)

    assert application == Application(application.id, "shop", incoming_call_url=CALLS)


def test_a_refused_application_takes_no_id(tenant: Tenant, application: Application) -> None:
    code_of(tenant.applications.create, "broken")

    tenant.reset()
    tenant.applications.create("shop", incoming_message_url=APP_URL)
    assert tenant.applications.find()[0].id == application.id


def test_two_applications_may_have_one_name(tenant: Tenant, application: Application) -> None:
    env_option = tenant.applications.create("shop", incoming_message_url=APP_URL)

    assert tenant.applications.find() == [application, env_option]
    assert env_option.id != application.id


def test_an_update_changes_only_the_given_properties(
    tenant: Tenant, application: Application
) -> None:
    tenant.applications.update(application.id, {"name": "store"})

    changed = tenant.applications.get(application.id)
    assert (changed.name, changed.incoming_message_url) == ("store", APP_URL)


def test_a_blank_url_is_cleared_while_another_remains(
    tenant: Tenant, application: Application
) -> None:
    """Assumption E6."""
    tenant.applications.update(application.id, {"incoming_call_url": CALLS})
    tenant.applications.update(application.id, {"incoming_message_url": ""})

    assert tenant.applications.get(application.id).incoming_message_url is None
    assert code_of(
        tenant.applications.update, application.id, {"incoming_call_url": ""}
    ) == "validation-error"  # fmt: skip
    assert tenant.applications.get(application.id).incoming_call_url == CALLS


def test_a_deleted_application_is_gone(tenant: Tenant, application: Application) -> None:
    tenant.applications.delete(application.id)

    assert tenant.applications.find() == []
    for verb in (tenant.applications.get, tenant.applications.delete):
        assert code_of(verb, application.id) == "application-not-found"
    assert code_of(tenant.applications.update, application.id, {}) == "application-not-found"
