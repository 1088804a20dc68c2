"""The modules of the package, and what each imports."""

import ast
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "simulator" / "catapult_simulator"
OURS = PACKAGE.name


def modules_under(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(PACKAGE)) for path in folder.rglob("*.py"))


MODULES = modules_under(PACKAGE)
CORE = modules_under(PACKAGE / "core")
EDGES = sorted(set(MODULES) - set(CORE))


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


@cache
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
    return {name if name in DOTTED else name.rpartition(".")[0] for name in names}


def dotted(module: str) -> str:
    return ".".join((OURS, *Path(module).with_suffix("").parts)).removesuffix(".__init__")


DOTTED = set(map(dotted, MODULES))
