"""Facts on the pages that no block shows: routes, commands, options, lines for docker, links."""

import re
import shlex
import socket
import subprocess
from pathlib import Path

import pytest
import requests

from catapult_simulator import Server, Simulator
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS, SAMPLE_NUMBER
from project.blocks import DOCS, ROOT, blocks_of, pages
from project.page_run import environment, program_of
from serve_support import finished

REPOSITORY = "https://github.com/catapult-simulator/catapult-simulator"
FILE = re.compile(rf"{re.escape(REPOSITORY)}/(?:blob|tree)/main/([^)\s#]+)(?:#([^)\s]+))?")


def lines_with(program: str, page: Path) -> list[str]:
    """The commands of a page that call `program`."""
    commands = [command for block in blocks_of(page) for command, _ in block.commands]
    return [command for command in commands if program_of(command) == program]


# -- the API -----------------------------------------------------------------------------------


def rows_with_routes() -> list[tuple[str, str]]:
    text = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
    return re.findall(r"^\| .+ \| `(/v1.+)` \| (.+) \|$", text, flags=re.MULTILINE)


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


# -- commands ----------------------------------------------------------------------------------


def named_commands() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in pages()]
    named = re.findall(r"(?:`|\$ )catapult-simulator ([a-z]+(?:-[a-z]+)*)\b", "\n".join(texts))
    return set(named)


@pytest.mark.parametrize("command", sorted(named_commands()))
def test_a_command_that_a_page_names_exists(command: str) -> None:
    assert finished(command, "--help").returncode == 0


def test_every_option_of_serve_has_a_variable() -> None:
    help_text = finished("serve", "--help", COLUMNS="200").stdout

    flags = re.findall(r"^  --([a-z-]+)", help_text, flags=re.MULTILINE)
    assert flags
    for flag in flags:
        assert f"CATAPULT_SIMULATOR_{flag.replace('-', '_').upper()}" in help_text


def test_the_docker_lines_fit_the_image() -> None:
    """No container is started: the image is tested where it can be built."""
    lines = lines_with("docker", DOCS / "how-to" / "container.md")
    built, ran = map(shlex.split, lines[:2])
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")

    assert built == ["docker", "build", "-t", ran[-1], "."]
    assert ran[ran.index("-p") + 1] == "127.0.0.1:8080:8080"
    assert "EXPOSE 8080" in dockerfile
    assert 'ENTRYPOINT ["catapult-simulator"]\nCMD ["serve"]' in dockerfile


ACCOUNT = {
    "CATAPULT_ALLOW_HTTP": "yes",
    "CATAPULT_LIVE": "yes",
    "CATAPULT_USER_ID": "u-1",
    "CATAPULT_TOKEN": "t-1",
    "CATAPULT_SECRET": "hush",
}


_ONE_MODULE = "--ignore-glob='*/test_[b-z]*.py'"  # it takes a second, all of them three


@pytest.mark.parametrize(
    "line",
    [line for line in lines_with("pytest", DOCS / "how-to" / "contract.md") if "--target" in line],
)
def test_the_contract_suite_accepts_the_options(line: str) -> None:
    """The checks are collected, not run: a gate runs them, and the real API costs money."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}"
        ran = subprocess.run(
            ["sh", "-c", f"{line.replace('…', '1')} --collect-only -q {_ONE_MODULE}"],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=environment(CATAPULT_BASE_URL=nowhere, **ACCOUNT),
            timeout=120,
        )

    assert ran.returncode == 0, ran.stdout + ran.stderr


# -- links -------------------------------------------------------------------------------------


def headings(path: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub and MkDocs make them."""
    lines = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    words = (re.sub(r"[^\w\s-]", "", line.lower()) for line in lines)
    return {re.sub(r"\s", "-", each.strip()) for each in words}


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_the_repository_lead_to_a_file_and_a_heading(page: Path) -> None:
    found = FILE.findall(page.read_text(encoding="utf-8"))

    broken = {
        f"{file}#{anchor}"
        for file, anchor in found
        if not (ROOT / file).exists() or (anchor and anchor not in headings(ROOT / file))
    }

    assert broken == set()
