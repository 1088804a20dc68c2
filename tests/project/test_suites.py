"""The suites of examples/suites, in other languages, pass, and fail where the app is wrong."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from catapult_simulator import Server, Simulator
from project.blocks import DOCS
from serve_support import own_environment

FOLDER = Path(__file__).parents[2] / "examples" / "suites"
PAGE = (DOCS / "how-to" / "languages.md").read_text(encoding="utf-8")
# File -> the command that runs it, as the file and the page say.
COMMANDS = {
    "ShopTest.java": "java {}",
    "shop.test.mjs": "node --test {}",
    "shop_test.go": "go test -vet=off {}",
    "shop_test.rb": "ruby {}",
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(Simulator()) as server:
        yield server


def run(name: str, server: Server, file: Path) -> subprocess.CompletedProcess[str]:
    program, *more = COMMANDS[name].split()
    if not shutil.which(program):
        pytest.skip(f"no {program} here")
    return subprocess.run(
        [program, *(str(file) if word == "{}" else word for word in more)],
        capture_output=True,
        text=True,
        env=own_environment(CATAPULT_URL=server.url),
        timeout=300,
    )


def test_each_suite_is_run_here_and_is_on_the_page() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(COMMANDS)
    assert [name for name in COMMANDS if f"examples/suites/{name})" not in PAGE] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_suite_says_how_it_is_run(name: str) -> None:
    first = (FOLDER / name).read_text(encoding="utf-8").partition("\n")[0]

    command = COMMANDS[name].format(f"examples/suites/{name}")
    assert command.startswith(re.split(r":  ", first)[1].rstrip("/"))
    assert f"`{COMMANDS[name].format(name)}`" in PAGE


@pytest.mark.parametrize("name", COMMANDS)
def test_a_suite_passes_and_closes_its_account(name: str, server: Server) -> None:
    done = run(name, server, FOLDER / name)

    assert done.returncode == 0, done.stdout + done.stderr
    assert list(server.simulator.tenants()) == []


@pytest.mark.parametrize("name", ["shop.test.mjs", "shop_test.rb"])  # the quick ones
def test_a_suite_fails_where_the_app_answers_otherwise(
    name: str, server: Server, tmp_path: Path
) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text(text.replace("Yes, until six.", "No.", 1), encoding="utf-8")

    done = run(name, server, tmp_path / name)

    assert done.returncode == 1
    assert "Yes, until six." in done.stdout
