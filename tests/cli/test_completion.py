"""`completion` and `openapi`."""

import json
import shutil
import subprocess

import pytest
from click.shell_completion import BashComplete
from click.testing import CliRunner

from catapult_simulator.cli.main import commands
from cli.commands import Run

PROGRAM = "catapult-simulator"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_asks_this_program(shell: str) -> None:
    script = CliRunner().invoke(commands, ["completion", shell]).output

    assert f"_CATAPULT_SIMULATOR_COMPLETE={shell}_complete" in script
    assert PROGRAM in script


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
def test_bash_understands_the_script() -> None:
    script = CliRunner().invoke(commands, ["completion", "bash"]).output

    subprocess.run(["bash", "-n"], input=script, text=True, check=True)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("mess", "messages"),
        ("fault li", "list"),
        ("serve --clo", "--clock"),
        ("fault add --at ca", "callback"),
    ],
)
def test_what_is_typed_is_completed(typed: str, completed: str) -> None:
    *words, begun = typed.split()
    shell = BashComplete(commands, {}, PROGRAM, "_CATAPULT_SIMULATOR_COMPLETE")

    assert completed in [each.value for each in shell.get_completions(words, begun)]


@pytest.mark.parametrize(("api", "path"), [("v1", "/v1/users/"), ("control", "/_simulator/")])
def test_the_documents_are_printed(run: Run, api: str, path: str) -> None:
    document = json.loads(run("openapi", api).output)

    assert document["openapi"].startswith("3.1")
    assert any(each.startswith(path) for each in document["paths"])
