"""Calls to others trust this user's authority beside the public ones."""

import ssl

import pytest

from catapult_simulator import Server, tls_context
from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.control_client.errors import ControlError
from catapult_simulator.tls.folder import AuthorityFiles
from catapult_simulator.tls.handshake import handshake
from catapult_simulator.tls.trust import client_context
from receivers import app_listening


def test_the_authority_is_trusted_beside_the_public_ones() -> None:
    before = len(client_context().get_ca_certs())
    server = tls_context()

    client = client_context()

    handshake(server, client, "localhost")
    assert len(client.get_ca_certs()) == before + 1 > 1


def test_a_damaged_authority_stops_no_other_call(
    files: AuthorityFiles, caplog: pytest.LogCaptureFixture
) -> None:
    tls_context()
    files.certificate.write_text("damaged")

    context = client_context()

    assert context.verify_mode is ssl.CERT_REQUIRED
    assert f"the authority in {files.certificate} is not trusted" in caplog.text


def test_a_receiver_of_the_authority_is_called() -> None:
    with app_listening(tls_context()) as app, Server() as server:
        tenant = server.simulator.open_tenant()
        shop = tenant.applications.create("shop", incoming_message_url=app.url)
        line = tenant.phone_numbers.allocate("+19195551212", application_id=shop.id)

        received = tenant.receive_message(from_="+19195550001", to=line.number, text="hi")

        assert received.attempts[0].outcome.status == 200
        assert app.next().json["text"] == "hi"


def test_a_client_of_the_control_api_trusts_it_too() -> None:
    with Server(ssl_context=tls_context()) as server:
        assert server.url.startswith("https://127.0.0.1:")
        assert ControlClient(server.url).health()["status"] == "ok"


def refusal(url: str) -> str:
    with pytest.raises(ControlError) as refused:
        ControlClient(url).health()
    return str(refused.value)


def test_a_client_without_the_authority_says_how_to_name_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = str(tmp_path_factory.mktemp("nothing"))
    with Server(ssl_context=tls_context()) as server:
        monkeypatch.setenv("CATAPULT_SIMULATOR_TLS_FOLDER", elsewhere)

        sentence = refusal(server.url)

    assert sentence.startswith(f"the certificate of {server.url} is not trusted: ")
    assert "name the folder of its authority with CATAPULT_SIMULATOR_TLS_FOLDER" in sentence


def test_a_client_that_speaks_plain_http_to_tls_is_told_so() -> None:
    with Server(ssl_context=tls_context()) as server:
        plain = server.url.replace("https:", "http:")

        assert refusal(plain) == (
            f"{plain} closes the connection; if it serves with --tls, call {server.url}"
        )


def test_a_client_that_speaks_tls_to_plain_http_is_told_so_and_so_is_the_log() -> None:
    written: list[str] = []
    with Server(write_log=written.append) as server:
        encrypted = server.url.replace("http:", "https:")

        sentence = refusal(encrypted)
        (request,) = server.simulator.unmatched_requests.entries()

    assert sentence.startswith(f"{encrypted} speaks no TLS (")
    assert sentence.endswith(f"for plain HTTP, call {server.url}")
    assert request.reason == (
        "the client speaks TLS and this port does not; call http://, or serve with --tls"
    )
    assert request.reason in written[0]


def test_a_bundle_that_does_not_exist_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere.pem")

    assert refusal("https://localhost:1") == (
        "no simulator answers at https://localhost:1: the file of REQUESTS_CA_BUNDLE, "
        "/nowhere.pem, cannot be used (No such file or directory)"
    )
