"""`serve --tls`, in a process of its own: what it prints works, what it cannot do is a sentence."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner

from catapult_simulator.cli import healthcheck
from catapult_simulator.cli.main import commands
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS
from catapult_simulator.tls.folder import VARIABLE
from serve_support import Process, finished, needs_signals, serving

trustme = pytest.importorskip("trustme")
REAL_HOST = "api.catapult.inetwork.com"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def process(folder: str) -> Iterator[Process]:
    with serving("--tls", "--tls-name", "sim.test", **{VARIABLE: folder}) as process:
        yield process


@pytest.fixture(scope="module")
def ca(folder: str, process: Process) -> str:
    return str(Path(folder) / "authority" / "ca.pem")


def test_it_listens_on_https(process: Process, ca: str) -> None:
    health = requests.get(f"{process.url}/_simulator/health", verify=ca, timeout=30).json()

    assert process.url.startswith("https://127.0.0.1:")
    assert health["status"] == "ok"


def test_it_says_what_to_trust_and_how_other_commands_find_it(process: Process, ca: str) -> None:
    assert f"Clients must trust {ca}; `catapult-simulator ca` says how." in process.lines
    assert f"Other commands of catapult-simulator need `--url {process.url}`." in process.lines


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("sh")), reason="no curl or sh")
def test_the_printed_curl_lines_work(folder: str) -> None:
    with serving("--tls", **{VARIABLE: folder}) as process:
        script = "\n".join(line for line in process.lines if line.startswith("curl "))
        pasted = subprocess.run(["sh", "-ec", script], capture_output=True, text=True, timeout=60)

    assert pasted.stdout.count("HTTP/1.1 201 Created") == 3, pasted


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl")
def test_curl_reaches_it_by_the_name_of_the_real_api(process: Process, ca: str) -> None:
    """The line of docs/how-to/tls.md; links begin with the name that was called."""
    port = process.url.rpartition(":")[2]
    user, login = DEFAULT_CREDENTIALS.user_id, ":".join(DEFAULT_CREDENTIALS[1:])
    url = f"https://{REAL_HOST}/v1/users/{user}/applications"
    shop = '{"name": "shop", "incomingMessageUrl": "http://app.test/sms"}'
    command = ["curl", "-si", "--cacert", ca, "--connect-to", f"{REAL_HOST}:443:127.0.0.1:{port}"]
    body = ["-H", "Content-Type: application/json", "-d", shop]

    done = subprocess.run(
        [*command, "-u", login, *body, url], capture_output=True, text=True, timeout=60
    )

    assert f"Location: {url}/a-" in done.stdout


def names_of(process: Process) -> list[str]:
    """The names of the certificate that a client is shown."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(process.lines[6].split()[3].rstrip(";"))
    port = int(process.url.rpartition(":")[2])
    with (
        socket.create_connection(("127.0.0.1", port), timeout=30) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as encrypted,
    ):
        certificate = encrypted.getpeercert() or {}
    return [str(pair[1]) for pair in certificate["subjectAltName"]]


def test_the_certificate_has_the_names_of_all_options(folder: str) -> None:
    options = ("--public-url", "https://public.test", "--allow-host", "*.open.test")
    more = ("--tls-name", "sim.test", "--host", "0.0.0.0")

    with serving("--tls", *options, *more, **{VARIABLE: folder}) as process:
        names = names_of(process)

    assert names == [
        *(REAL_HOST, "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"),
        *("sim.test", "public.test", "*.open.test"),
    ]


@pytest.mark.parametrize("host", [REAL_HOST, "sim.test"])
def test_pages_and_control_are_open_to_the_names_of_the_certificate(
    process: Process, ca: str, host: str
) -> None:
    url = f"{process.url}/_simulator/tenants"

    answer = requests.get(url, headers={"Host": host}, verify=ca, timeout=30)

    assert answer.status_code == 200


def run(*arguments: str, **variables: str | None) -> str:
    result = CliRunner(env=variables).invoke(commands, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_commands_trust_it_without_an_option(process: Process, folder: str) -> None:
    url = process.url.replace("127.0.0.1", "localhost")

    assert run("health", "--url", url, **{VARIABLE: folder}).startswith("ok:")


def test_commands_find_it_by_the_variables_of_serve(process: Process, folder: str) -> None:
    variables = {"PORT": process.url.rpartition(":")[2], "TLS": "1", "URL": None, "HOST": None}
    named = {f"CATAPULT_SIMULATOR_{name}": value for name, value in variables.items()}

    assert run("health", **named, **{VARIABLE: folder}).startswith("ok:")


@pytest.mark.parametrize("tls", ["TLS", "TLS_CERT"])
def test_the_health_check_of_the_image_speaks_tls_where_serve_does(
    process: Process, tls: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CATAPULT_SIMULATOR_HOST", "0.0.0.0")
    monkeypatch.setenv("CATAPULT_SIMULATOR_PORT", process.url.rpartition(":")[2])

    assert healthcheck.main() == 1
    monkeypatch.setenv(f"CATAPULT_SIMULATOR_{tls}", "1")
    assert healthcheck.main() == 0


def test_two_first_starts_at_once_have_one_authority(tmp_path: Path) -> None:
    named = {VARIABLE: str(tmp_path)}
    with ExitStack() as stack:
        both = [stack.enter_context(serving("--tls", **named)) for _ in range(2)]
        ca = str(tmp_path / "authority" / "ca.pem")
        statuses = [
            requests.get(f"{each.url}/_simulator/health", verify=ca, timeout=30).status_code
            for each in both
        ]

    assert statuses == [200, 200]


@needs_signals
def test_a_signal_ends_it_with_exit_code_0(folder: str) -> None:
    with serving("--tls", **{VARIABLE: folder}) as process:
        assert process.end(signal.SIGTERM) == (0, "")


@pytest.fixture
def own(tmp_path: Path) -> tuple[str, str]:
    """A certificate of the user's own, and its key."""
    leaf = trustme.CA().issue_cert("sim.test")
    leaf.cert_chain_pems[0].write_to_path(str(tmp_path / "cert.pem"))
    leaf.private_key_pem.write_to_path(str(tmp_path / "key.pem"))
    return str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")


@pytest.mark.parametrize("given_by", ["options", "variables"])
@pytest.mark.skipif(not shutil.which("sh"), reason="no sh")
def test_a_certificate_of_the_users_own_needs_no_authority(
    own: tuple[str, str], given_by: str, tmp_path: Path
) -> None:
    variables = {f"CATAPULT_SIMULATOR_TLS_{name}": own[name == "KEY"] for name in ("CERT", "KEY")}
    options = ("--tls-cert", own[0], "--tls-key", own[1])
    chosen = (options, {}) if given_by == "options" else ((), variables)
    named = {VARIABLE: str(tmp_path / "nothing")}

    with serving(*chosen[0], **chosen[1], **named) as process:
        line = next(line for line in process.lines if line.startswith("curl "))
        pasted = subprocess.run(["sh", "-ec", line], capture_output=True, text=True, timeout=60)

    assert "HTTP/1.1 201 Created" in pasted.stdout
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--tls-key", "k.pem"], "--tls-key needs --tls-cert, the certificate that it belongs to"),
        (["--tls-name", "sim"], "--tls-name needs --tls"),
        (["--tls-cert", "c.pem", "--tls-name", "sim"], "the file of --tls-cert has its own names"),
        (["--tls", "--tls-name", "my_sim"], "'my_sim' cannot be in a certificate"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_options_without_an_effect_are_refused(arguments: list[str], sentence: str) -> None:
    result = CliRunner().invoke(commands, ["serve", *arguments])

    assert result.exit_code == 2
    assert sentence in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--tls-cert", "missing.pem"], "cannot read missing.pem: No such file or directory"),
        (["--tls-cert", __file__], "holds no certificate in PEM format"),
        (["--tls"], "cannot keep a certificate authority in"),
    ],
    ids=lambda value: " ".join(value)[:20] if isinstance(value, list) else "",
)
def test_an_unusable_file_or_folder_is_one_sentence(arguments: list[str], sentence: str) -> None:
    result = finished("serve", "--port", "0", *arguments, **{VARIABLE: f"{__file__}/folder"})

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_library_that_is_missing_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "trustme.py").write_text("raise ImportError('no module named trustme')")
    named = {VARIABLE: str(tmp_path / "folder"), "PYTHONPATH": _path_with(tmp_path)}

    result = finished("serve", "--port", "0", "--tls", **named)

    assert result.returncode == 1
    assert "install it: pip install 'catapult-simulator[tls]'" in result.stderr
    assert result.stderr.count("\n") == 1


def _path_with(first: Path) -> str:
    return os.pathsep.join([str(first), *filter(None, [os.environ.get("PYTHONPATH")])])
