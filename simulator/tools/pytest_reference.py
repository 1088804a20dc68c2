"""The fixtures and options of the pytest plugin as Markdown, made from its code."""

import ast
from collections.abc import Iterator
from inspect import cleandoc, getsource

from catapult_simulator import __all__, pytest_plugin
from catapult_simulator.pytest_plugin import INI, SETTINGS


def fixtures() -> str:
    """A section for each fixture: its scope, the type of its value, its documentation."""
    those_of_a_test_first = sorted(_fixtures(), key=lambda each: _scope(each) != "function")
    return "\n\n".join(map(_section, those_of_a_test_first))


def ini_options() -> str:
    """A table of what the ini file may set."""
    rows = [(name, _default(default), words) for name, _, default, words in INI]
    rows += [(f"catapult_{name}", "", words) for name, words in SETTINGS.items()]
    lines = [f"| `{name}` | {default} | {words} |" for name, default, words in rows]
    return "\n".join(["| in the ini file | default | meaning |", "|---|---|---|", *lines])


def command_line_options() -> str:
    """A table of the options of `pytest`, with the variables of the same meaning."""
    lines = [
        f"| `--catapult-{name.replace('_', '-')}` | `CATAPULT_SIMULATOR_{name.upper()}` | {words} |"
        for name, words in SETTINGS.items()
    ]
    return "\n".join(["| option of `pytest` | variable | meaning |", "|---|---|---|", *lines])


def _fixtures() -> Iterator[ast.FunctionDef]:
    # pytest has no public way from a fixture to its scope and function.
    for function in ast.parse(getsource(pytest_plugin)).body:
        decorators = getattr(function, "decorator_list", [])
        if isinstance(function, ast.FunctionDef) and any(map(_is_fixture, decorators)):
            yield function


def _is_fixture(decorator: ast.expr) -> bool:
    return ast.unparse(decorator).startswith("pytest.fixture")


def _scope(fixture: ast.FunctionDef) -> str:
    (decorator,) = fixture.decorator_list
    given = decorator.keywords if isinstance(decorator, ast.Call) else []
    scopes = [ast.literal_eval(each.value) for each in given if each.arg == "scope"]
    return scopes[0] if scopes else "function"


def _section(fixture: ast.FunctionDef) -> str:
    documentation = cleandoc(ast.get_docstring(fixture) or "")
    facts = f"Scope: {_scope(fixture)}. Type: {_type(fixture)}."
    return f"### {fixture.name} {{ #{fixture.name} }}\n\n{facts}\n\n{documentation}"


def _type(fixture: ast.FunctionDef) -> str:
    annotation = fixture.returns
    assert annotation is not None
    written = ast.literal_eval(annotation) if isinstance(annotation, ast.Constant) else annotation
    written = written if isinstance(written, str) else ast.unparse(written)
    names = written.removeprefix("Iterator[").removesuffix("]").split(" | ")
    return " or ".join(map(_linked, names))


def _linked(name: str) -> str:
    """The name of a type, with a link where the reference has it."""
    return f"[`{name}`][catapult_simulator.{name}]" if name in __all__ else f"`{name}`"


def _default(default: bool | str) -> str:
    return f"`{str(default).lower()}`" if default != "" else ""
