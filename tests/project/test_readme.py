"""Every block of the README works as shown, and its table of routes is true."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from catapult_simulator import Server, Simulator
from catapult_simulator.cli.receiver import Receiver
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS, SAMPLE_NUMBER
from serve_support import Process, finished, own_environment, serving

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")

needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="this machine has no curl")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.DOTALL | re.MULTILINE)


def lines_with(program: str) -> list[str]:
    """The commands of all console blocks that call `program`."""
    lines = [line for block in blocks("console") for line in block.splitlines()]
    typed = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    return [line for line in typed if program_of(line) == program]


def program_of(command: str) -> str:
    words = shlex.split(command)
    return next(word for word in words if not re.match(r"[A-Z_]+=", word))


def run_line(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line in a shell, with the project's programs on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=own_environment(PATH=path, **environment),
        timeout=120,
    )


def as_id(text: str) -> str:
    return text.strip().splitlines()[0][:40]


# -- Python ------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", blocks("python"), ids=as_id)
def test_python_runs(block: str, tmp_path: Path) -> None:
    file = tmp_path / "test_block.py"
    module = ["-m", "pytest", "-q", "-p", "no:cacheprovider"] if "def test_" in block else []

    with Server(Simulator()) as server:
        server.simulator.open_tenant(*DEFAULT_CREDENTIALS)
        file.write_text(block.replace("http://127.0.0.1:8080", server.url), encoding="utf-8")
        command = [sys.executable, *module, str(file)]
        ran = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=120)

    assert ran.returncode == 0, ran.stdout + ran.stderr


# -- the console -------------------------------------------------------------------------------


def test_every_console_program_has_a_test() -> None:
    lines = [line for block in blocks("console") for line in block.splitlines()]
    programs = {program_of(line[2:]) for line in lines if line.startswith("$ ")}

    assert programs == {"make", "docker", "curl", "catapult-simulator", "pytest"}


@pytest.mark.parametrize("line", lines_with("make"))
def test_make_has_the_target(line: str) -> None:
    """The targets are not run: `make test` would run this test again. CI runs them."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert re.search(rf"^{line.removeprefix('make ')}:", makefile, flags=re.MULTILINE)


def test_the_docker_lines_fit_the_image() -> None:
    """No container is started: the image is tested where it can be built."""
    built, ran = map(shlex.split, lines_with("docker"))
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")

    assert built == ["docker", "build", "-t", ran[-1], "."]
    assert ran[ran.index("-p") + 1] == "127.0.0.1:8080:8080"
    assert "EXPOSE 8080" in dockerfile
    assert 'ENTRYPOINT ["catapult-simulator"]\nCMD ["serve"]' in dockerfile


@needs_curl
def test_the_curl_line_works_with_the_environment_of_the_container() -> None:
    words = shlex.split(lines_with("docker")[1])
    given = [words[at + 1] for at, word in enumerate(words) if word == "-e"]
    (line,) = lines_with("curl")

    with serving(**dict(each.split("=", 1) for each in given)) as process:
        ran = run_line(line.replace("http://127.0.0.1:8080", process.url))

    assert '"now":"2019-05-01T12:00:05Z"' in ran.stdout


def test_serve_prints_the_line_that_is_shown() -> None:
    served, shown = next(block for block in blocks("console") if " serve" in block).splitlines()

    with serving() as process:
        printed = process.lines[0]

    assert served == "$ catapult-simulator serve"
    assert printed == shown.replace("http://127.0.0.1:8080", process.url)


@needs_curl
def test_every_command_works_after_the_printed_lines() -> None:
    lines = [line for line in lines_with("catapult-simulator") if "serve" not in line]
    assert len(lines) == 4

    with serving() as process, Receiver() as app:
        give_number_an_application(process, app)
        for line in [line for line in process.lines if line.startswith("curl ")][1:]:
            assert "201 Created" in run_line(line).stdout
        ran = {
            line: run_line(
                line.replace("http://127.0.0.1:9000", app.url),
                CATAPULT_SIMULATOR_URL=process.url,
            )
            for line in lines
        }

    assert [done.stderr for done in ran.values()] == [""] * 4
    assert [done.returncode for done in ran.values()] == [0] * 4
    assert all(done.stdout for done in ran.values())


def give_number_an_application(process: Process, app: Receiver) -> None:
    """Import the sample number, as the first printed line does, for the app of the reader."""
    user = f"{process.url}/v1/users/{DEFAULT_CREDENTIALS.user_id}"
    with requests.Session() as session:
        session.auth = (DEFAULT_CREDENTIALS.token, DEFAULT_CREDENTIALS.secret)
        draft = {"name": "shop", "incomingMessageUrl": f"{app.url}/sms"}
        created = session.post(f"{user}/applications", json=draft, timeout=30)
        number = {
            "number": SAMPLE_NUMBER,
            "applicationId": created.headers["Location"].rpartition("/")[2],
        }
        assert session.post(f"{user}/phoneNumbers", json=number, timeout=30).status_code == 201


@pytest.mark.parametrize("line", lines_with("pytest"), ids=["simulator", "live"])
def test_the_contract_suite_accepts_the_options(line: str) -> None:
    """The checks are collected, not run: a gate runs them, and the real API costs money."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}"
        ran = run_line(
            f"{line} --collect-only -q -p no:cacheprovider",
            CATAPULT_BASE_URL=nowhere,
            CATAPULT_ALLOW_HTTP="yes",
        )

    assert ran.returncode == 0, ran.stdout + ran.stderr


# -- names -----------------------------------------------------------------------------


def rows_with_routes() -> list[tuple[str, str]]:
    return re.findall(r"^\| .+ \| `(/v1.+)` \| (.+) \|$", README, flags=re.MULTILINE)


@pytest.mark.parametrize(("route", "state"), rows_with_routes())
def test_the_table_of_routes_is_true(route: str, state: str) -> None:
    with Server(Simulator()) as server:
        server.simulator.open_tenant(*DEFAULT_CREDENTIALS)
        path = route.format(userId=DEFAULT_CREDENTIALS.user_id, number=SAMPLE_NUMBER)
        answer = requests.get(
            server.url + path,
            auth=(DEFAULT_CREDENTIALS.token, DEFAULT_CREDENTIALS.secret),
            timeout=30,
        )

    unknown = answer.status_code == 404 and answer.json()["code"] == "resource-not-found"
    assert unknown is state.startswith("no, answers 404")
    assert unknown is not state.startswith("yes")


def test_every_command_named_exists() -> None:
    named = set(re.findall(r"catapult-simulator ([a-z]+)\b", README)) - {"listens"}

    assert named
    for name in named:
        assert finished(name, "--help").returncode == 0


@pytest.mark.parametrize("file", [".ci/run", "docs/performance.md"])
def test_a_file_named_exists(file: str) -> None:
    assert f"`{file}`" in README
    assert (ROOT / file).is_file()


def test_every_option_of_serve_has_a_variable() -> None:
    help_text = finished("serve", "--help", COLUMNS="200").stdout

    flags = re.findall(r"^  --([a-z-]+)", help_text, flags=re.MULTILINE)
    assert flags
    for flag in flags:
        assert f"CATAPULT_SIMULATOR_{flag.replace('-', '_').upper()}" in help_text
