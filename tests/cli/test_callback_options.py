"""`--allow-callbacks-to`, `--callback-ca` and `--insecure-callbacks` of `serve` and `callback`."""

from collections.abc import Iterator
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import Any

import pytest
import requests
from click.testing import CliRunner

from catapult_simulator import Server
from catapult_simulator.cli.main import commands
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS, SAMPLE_NUMBER, SAMPLE_PERSON
from receivers import App, app_listening
from serve_support import serving

trustme: Any = pytest.importorskip("trustme")
OUTSIDE = "203.0.113.0/24"


@pytest.fixture(scope="module")
def authority() -> Any:
    return trustme.CA()


@pytest.fixture(scope="module")
def ca_file(authority: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    return str(file)


@pytest.fixture
def app(authority: Any) -> Iterator[App]:
    """An app on https, with a certificate that only `authority` vouches for."""
    context = SSLContext(PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with app_listening(context) as app:
        yield app


def first_attempt(url: str, app: App) -> dict[str, Any]:
    """Text a number of the default account whose application is `app`: how it was called."""
    user = f"{url}/v1/users/{DEFAULT_CREDENTIALS.user_id}"
    login = (DEFAULT_CREDENTIALS.token, DEFAULT_CREDENTIALS.secret)
    shop = {"name": "shop", "incomingMessageUrl": app.url}
    made = requests.post(f"{user}/applications", json=shop, auth=login, timeout=30)
    application_id = made.headers["Location"].rpartition("/")[2]
    line = {"number": SAMPLE_NUMBER, "applicationId": application_id}
    requests.post(f"{user}/phoneNumbers", json=line, auth=login, timeout=30)
    text = {"from": SAMPLE_PERSON, "to": SAMPLE_NUMBER, "text": "hi"}
    received = requests.post(f"{url}/_simulator/messages", json=text, timeout=30)
    return dict(received.json()["callbacks"][0])


@pytest.mark.parametrize("given_by", ["option", "variable"])
def test_serve_calls_a_receiver_of_the_named_authority(
    app: App, ca_file: str, given_by: str
) -> None:
    options = ("--callback-ca", ca_file) if given_by == "option" else ()
    variables = {} if options else {"CATAPULT_SIMULATOR_CALLBACK_CA": ca_file}

    with serving(*options, **variables) as process:
        attempt = first_attempt(process.url, app)

    assert attempt["status"] == 200
    assert app.next().json["text"] == "hi"


def test_serve_refuses_a_receiver_that_nobody_vouches_for(app: App) -> None:
    """Assumption C7."""
    with serving() as process:
        attempt = first_attempt(process.url, app)

    assert attempt["cause"] == "untrusted-certificate"


@pytest.mark.parametrize("variable", ["1", "true", "yes"])
def test_serve_calls_any_receiver_when_told_so(app: App, variable: str) -> None:
    with serving(CATAPULT_SIMULATOR_INSECURE_CALLBACKS=variable) as process:
        attempt = first_attempt(process.url, app)

    assert attempt["status"] == 200


def test_serve_calls_no_network_but_those_that_are_allowed(app: App) -> None:
    networks = f"{OUTSIDE},10.0.0.0/8"

    with serving(CATAPULT_SIMULATOR_ALLOW_CALLBACKS_TO=networks) as process:
        attempt = first_attempt(process.url, app)

    assert attempt["problem"] == "policy"
    assert attempt["explanation"] == (
        "callbacks may not go there: 127.0.0.1 is outside of --allow-callbacks-to"
    )


@pytest.mark.parametrize(
    ("options", "printed"),
    [
        ([], "is not trusted: unable"),
        (["--insecure-callbacks"], "-> 200"),
        (["--allow-callbacks-to", OUTSIDE], "127.0.0.1 is outside of --allow-callbacks-to"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_command_callback_takes_the_same_options(
    app: App, options: list[str], printed: str
) -> None:
    result = CliRunner().invoke(commands, ["callback", app.url, *options])

    assert printed in result.output


def test_the_command_callback_trusts_an_authority(app: App, ca_file: str) -> None:
    result = CliRunner().invoke(commands, ["callback", app.url, "--callback-ca", ca_file])

    assert (result.exit_code, "-> 200" in result.output) == (0, True)


@pytest.mark.parametrize("command", [["serve"], ["callback", "http://127.0.0.1/"]], ids=str)
@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--allow-callbacks-to", "10.0.0.0/33", "'10.0.0.0/33' is no network: give one such as"),
        ("--allow-callbacks-to", "localhost", "'localhost' is no network: give one such as"),
        ("--callback-ca", "missing.pem", "'missing.pem' cannot be read: No such file"),
        ("--callback-ca", __file__, "holds no certificates in PEM format"),
        ("--callback-ca", "/", "'/' holds no certificates in PEM format"),
    ],
)
def test_an_unusable_value_is_one_sentence_before_anything_starts(
    command: list[str], option: str, value: str, sentence: str
) -> None:
    result = CliRunner().invoke(commands, [*command, option, value])

    assert result.exit_code == 2
    assert sentence in " ".join(result.output.split())


def test_a_server_refuses_unusable_values_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Server(callback_ca=str(tmp_path / "missing.pem"))
    with pytest.raises(ValueError, match="does not appear to be an IPv4 or IPv6 network"):
        Server(allow_callbacks_to=["10.0.0.0/33"])


def test_a_server_takes_the_same_settings(app: App, ca_file: str) -> None:
    with Server(callback_ca=ca_file, allow_callbacks_to=["127.0.0.0/8"]) as server:
        tenant = server.simulator.open_tenant()
        shop = tenant.applications.create("shop", incoming_message_url=app.url)
        tenant.phone_numbers.allocate(SAMPLE_NUMBER, application_id=shop.id)

        received = tenant.receive_message(from_=SAMPLE_PERSON, to=SAMPLE_NUMBER, text="hi")

    assert received.attempts[0].outcome.status == 200
