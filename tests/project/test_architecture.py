"""Imports: which parts of the package may import which, and no side effects."""

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from graphlib import TopologicalSorter
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "simulator" / "catapult_simulator"
OURS = PACKAGE.name

# Each part of the package, and the parts that it may import: only parts further down the table.
# A part is a file or a folder at the top of the package.
IMPORTS: dict[str, set[str]] = {
    "__main__": {"cli"},
    "cli": {"assistants", "server", "control_client", "callbacks", "tls", "core"},
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
    "control_client.transport", "control_client.tls_problems",
}  # fmt: skip

# Modules under this path may import the libraries of an extra.
EXTRA_OF = (
    ("pytest_plugin.py", "pytest"), ("testing/plugin/", "pytest"), ("tls/", "tls"),
    ("testing/redirect/", "redirect"), ("testing/serving/", "asgi"), ("assistants/", "mcp"),
    ("cli/assistants.py", "mcp"),
)  # fmt: skip

# Only core/time/clock.py may call these: `advance` cannot move the real time.
REAL_TIME = {"sleep", "now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter"}


def modules_under(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(PACKAGE)) for path in folder.rglob("*.py"))


MODULES = modules_under(PACKAGE)
CORE = modules_under(PACKAGE / "core")
EDGES = sorted(set(MODULES) - set(CORE))


def tree_of(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


def imported_names(module: str) -> set[str]:
    """The dotted names that a module imports, those within functions too."""
    found: set[str] = set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def libraries_of(module: str) -> set[str]:
    """The third-party packages that a module imports."""
    tops = {name.partition(".")[0] for name in imported_names(module)}
    return tops - sys.stdlib_module_names - {OURS}


def part_of(name: str) -> str:
    """The part of a dotted name: `catapult_simulator.rest.v1.errors` is in `rest`."""
    return [*name.split(".")[1:], "__init__"][0]


def imported_modules(module: str) -> set[str]:
    """The modules of the package that a module imports."""
    names = {name for name in imported_names(module) if name.partition(".")[0] == OURS}
    known = {dotted(other) for other in MODULES}
    return {name if name in known else name.rpartition(".")[0] for name in names}


def dotted(module: str) -> str:
    return ".".join((OURS, *Path(module).with_suffix("").parts)).removesuffix(".__init__")


def run_python(*arguments: str) -> str:
    """Run a new interpreter; gives its output."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


@pytest.mark.parametrize("module", CORE)
def test_the_core_imports_the_standard_library_and_itself(module: str) -> None:
    ours = {name for name in imported_names(module) if name.startswith(OURS)}

    assert not libraries_of(module)
    assert not {name for name in ours if not name.startswith(f"{OURS}.core.")}


@pytest.mark.parametrize("module", sorted(set(CORE) - {"core/time/clock.py"}))
def test_the_core_reads_no_real_time_and_no_random_numbers(module: str) -> None:
    called = [node.func for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call)]
    asked = {
        f"{name.value.id}.{name.attr}"
        for name in called
        if isinstance(name, ast.Attribute)
        and isinstance(name.value, ast.Name)
        and name.value.id in {"time", "datetime", "date"}
        and name.attr in REAL_TIME
    }

    assert not asked
    assert not {n for n in imported_names(module) if n.split(".")[0] in {"random", "secrets"}}
    assert not {n for n in imported_names(module) if n.startswith("time.")}


def test_every_part_is_in_the_table() -> None:
    assert {part_of(dotted(module)) for module in MODULES} == set(IMPORTS)


def test_a_part_imports_only_parts_below_it() -> None:
    parts = list(IMPORTS)

    upwards = {(a, b) for a in parts for b in IMPORTS[a] if parts.index(b) <= parts.index(a)}

    assert upwards == set()


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_what_its_part_may(module: str) -> None:
    part = part_of(dotted(module))

    imported = {part_of(name) for name in imported_modules(module)} - {part, "__init__"}

    assert not imported - IMPORTS[part]


@pytest.mark.parametrize("part", IMPORTS)
def test_each_import_of_the_table_is_made(part: str) -> None:
    modules = [module for module in MODULES if part_of(dotted(module)) == part]

    made = {part_of(name) for module in modules for name in imported_modules(module)}

    assert IMPORTS[part] - made == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    # The root imports its public names on first use: it closes no circle.
    imports = {dotted(each): imported_modules(each) - {OURS, dotted(each)} for each in MODULES}

    TopologicalSorter(imports).prepare()  # raises CycleError, which lists the modules


@pytest.mark.parametrize("module", modules_under(PACKAGE / "web"))
def test_web_imports_only_the_extensions_of_the_server(module: str) -> None:
    of_server = {name for name in imported_modules(module) if part_of(name) == "http_server"}

    assert of_server <= {f"{OURS}.{SERVER_EXTENSIONS}"}


@pytest.mark.parametrize("name", sorted(LIGHT))
def test_a_light_module_imports_no_heavy_one(name: str) -> None:
    module = f"{name.replace('.', '/')}.py"
    light = {f"{OURS}.{other}" for other in LIGHT} | {
        f"{OURS}.core.control_token",
        f"{OURS}.core.addresses",
        f"{OURS}.core.credentials",
        f"{OURS}.core.hosts",
        f"{OURS}.core.masking",  # as `reasons` imports it
        f"{OURS}.core.urls",
        f"{OURS}.core.reasons",
        f"{OURS}.tls.trust",
        OURS,
    }

    assert not imported_modules(module) - light


@pytest.mark.parametrize("module", EDGES)
def test_libraries_are_declared(module: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    extra = [line for under, name in EXTRA_OF if module.startswith(under) for line in extras[name]]
    declared = {re.split(r"\W", line)[0] for line in project["dependencies"] + extra}

    assert not libraries_of(module) - declared


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
