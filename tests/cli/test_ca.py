"""`catapult-simulator ca`: the file, and the lines with which clients trust it."""

import shlex
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest
from click.testing import CliRunner

from catapult_simulator import Server, tls_context
from catapult_simulator.cli.ca import TRUST, instructions
from catapult_simulator.cli.main import commands
from catapult_simulator.tls.folder import VARIABLE
from catapult_simulator.tls.trust import bundled

pytest.importorskip("trustme")

# Client -> its file, and a program that calls the URL in `argument`, and fails where it is refused.
PROGRAMS = {
    "curl": ("", "curl -sSf {argument}"),
    "Node": (
        "require('https').get(process.argv[2], (response) => response.resume())",
        "node {file} {argument}",
    ),
    "Python": (
        "import sys, requests, urllib.request\n"
        "requests.get(sys.argv[1]).raise_for_status()\n"
        "urllib.request.urlopen(sys.argv[1]).close()\n",
        f"{shlex.quote(sys.executable)} {{file}} {{argument}}",
    ),
    "Ruby": ("require 'net/http'; Net::HTTP.get(URI(ARGV[0]))", "ruby {file} {argument}"),
    "PHP": (
        "<?php if (file_get_contents($argv[1]) === false) exit(1);"
        "$curl = curl_init($argv[1]); curl_exec($curl); exit(curl_errno($curl));",
        "php {file} {argument}",
    ),
    "Go": (
        'package main\nimport ("net/http"; "os")\nfunc main() {\n'
        "if _, err := http.Get(os.Args[1]); err != nil { panic(err) } }",
        "go run {file} {argument}",
    ),
    "Java": (
        "public class app { public static void main(String[] arguments) throws Exception {\n"
        "new java.net.URL(arguments[0]).openStream().close(); } }",
        "java {file} {argument}",
    ),
}
ENDINGS = {"Node": "js", "Python": "py", "Ruby": "rb", "PHP": "php", "Go": "go", "Java": "java"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A path that a shell must quote."""
    folder = tmp_path_factory.mktemp("ca") / "it's mine"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(VARIABLE, str(folder))
        yield folder


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    """Health of a simulator with TLS, by name."""
    with Server(ssl_context=tls_context()) as server:
        yield server.url.replace("127.0.0.1", "localhost") + "/_simulator/health"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(commands, ["ca", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def steps_of(client: str, certificate: Path) -> list[str]:
    """The lines of a shell that `ca` prints for one client."""
    printed = instructions(certificate, windows=False).partition("starts:\n\n")[2]
    lines = printed.partition("\n\n")[0].splitlines()
    begin = next(number for number, line in enumerate(lines) if line.startswith(client))
    more = takewhile(lambda line: line.startswith(" "), lines[begin + 1 :])
    return [line[8:] for line in (lines[begin], *more)]


def test_it_prints_the_file_and_lines_for_each_client(folder: Path) -> None:
    output = run()

    assert output.splitlines()[0] == str(folder / "authority" / "ca.pem")
    assert {line.split(" ")[0] for line in output.splitlines()} >= set(TRUST) == set(PROGRAMS)


@pytest.mark.parametrize("trusting", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("client", PROGRAMS)
def test_a_client_gets_an_answer_only_after_the_printed_lines(
    client: str, trusting: bool, url: str, folder: Path, tmp_path: Path
) -> None:
    source, command = PROGRAMS[client]
    if not all(map(shutil.which, ("sh", command.split()[0], *(["keytool"] * (client == "Java"))))):
        pytest.skip(f"no {client} here")
    (tmp_path / f"app.{ENDINGS.get(client, 'sh')}").write_text(source)
    call = command.format(file=f"app.{ENDINGS.get(client)}", argument=url)
    steps = steps_of(client, folder / "authority" / "ca.pem") if trusting else []

    done = subprocess.run(
        ["sh", "-ec", "\n".join(_merged(steps, call))],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert (done.returncode == 0) is trusting, done


def _merged(steps: list[str], call: str) -> list[str]:
    """The lines and the call; a line that calls a program itself, with our URL or file."""
    if steps and steps[0].startswith("curl "):
        return [steps[0].rpartition(" ")[0] + " -sSf " + call.rpartition(" ")[2]]
    if steps and steps[0].startswith("php "):
        return [steps[0].removesuffix(" app.php") + call.removeprefix("php")]
    return [*steps, call]


def test_cmd_sets_variables_in_its_own_way() -> None:
    printed = instructions(Path("C:\\my files\\ca.pem"), windows=True).splitlines()

    assert "Node    set NODE_EXTRA_CA_CERTS=C:\\my files\\ca.pem" in printed
    assert printed[4].startswith('curl    curl --cacert "C:\\my files\\ca.pem" https://')


def test_the_path_alone_is_for_scripts(folder: Path) -> None:
    assert run("--print", "path") == f"{folder / 'authority' / 'ca.pem'}\n"


def test_the_certificate_alone_is_for_other_machines(folder: Path) -> None:
    printed = run("--print", "pem")

    assert printed == (folder / "authority" / "ca.pem").read_text()


def test_the_bundle_holds_the_public_authorities_too(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bundle.pem").write_text(run("--print", "bundle"))
    public, both = (ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) for _ in range(2))
    public.load_verify_locations(bundled())

    both.load_verify_locations(tmp_path / "bundle.pem")

    assert len(both.get_ca_certs()) == len(public.get_ca_certs()) + 1 > 50


def test_an_issued_certificate_serves_an_app_for_callbacks(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "app.pem").write_text(run("--issue", "app.test", "--issue", "10.1.2.3"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

    context.load_cert_chain(tmp_path / "app.pem")

    assert (tmp_path / "app.pem").read_text().count("PRIVATE KEY") == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--print", "key"], "'path', 'pem', 'bundle'"),
        (["--issue", "a b"], "'a b' cannot be in a certificate"),
        (["--issue", "a", "--print", "pem"], "give either --print or --issue"),
    ],
    ids=str,
)
def test_what_it_cannot_print_is_refused(arguments: list[str], sentence: str) -> None:
    result = CliRunner().invoke(commands, ["ca", *arguments])

    assert result.exit_code == 2
    assert sentence in " ".join(result.output.split())


def test_a_folder_that_cannot_be_written_is_one_sentence() -> None:
    result = CliRunner(env={VARIABLE: f"{__file__}/folder"}).invoke(commands, ["ca"])

    assert result.exit_code == 1
    assert result.output.startswith("Error: cannot keep a certificate authority in ")


@pytest.mark.parametrize("content", ["", "garbage\n"])
def test_a_damaged_certificate_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    CliRunner().invoke(commands, ["ca"])
    (tmp_path / "authority" / "ca.pem").write_text(content)

    shown = CliRunner().invoke(commands, ["ca", "--print", "path"])

    assert shown.exit_code == 1
    assert "is damaged; delete that folder" in shown.output
