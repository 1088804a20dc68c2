"""TLS contexts of a server, and the clients that accept them."""

import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
import trustme
from cryptography.hazmat.primitives import serialization

from catapult_simulator import tls_context
from catapult_simulator.tls.errors import TlsError
from catapult_simulator.tls.folder import AuthorityFiles
from catapult_simulator.tls.handshake import handshake, trusting
from catapult_simulator.tls.server_context import context_of_files

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # trustme takes naive ones


@pytest.mark.parametrize("strict", [False, True], ids=["as usual", "as Python 3.13 does"])
@pytest.mark.parametrize(
    "host",
    ["api.catapult.inetwork.com", "localhost", "127.0.0.1", "::1", "sim", "a.b.test", "10.1.2.3"],
)
def test_a_client_of_the_authority_accepts_each_name(
    host: str, strict: bool, files: AuthorityFiles
) -> None:
    context = tls_context("sim", "*.b.test", "10.1.2.3", "localhost")
    client = trusting(str(files.certificate))
    if strict:
        client.verify_flags |= ssl.VERIFY_X509_STRICT

    handshake(context, client, host)


@pytest.mark.parametrize("host", ["catapult.inetwork.com", "example.com", "127.0.0.2", "b.test"])
def test_no_client_accepts_another_name(host: str, files: AuthorityFiles) -> None:
    context = tls_context("*.b.test")

    with pytest.raises(ssl.SSLCertVerificationError, match="not valid for"):
        handshake(context, trusting(str(files.certificate)), host)


def test_a_client_that_does_not_trust_the_authority_refuses() -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(tls_context(), ssl.create_default_context(), "localhost")


class Files(NamedTuple):
    """A certificate with its key, in files; `chain` holds both."""

    certificate: str
    key: str
    chain: str


def files_of(leaf: trustme.LeafCert, folder: Path, name: str = "own") -> Files:
    found = Files(*(str(folder / f"{name}-{part}.pem") for part in Files._fields))
    leaf.cert_chain_pems[0].write_to_path(found.certificate)
    leaf.private_key_pem.write_to_path(found.key)
    leaf.private_key_and_cert_chain_pem.write_to_path(found.chain)
    return found


@pytest.fixture
def own(tmp_path: Path) -> Files:
    return files_of(trustme.CA().issue_cert("sim.test"), tmp_path)


def test_files_of_the_users_own_are_served(tmp_path: Path) -> None:
    authority = trustme.CA()
    own = files_of(authority.issue_cert("sim.test"), tmp_path)
    authority.cert_pem.write_to_path(str(tmp_path / "root.pem"))

    handshake(
        context_of_files(own.certificate, own.key), trusting(str(tmp_path / "root.pem")), "sim.test"
    )


def test_one_file_may_hold_certificate_and_key(own: Files) -> None:
    handshake(context_of_files(own.chain), trusting(own.certificate), "sim.test")


def test_a_key_of_another_certificate_is_refused(own: Files, tmp_path: Path) -> None:
    other = files_of(trustme.CA().issue_cert("sim.test"), tmp_path, "other")

    with pytest.raises(TlsError) as refused:
        context_of_files(own.certificate, other.key)

    assert str(refused.value) == f"the key in {other.key} is not that of {own.certificate}"


def test_an_encrypted_key_is_refused_and_asks_nobody(own: Files) -> None:
    key = serialization.load_pem_private_key(Path(own.key).read_bytes(), None)
    encryption = serialization.BestAvailableEncryption(b"x")
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    Path(own.key).write_bytes(key.private_bytes(pem, form, encryption))

    with pytest.raises(TlsError, match="is encrypted; give one without a passphrase"):
        context_of_files(own.certificate, own.key)


@pytest.mark.parametrize(
    ("certificate", "key", "sentence"),
    [
        ("missing.pem", None, "cannot read missing.pem: No such file or directory"),
        (None, "missing.pem", "cannot read missing.pem: No such file or directory"),
        (__file__, None, f"{__file__} holds no certificate in PEM format"),
        (None, __file__, f"{__file__} holds no private key in PEM format that fits"),
    ],
)
def test_an_unusable_file_is_named(
    own: Files, certificate: str | None, key: str | None, sentence: str
) -> None:
    with pytest.raises(TlsError) as refused:
        context_of_files(certificate or own.certificate, key or own.key)

    assert str(refused.value) == sentence


def test_a_certificate_without_its_key_is_refused(own: Files) -> None:
    with pytest.raises(TlsError, match="holds no private key"):
        context_of_files(own.certificate)


def test_an_expired_certificate_is_refused_before_a_client_is(tmp_path: Path) -> None:
    leaf = trustme.CA().issue_cert("sim.test", not_after=LONG_AGO)
    own = files_of(leaf, tmp_path)

    with pytest.raises(TlsError) as refused:
        context_of_files(own.certificate, own.key)

    assert str(refused.value) == f"the certificate in {own.certificate} has expired"


def test_an_expired_authority_is_refused_with_the_way_to_a_new_one(
    files: AuthorityFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as long_ago:
        long_ago.setattr(trustme, "DEFAULT_EXPIRY", LONG_AGO)
        with pytest.raises(TlsError):
            tls_context()

    with pytest.raises(TlsError) as refused:
        tls_context()

    assert str(refused.value).startswith(f"the certificate authority in {files.folder} has expired")
