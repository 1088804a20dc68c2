"""The start of commands: what they load, and the quick way of `health`."""

import os
import subprocess
import sys
from collections.abc import Iterable

import click
import pytest

from catapult_simulator import Server, Tenant
from catapult_simulator.cli import entry, healthcheck
from catapult_simulator.cli.main import COMMANDS, commands
from catapult_simulator.cli.receiver import Receiver
from cli.commands import LINE, PERSON, own_number
from serve_support import own_environment

OURS = "catapult_simulator"
SMALL = {"click", "httptools"}
# A use of each command that does its work with these.
LIGHT = [
    ["receive", "--from", PERSON, "--to", LINE, "--text", "hi"],
    ["chat"],
    ["send"],
    ["doctor", "{app}"],
    ["connect", "{app}"],
    ["trigger", "sms"],
    ["callback", "{app}"],
    ["messages"],
    ["person", PERSON, "--answers", "YES"],
    ["people"],
    ["journal"],
    ["requests"],
    ["tenants"],
    ["tenant", "list"],
    ["number", "list"],
    ["application", "list"],
    ["magic"],
    ["health"],
    ["advance", "5"],
    ["advance-to", "2099-01-01T00:00:00Z"],
    ["settle"],
    ["pending"],
    ["reset"],
    ["fault", "list"],
    ["setup", "export"],
    ["snapshot", "save", os.devnull],
    ["openapi"],
    ["completion", "bash"],
    ["ca"],
]
# They start a simulator, load the SDK of assistants, or look for a message first.
HEAVY = {"serve", "demo", "listen", "mcp", "replay"}


@pytest.fixture
def usual(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server at the address that a command without options calls."""
    for name in [name for name in os.environ if name.startswith("CATAPULT_SIMULATOR_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CATAPULT_SIMULATOR_PORT", port_of(server))
    return server


def port_of(server: Server) -> str:
    return server.url.rpartition(":")[2]


def loaded_by(script: str, **variables: str) -> set[str]:
    """The modules that a script adds to those of a bare interpreter. Its own output may not end
    without a line break.
    """
    command = [
        sys.executable,
        "-c",
        f"import sys; bare = {{*sys.modules}}\n{script}\nprint(*({{*sys.modules}} - bare))",
    ]
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env=own_environment(**variables)
    )
    return set(done.stdout.splitlines()[-1].split())


def command_of(name: str) -> click.Command | None:
    return commands.get_command(click.Context(commands), name)


def libraries_of(modules: set[str]) -> set[str]:
    """The libraries of other projects among them, without what Cython adds to httptools."""
    tops = {module.partition(".")[0] for module in modules if "cython" not in module}
    return tops - sys.stdlib_module_names - {OURS}


def invoking(uses: Iterable[list[str]]) -> str:
    """A script that runs commands, one after the other."""
    return f"""
from click.testing import CliRunner
from catapult_simulator.cli.main import commands
for words in {[*uses]}:
    result = CliRunner().invoke(commands, words, catch_exceptions=False)
    assert result.exit_code == 0, (words, result.output)
"""


def test_no_help_text_loads_a_large_library() -> None:
    """Other libraries would take longer than `import click, requests`, two thirds of the budget of
    a command's start. The SDK of `mcp` alone takes a second.
    """
    groups = {name: command_of(name) for name in COMMANDS}
    inner = [
        [name, word, "--help"]
        for name, group in groups.items()
        if isinstance(group, click.Group)
        for word in group.commands
    ]

    loaded = loaded_by(invoking([["--help"], *([name, "--help"] for name in COMMANDS), *inner]))

    assert libraries_of(loaded) <= SMALL


def test_every_command_says_whether_it_loads_a_large_library() -> None:
    assert {words[0] for words in LIGHT} | HEAVY == {*COMMANDS}


def test_a_command_that_calls_a_simulator_loads_no_large_library(
    server: Server, tenant: Tenant, app: Receiver
) -> None:
    own_number(tenant, app)
    placed = [[word.format(app=app.url) for word in words] for words in LIGHT]

    loaded = loaded_by(
        invoking(placed),
        CATAPULT_SIMULATOR_URL=server.url,
        CATAPULT_SIMULATOR_TENANT=tenant.user_id,
    )

    assert libraries_of(loaded) <= SMALL


def test_health_loads_seven_small_modules_and_a_socket(usual: Server) -> None:
    """Two milliseconds: half of the time that it may take is the start of Python, which stands."""
    script = "import sys; sys.argv = ['', 'health']; from catapult_simulator.cli import entry"

    loaded = loaded_by(f"{script}; entry.main()", CATAPULT_SIMULATOR_PORT=port_of(usual))

    assert {name for name in loaded if not name.startswith(OURS)} == {"_socket"}
    assert len(loaded) <= 8


def test_the_health_of_a_running_simulator_is_told_without_click(
    usual: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["catapult-simulator", "health"])
    monkeypatch.setitem(sys.modules, "catapult_simulator.cli.main", None)

    entry.main()

    tenants = len(usual.simulator.tenants())
    assert capsys.readouterr().out == f"ok: version 0.1.0, clock virtual, tenants {tenants}\n"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("URL", "http://127.0.0.1:1"),
        ("PORT", "1"),
        ("PORT", "many"),
        ("TLS", "1"),
        ("TLS", "perhaps"),
        ("NOBODYS", "x"),
        ("HOST", "no such host"),
        ("HOST", "1.2"),
    ],
)
def test_what_is_unusual_is_left_to_the_command(
    usual: Server, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(f"CATAPULT_SIMULATOR_{variable}", value)
    monkeypatch.setattr(healthcheck, "TIMEOUT_SECONDS", 0.05)

    assert healthcheck.say_health() is False


def test_the_quick_way_says_the_same_as_the_command(
    usual: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    healthcheck.say_health()
    quick = capsys.readouterr().out
    monkeypatch.setenv("CATAPULT_SIMULATOR_URL", usual.url)  # unusual
    monkeypatch.setattr(sys, "argv", ["catapult-simulator", "health"])

    with pytest.raises(SystemExit):
        entry.main()

    assert capsys.readouterr().out == quick
