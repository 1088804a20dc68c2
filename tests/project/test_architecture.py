"""Imports: which parts of the package may import which, and no side effects."""

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable
from graphlib import TopologicalSorter
from importlib.util import find_spec
from pathlib import Path

import pytest

from project.modules import (
    CORE,
    EDGES,
    MODULES,
    OURS,
    PACKAGE,
    ROOT,
    dotted,
    imported_modules,
    imported_names,
    libraries_of,
    modules_under,
    part_of,
    tree_of,
)

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Each part of the package, and the parts that it may import: only parts further down the table.
# A part is a file or a folder at the top of the package.
IMPORTS: dict[str, set[str]] = {
    "__main__": {"cli"},
    "cli": {
        "assistants",
        "server",
        "control_client",
        "callbacks",
        "tls",
        "http_server",
        "core",
    },
    "assistants": {"control_client", "core"},
    "pytest_plugin": {"testing", "server", "core"},
    "__init__": {"testing", "server", "tls", "core"},
    "testing": {"server", "control_client", "callbacks", "http_server", "core"},
    "control_client": {"tls", "core"},
    "server": {"app", "callbacks", "http_server", "web", "tls", "core"},
    "app": {"pages", "control", "rest", "web", "core"},
    "pages": {"openapi", "control", "rest", "web", "core"},
    "openapi": {"control", "rest", "web", "core"},
    "control": {"rest", "web", "core"},
    "rest": {"web", "core"},
    "web": {"http_server", "core"},
    "callbacks": {"tls", "core"},
    "tls": {"core"},
    "http_server": set(),
    "core": set(),
}
# `web` asks the server for delays, long polls and broken connections with the names of this module.
SERVER_EXTENSIONS = "http_server.wsgi"
# These load without the simulator: options are parsed, and health is checked, before it is needed.
LIGHT = {
    "cli.environment", "cli.healthcheck", "cli.receiver", "cli.settings",
    "control_client.calls", "control_client.client", "control_client.errors",
    "control_client.transport", "control_client.tls_problems", "control_client.wrapped_errors",
}  # fmt: skip

# Modules under this path may import the libraries of an extra.
EXTRA_OF = (
    ("pytest_plugin.py", "pytest"), ("testing/plugin/", "pytest"), ("tls/", "tls"),
    ("testing/redirect/", "redirect"), ("testing/serving/", "asgi"), ("assistants/", "mcp"),
    ("cli/assistants.py", "mcp"),
)  # fmt: skip

# Only core/time/clock.py may call these: `advance` cannot move the real time.
REAL_TIME = {"sleep", "now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter"}


def run_python(*arguments: str) -> str:
    """Run a new interpreter; gives its output."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def offenders(modules: Iterable[str], offences: Callable[[str], set[str]]) -> dict[str, set[str]]:
    """The modules that break a rule, each with what it should not do."""
    found = {module: offences(module) for module in modules}
    return {module: names for module, names in found.items() if names}


def outside_core(module: str) -> set[str]:
    ours = {name for name in imported_names(module) if name.startswith(OURS)}
    return libraries_of(module) | {n for n in ours if not n.startswith(f"{OURS}.core.")}


def test_the_core_imports_the_standard_library_and_itself() -> None:
    assert offenders(CORE, outside_core) == {}


def reality(module: str) -> set[str]:
    """The calls of a module for real time, and its imports of chance and of functions of time."""
    called = [node.func for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call)]
    asked = {
        f"{name.value.id}.{name.attr}"
        for name in called
        if isinstance(name, ast.Attribute)
        and isinstance(name.value, ast.Name)
        and name.value.id in {"time", "datetime", "date"}
        and name.attr in REAL_TIME
    }
    names = imported_names(module)
    return asked | {n for n in names if re.match(r"random\b|secrets\b|time\.", n)}


def test_the_core_reads_no_real_time_and_no_random_numbers() -> None:
    assert offenders(set(CORE) - {"core/time/clock.py"}, reality) == {}


def test_every_part_is_in_the_table() -> None:
    assert {part_of(dotted(module)) for module in MODULES} == set(IMPORTS)


def test_a_part_imports_only_parts_below_it() -> None:
    parts = list(IMPORTS)

    upwards = {(a, b) for a in parts for b in IMPORTS[a] if parts.index(b) <= parts.index(a)}

    assert upwards == set()


def foreign_parts(module: str) -> set[str]:
    """The parts that a module imports, and may not."""
    part = part_of(dotted(module))
    return {part_of(name) for name in imported_modules(module)} - {part, "__init__"} - IMPORTS[part]


def test_a_module_imports_what_its_part_may() -> None:
    assert offenders(MODULES, foreign_parts) == {}


@pytest.mark.parametrize("part", IMPORTS)
def test_each_import_of_the_table_is_made(part: str) -> None:
    modules = [module for module in MODULES if part_of(dotted(module)) == part]

    made = {part_of(name) for module in modules for name in imported_modules(module)}

    assert IMPORTS[part] - made == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    # The root imports its public names on first use: it closes no circle.
    imports = {dotted(each): imported_modules(each) - {OURS, dotted(each)} for each in MODULES}

    TopologicalSorter(imports).prepare()  # raises CycleError, which lists the modules


def parts_of_server(module: str) -> set[str]:
    return {name for name in imported_modules(module) if part_of(name) == "http_server"}


def test_web_imports_only_the_extensions_of_the_server() -> None:
    web = modules_under(PACKAGE / "web")

    used = {name for module in web for name in parts_of_server(module)}

    assert used == {f"{OURS}.{SERVER_EXTENSIONS}"}


@pytest.mark.parametrize("name", sorted(LIGHT))
def test_a_light_module_imports_no_heavy_one(name: str) -> None:
    module = f"{name.replace('.', '/')}.py"
    light = {f"{OURS}.{other}" for other in LIGHT} | {
        f"{OURS}.core.control_token",
        f"{OURS}.core.addresses",
        f"{OURS}.core.credentials",
        f"{OURS}.core.hosts",
        f"{OURS}.core.masking",  # as `wrapped_errors` imports it
        f"{OURS}.core.urls",
        f"{OURS}.tls.trust",
        OURS,
    }

    assert not imported_modules(module) - light


def undeclared(module: str) -> set[str]:
    """The libraries that a module imports, and pyproject.toml does not name for it."""
    extras = PROJECT["optional-dependencies"]
    extra = [line for under, name in EXTRA_OF if module.startswith(under) for line in extras[name]]
    return libraries_of(module) - {
        re.split(r"\W", line)[0] for line in PROJECT["dependencies"] + extra
    }


def test_libraries_are_declared() -> None:
    assert offenders(EDGES, undeclared) == {}


def test_an_import_has_no_side_effects() -> None:
    importable = [dotted(each) for each in MODULES if all(map(find_spec, libraries_of(each)))]

    effects = json.loads(run_python("-B", f"{ROOT}/tests/project/import_watch.py", *importable))

    assert effects == []


def test_the_pytest_plugin_loads_pytest_and_the_standard_library_only() -> None:
    before = "import pytest, sys; before = set(sys.modules); "
    after = f"import {OURS}.pytest_plugin; print(*(set(sys.modules) - before))"

    loaded = {name.partition(".")[0] for name in run_python("-c", before + after).split()}

    assert OURS in loaded
    assert not loaded - sys.stdlib_module_names - {OURS}


def project_files() -> list[Path]:
    """The text files that are committed or could be."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a clone: only git knows the files of the project")
    listing = ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"]
    names = subprocess.run(listing, check=True, capture_output=True).stdout.decode().split("\0")
    paths = [ROOT / name for name in names if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8192]]


def test_project_files_name_no_path_of_a_machine() -> None:
    paths = [f"{folder}/" for folder in (ROOT, Path.home()) if len(folder.parts) > 1]
    machine = re.compile("|".join([r"/(?:home|Users)/\w+/", *map(re.escape, paths)]).encode())

    named = {
        f"{path.relative_to(ROOT)}: {found[0].decode()}"
        for path in project_files()
        if (found := machine.search(path.read_bytes()))
    }

    assert named == set()
