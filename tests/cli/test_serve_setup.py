"""`serve --setup` and `--number`: accounts that have what a text says."""

import json
from pathlib import Path

import click
import pytest
import requests

from catapult_simulator.cli.serving import simulator_of
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS, Settings
from catapult_simulator.core.credentials import Credentials
from serve_support import finished, serving

LINE = "+19195551212"
SHORT = f"{LINE}=http://127.0.0.1:3000/sms"
OTHER = Credentials("u-other", "t-other", "secret")


def setup_text(**more: object) -> str:
    return json.dumps({"version": 1, "numbers": [SHORT], **more})


@pytest.mark.parametrize(
    ("app", "url", "method"),
    [
        ("http://127.0.0.1:3000/sms", "http://127.0.0.1:3000/sms", "post"),
        ("3000", "http://127.0.0.1:3000", "post"),
        ("GET:app:3000/sms", "http://app:3000/sms", "get"),
    ],
)
def test_a_number_has_an_application_with_the_url(app: str, url: str, method: str) -> None:
    (tenant,) = simulator_of(Settings(numbers=(f"{LINE}={app}",))).tenants()

    assert tenant.credentials == DEFAULT_CREDENTIALS
    number = tenant.phone_numbers.owned(LINE)
    assert number is not None
    application = tenant.applications.get(str(number.application_id))
    assert number.number == LINE
    assert (application.incoming_message_url, application.callback_http_method.lower()) == (
        url,
        method,
    )


def test_a_setup_may_have_no_account() -> None:
    assert simulator_of(Settings(setup='{"version": 1, "accounts": []}')).tenants() == []


def test_a_number_needs_an_account() -> None:
    settings = Settings(setup='{"version": 1, "accounts": []}', numbers=(SHORT,))

    with pytest.raises(click.UsageError) as refused:
        simulator_of(settings)

    assert "accounts: declares no account; without one, there is none" in refused.value.message


def test_a_setup_may_be_a_text_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    file.write_text(setup_text())

    for setup in (setup_text(), str(file)):
        (tenant,) = simulator_of(Settings(setup=setup)).tenants()
        assert tenant.phone_numbers.owned(LINE)


def test_a_reset_returns_to_the_setup() -> None:
    (tenant,) = simulator_of(Settings(numbers=(SHORT,))).tenants()
    tenant.phone_numbers.allocate("+19195550100")

    tenant.reset()

    assert tenant.phone_numbers.owned(LINE)
    assert tenant.phone_numbers.owned("+19195550100") is None


def test_accounts_without_ids_get_the_given_credentials() -> None:
    settings = Settings(setup=setup_text(), tenants=(OTHER, DEFAULT_CREDENTIALS))

    first, second = simulator_of(settings).tenants()

    assert (first.credentials, second.credentials) == (OTHER, DEFAULT_CREDENTIALS)
    assert (bool(first.phone_numbers.owned(LINE)), second.phone_numbers.owned(LINE)) == (True, None)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(setup="no-such-file.toml"),
        Settings(setup='{"version": 1, "numbrs": []}'),
        Settings(setup="{"),
        Settings(numbers=("12=http://h/",)),
        Settings(numbers=(f"{LINE}=no url",)),
    ],
    ids=lambda settings: settings.setup or settings.numbers[0],
)
def test_a_wrong_setup_is_refused_in_words(settings: Settings) -> None:
    with pytest.raises(click.UsageError) as refused:
        simulator_of(settings)

    assert "Traceback" not in refused.value.message
    assert len(refused.value.message) > 20


def test_a_container_is_set_up_by_its_environment_only() -> None:
    with serving(CATAPULT_SIMULATOR_NUMBER=SHORT) as process:
        user_id, token, secret = DEFAULT_CREDENTIALS
        numbers = f"{process.url}/v1/users/{user_id}/phoneNumbers"
        (number,) = requests.get(numbers, auth=(token, secret), timeout=30).json()

    assert (number["number"], "applicationId" in number) == (LINE, True)


def test_serve_says_in_one_line_what_is_wrong() -> None:
    done = finished("serve", "--port", "0", "--setup", '{"version": 1, "numbrs": []}')

    assert (done.returncode, "numbers" in done.stderr, "Traceback" in done.stderr) == (
        2, True, False,
    )  # fmt: skip
