"""Runs the blocks of one page, in order, in one folder, as its reader would.

- A block with a title is written to that file. A test file is run, unless a console block follows
  it and runs pytest.
- Python without a title is run alone: by pytest where it has a test, else as a script.
- A console block is typed line by line. Output that is shown must appear; `...` stands for any.
  `serve`, and a container of ours, runs until the end of the page, on a free port.
- JSON, TOML, YAML and INI must be well-formed.
"""

import configparser
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path

import yaml

from catapult_simulator import Server, Simulator
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS
from catapult_simulator.tls.folder import VARIABLE as TLS_FOLDER
from project.blocks import Block
from serve_support import own_environment, serving

LOCAL = "http://127.0.0.1:8080"
LOCAL_TLS = "https://localhost:8080"
CONNECT_TO = ":443:127.0.0.1:8080"  # of an option of curl
# Console programs that are not run: they need the network or a daemon, or would run these tests.
NOT_RUN = {"docker", "git", "make", "npm", "pip", "sudo"}
# pytest loads these plugins alone: all that are installed here take four times as long to load.
PLUGINS = ("catapult_simulator.pytest_plugin", "anyio.pytest_plugin", "xdist.plugin")
PYTEST = " ".join(["-p no:cacheprovider", *(f"-p {plugin}" for plugin in PLUGINS)])
TIMEOUT_SECONDS = 300


def _parse_ini(text: str) -> None:
    configparser.ConfigParser().read_string(text)


def _check_shell(text: str) -> None:
    subprocess.run(["sh", "-n"], input=text, text=True, check=True, capture_output=True)


def _check_script(text: str) -> None:
    if node := shutil.which("node"):
        command = [node, "--check", "--input-type=module", "-"]
        subprocess.run(command, input=text, text=True, check=True, capture_output=True)


def _check_python(text: str) -> None:
    compile(text, "block", "exec")


def _check_console(text: str) -> None:
    assert text.startswith("$ "), "a console block begins with a command: `$ ...`"
    for command, _ in Block("", 0, "console", None, text).commands:
        _check_shell(command)


# What is checked of each language where a block is not run.
SYNTAX: dict[str, Callable[[str], object]] = {
    "console": _check_console,
    "ini": _parse_ini,
    "javascript": _check_script,
    "json": json.loads,
    "python": _check_python,
    "sh": _check_shell,
    "text": str,
    "toml": tomllib.loads,
    "yaml": lambda text: list(yaml.safe_load_all(text)),
}
# Languages without a checker here: shown only with a mark that says why they are not run.
FOREIGN = {"csharp", "dockerfile", "go", "java", "php", "ruby"}


def environment(**more: str) -> dict[str, str]:
    """The variables of a reader: the project's programs on the path, few plugins of pytest."""
    return own_environment(
        PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        PYTEST_ADDOPTS=PYTEST,
        PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
        COLUMNS="80",
        **more,
    )


def program_of(command: str) -> str:
    """The program that a shell command calls, behind its variables."""
    words = shlex.split(command)
    return next(word for word in words if not re.match(r"[A-Z_]+=", word))


class PageRun:
    """A folder with what the page has written so far, and the simulator that it has started."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._url = ""
        self._tests: list[str] = []  # files of tests that are still to be run

    def run(self, blocks: list[Block]) -> None:
        """Run all blocks. Raises AssertionError, which names page and line."""
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            try:
                self._run(block, following)
                if not _is_test_file(following):
                    self._run_tests()
            except Exception as error:
                raise AssertionError(f"{block}: {error}") from error

    def _run(self, block: Block, following: Block | None) -> None:
        if block.reason is None or block.language not in FOREIGN:
            assert block.language in SYNTAX, f"unknown language {block.language!r}"
            SYNTAX[block.language](block.text)
        if block.reason is not None:
            return
        if block.language == "console":
            for command, output in block.commands:
                self._type(command, output)
        elif block.title:
            if block.title in self._tests:  # the page shows it again, changed
                self._run_tests()
            self._write(block.title, block.text)
            if _is_test_file(block) and not _types_pytest(following):
                self._tests.append(block.title)
        elif block.language == "python":
            self._run_python(block)

    def _run_python(self, block: Block) -> None:
        name = f"{'test_' if _is_test_file(block) else ''}line_{block.line}.py"
        self._write(name, block.text)
        if _is_test_file(block):
            self._tests.append(name)
        else:
            self._call([name])

    def _run_tests(self) -> None:
        """Run the tests of blocks that follow one another, in one process: it is quicker."""
        if self._tests:
            self._call(["-m", "pytest", "-q", *self._tests])
        self._tests = []

    def _write(self, name: str, text: str) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self._addressed(text), encoding="utf-8")

    def _addressed(self, text: str) -> str:
        """`text` with the address of the page's simulator; one is started on first use."""
        if LOCAL in text and not self._url:
            server = self._stack.enter_context(Server(Simulator()))
            server.simulator.open_tenant(*DEFAULT_CREDENTIALS)
            self._url = server.url
        if not self._url:
            return text
        at = self._url.partition("://")[2]
        text = text.replace(LOCAL, self._url).replace(LOCAL_TLS, f"https://{at}")
        return text.replace(CONNECT_TO, f":443:{at}")

    def _type(self, command: str, shown: str) -> None:
        program = program_of(command)
        if served := _served(command):
            self._serve(*served, shown=shown)
            return
        if program in NOT_RUN:
            return
        assert shutil.which(program, path=environment()["PATH"]), f"no program {program!r}"
        ran = self._finished(["sh", "-c", self._addressed(command)])
        if shown.strip():
            self._compare(command, shown, ran.stdout + ran.stderr)
        else:
            _check_exit(ran, command)

    def _serve(self, options: list[str], variables: dict[str, str], *, shown: str) -> None:
        process = self._stack.enter_context(serving(*options, **variables, **self._certificates))
        self._url = process.url
        self._compare("serve", f"{shown}...", "\n".join(process.lines))

    def _compare(self, command: str, shown: str, printed: str) -> None:
        flags = ELLIPSIS | NORMALIZE_WHITESPACE
        if not OutputChecker().check_output(self._addressed(shown), printed, flags):
            raise AssertionError(f"{command!r} printed\n{printed}\ninstead of\n{shown}")

    def _call(self, arguments: Iterable[str]) -> None:
        command = [sys.executable, "-W", "error", *arguments]
        _check_exit(self._finished(command), shlex.join(command))

    def _finished(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            cwd=self._folder,
            env=environment(**self._variables),
            timeout=TIMEOUT_SECONDS,
        )

    @property
    def _certificates(self) -> dict[str, str]:
        return {TLS_FOLDER: str(self._folder / "certificates")}

    @property
    def _variables(self) -> dict[str, str]:
        simulator = {"CATAPULT_SIMULATOR_URL": self._url} if self._url else {}
        return self._certificates | simulator


def _served(command: str) -> tuple[list[str], dict[str, str]] | None:
    """Options and variables of a command that starts a simulator, None for any other."""
    words = shlex.split(command)
    if words[:2] == ["docker", "run"] and "catapult-simulator" in words:
        options = words[words.index("catapult-simulator") + 1 :]
        given = [words[at + 1] for at, word in enumerate(words) if word == "-e"]
    else:
        at = words.index(program_of(command))
        given, options = words[:at], words[at + 2 :]
        if words[at : at + 2] != ["catapult-simulator", "serve"] or "--help" in options:
            return None
    return options, dict(each.split("=", 1) for each in given)


def _is_test_file(block: Block | None) -> bool:
    """Whether pytest runs this block."""
    if block is None or block.reason is not None or block.language != "python":
        return False
    return Path(block.title).name.startswith("test_") if block.title else "def test_" in block.text


def _types_pytest(block: Block | None) -> bool:
    return block is not None and block.language == "console" and "pytest" in block.text


def _check_exit(ran: subprocess.CompletedProcess[str], command: str) -> None:
    if ran.returncode:
        raise AssertionError(f"{command} exited with {ran.returncode}:\n{ran.stdout}{ran.stderr}")
