"""One row for each check: the fact, its evidence, what is expected, and what came."""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeGuard

import pytest

from contract_tests.kinds import KINDS
from contract_tests.live.exchange import Answered
from contract_tests.live.ids import Ids
from contract_tests.receiver import CallbackRequest

Verdict = Literal["confirmed", "refuted", "unsettled"]
CALLBACK = "a callback"  # in place of a status
UNREACHED = "not reached: the run was stopped before it"
LONGEST = 4096  # characters of a body that a report shows
CITED = re.compile(r"assumptions? ([A-Z]\d+(?:(?:,| and) [A-Z]\d+)*)")


@dataclass
class Row:
    """`found` is the message of a failure, `why` the reason why a fact is not settled."""

    check: str
    fact: str
    evidence: str
    source: str
    expected: list[str]
    verdict: Verdict = "unsettled"
    why: str = ""
    found: str = ""
    exchanges: list[dict[str, Any]] = field(default_factory=list)

    @property
    def assumptions(self) -> list[str]:
        """The ids of the assumptions that the evidence cites."""
        return cited(self.source)

    @property
    def answer(self) -> dict[str, Any]:
        """The last exchange, to which the last assertions belong."""
        return self.exchanges[-1] if self.exchanges else {}

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def cited(source: str) -> list[str]:
    """The ids in `source`: "assumption X1", "assumptions X1 and X2"."""
    return [each for ids in CITED.findall(source) for each in re.findall(r"[A-Z]\d+", ids)]


def row_of(item: pytest.Item) -> Row:
    """The row of a check that has not run yet."""
    kind, source = next(
        (mark.name, str(mark.args[0]) if mark.args else "")
        for mark in item.iter_markers()
        if mark.name in KINDS
    )
    name, _, parameters = item.name.partition("[")
    words = name.removeprefix("test_").replace("_", " ")
    fact = f"{words} [{parameters}" if parameters else words
    return Row(item.nodeid, fact, kind, source, list(_expected(item)))


def shown(exchange: Answered, ids: Ids) -> dict[str, Any]:
    """A redacted exchange for a report; long bodies are cut."""
    asked = exchange.asked
    return {
        "request": ids.text(f"{asked.method} /v1{asked.path}"),
        "caller": asked.caller,
        "sent": _body(asked.body, ids),
        "status": exchange.status,
        "headers": {name: ids.text(value) for name, value in exchange.headers.items()},
        "body": _body(exchange.body, ids),
    }


def shown_callback(callback: CallbackRequest, ids: Ids) -> dict[str, Any]:
    """A redacted callback for a report, beside the exchanges."""
    query = f"?{callback.query}" if callback.query else ""
    return {
        "request": ids.text(f"callback {callback.method} {callback.path}{query}"),
        "caller": "the service",
        "sent": _body(callback.body, ids),
        "status": CALLBACK,
        "headers": {name: ids.text(value) for name, value in callback.headers.items()},
        "body": "",
    }


def _body(body: bytes, ids: Ids) -> str:
    text = ids.text(body.decode("utf-8", "backslashreplace"))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(body)} bytes)"


def _expected(item: pytest.Item) -> Iterator[str]:
    """The assertions of a check, and the values of the parameters that they name."""
    source = textwrap.dedent(inspect.getsource(getattr(item, "function")))  # noqa: B009
    lines = [ast.unparse(node) for node in ast.walk(ast.parse(source)) if is_assertion(node)]
    yield from lines
    values = getattr(getattr(item, "callspec", None), "params", {})
    for name, value in values.items():
        if any(re.search(rf"\b{name}\b", line) for line in lines):
            yield f"{name} = {_short(repr(value))}"


def is_assertion(node: ast.AST) -> TypeGuard[ast.stmt]:
    """Is it an assertion of a check, or a call of a function `assert_…` or `check_…`?"""
    if isinstance(node, ast.Assert):
        return True
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and ast.unparse(call.func).startswith(("assert_", "check_"))


def _short(text: str, longest: int = 200) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"
