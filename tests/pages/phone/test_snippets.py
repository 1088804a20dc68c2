"""Texts to copy: no secret of a URL is in them, and what was left out is said."""

import shlex

import pytest

from builders import LINE, PERSON
from catapult_simulator.core.tenant import Tenant
from pages.phone.visitor import Visitor

SECRET = "hunter2x9"


def copied(visitor: Visitor, tenant: Tenant, home: str, url: str, method: str) -> tuple[str, str]:
    """The texts as curl and as pytest, of a message to an app with this URL."""
    tenant.connect(url, number=LINE, method=method)  # type: ignore[arg-type]
    message_id = tenant.receive_message(from_=PERSON, to=LINE, text="hi").message.id
    report = visitor.get(f"{home}/messages/{message_id}").part("report")
    curl, _, rest = report.partition("As curl ")[2].partition(" As pytest")
    return curl, rest


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_user_and_password_of_a_url_are_asked_for_by_the_shell(
    visitor: Visitor, tenant: Tenant, home: str, method: str
) -> None:
    url = f"http://joe:{SECRET}@app.test/sms"
    curl, test = copied(visitor, tenant, home, url, method)

    assert SECRET not in curl + test
    words = shlex.split(curl)
    login = words[words.index("-u") + 1]
    assert login == "${APP_LOGIN:?user:password of the URL of the app}"
    assert "http://app.test/sms" in words
    assert "connect('http://app.test/sms'" in test
    assert "# The URL of the app has secrets, which were left out" in test


def test_a_secret_of_the_query_is_asked_for_by_the_shell(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    url = f"http://app.test/sms?token={SECRET}&x=1"
    curl, test = copied(visitor, tenant, home, url, "POST")

    assert SECRET not in curl + test
    assert "http://app.test/sms?token=${APP_SECRET:?the secret in the URL of the app}&x=1" in (
        shlex.split(curl)
    )
    assert "token=***" in test


def test_without_secrets_nothing_is_left_out(visitor: Visitor, tenant: Tenant, home: str) -> None:
    curl, test = copied(visitor, tenant, home, "http://app.test/sms?x=1", "POST")

    assert "APP_" not in curl
    assert "left out" not in test
