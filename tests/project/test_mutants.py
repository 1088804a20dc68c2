"""The tool that changes the code of the API, to see whether the contract suite notices."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, cast

import pytest

from mutants import __main__ as tool
from mutants import suite
from mutants.mutant import Mutant, modules, sample
from mutants.order import Order
from mutants.runs import Patience, Result, Task
from mutants.sites import sites, variants
from mutants.suite import SuiteFails, Tell, Verdict


def changed(source: str) -> set[str]:
    """The variants of all places."""
    places = sites(ast.parse(source))
    return {ast.unparse(each) for site in places for each in variants(site)}


@pytest.mark.parametrize(
    ("source", "variant"),
    [
        ("a < b", "a <= b"),
        ("a in b", "a not in b"),
        ("a and b", "a or b"),
        ("not a", "a"),
        ("a + 1", "a - 1"),
        ("{'x': 1} | more", "more"),
        ("f(7)", "8"),
        ("f(True)", "False"),
        ("f('sent')", "'sentx'"),
        ("a if b else c", "c if b else a"),
        ("if ready:\n    go()", "if not ready:\n    go()"),
        ("def f():\n    return a.b", "return None"),
        ("def f():\n    a.append(b)", "pass"),
        ("def f():\n    a.b = c", "pass"),
    ],
)
def test_a_place_becomes_another(source: str, variant: str) -> None:
    assert variant in changed(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring."""',
        "a: 'Type'",
        "kind = Literal['sms', 'mms']",
        "raise ValueError(f'{a}: not 7')",
        "if TYPE_CHECKING:\n    f(7)",
        "class A:\n    def __repr__(self):\n        return self.a + 'b'",
        "check_text('name', name)",
        "world.journal.record('transition', a + b)",
        "KIND = 'documented: errors.md'",
        "ROW = documented('errors.md')",
        "ROW = Parameter('size', 'integer', _LIST, 'How many.')",
        "ROW = Field(a, b, 'uri', values=('x', 'y'))",
        "if name not in kept:\n    limits.require_room(len(kept) + 1, 7, 'things')",
        "if value not in words:\n    check_one_of('at', value, words)",
        "self._stored_bytes += size - 1",
        "delivery.reason = reason('account-gone')",
    ],
)
def test_what_no_client_can_see_stays(source: str) -> None:
    assert changed(source) == set()


def test_a_seed_gives_the_same_mutants_in_every_run() -> None:
    assert sample(5, 3) == sample(5, 3) != sample(6, 3)


def test_each_mutant_differs_in_one_place_and_is_python() -> None:
    for mutant in sample(1, 40):
        assert mutant.path in modules()
        assert mutant.before != mutant.after
        ast.parse(mutant.source)


def test_the_rate_of_those_that_are_noticed_decides(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def judge(mutants: list[Mutant], workers: int, tell: Tell) -> list[Verdict]:
        noticers = [None, *["contract_tests/test_x.py::test_a"] * (len(mutants) - 1)]
        pairs = zip(mutants, noticers, strict=True)
        verdicts = [Verdict(mutant, noticer, False, 1) for mutant, noticer in pairs]
        for verdict in verdicts:
            tell(verdict)
        return verdicts

    monkeypatch.setattr(tool, "judge", judge)

    assert tool.main(["--count", "4", "--least", "75"]) == 0
    assert tool.main(["--count", "4", "--least", "76"]) == 1
    said = capsys.readouterr().out
    assert "3 of 4 noticed, 75.0 %" in said
    assert "test_x.py::test_a fails (1 s)" in said


def test_a_mutant_that_hangs_is_noticed_by_the_time_limit_and_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def judge(mutants: list[Mutant], workers: int, tell: Tell) -> list[Verdict]:
        verdict = Verdict(mutants[0], "contract_tests/test_x.py::test_a", True, 40)
        tell(verdict)
        return [verdict]

    monkeypatch.setattr(tool, "judge", judge)
    place = sample(1, 1)[0].place

    assert tool.main(["--seed", "1", "--count", "1"]) == 0
    said = capsys.readouterr().out
    assert f"HANGS     {place}: " in said
    assert "test_x.py::test_a does not end (40 s)" in said
    assert f"1 of 1 noticed, 100.0 %; 1 by the time limit: {place}\n" in said


def test_a_suite_that_fails_without_a_change_ends_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def judge(*_: object) -> list[Verdict]:
        raise SuiteFails("test_x fails without any change")

    monkeypatch.setattr(tool, "judge", judge)

    assert tool.main(["--count", "1"]) == 2
    assert "without any change" in capsys.readouterr().out


def test_checks_of_an_akin_name_run_first_and_what_has_noticed_before_them() -> None:
    names = ("test_errors.py", "test_media.py", "test_exchanges.py", "test_media_refusals.py")
    checks = [Check(name, f"{name}::test") for name in names]
    order = Order({"test_errors.py::test": 1.0, "test_media.py::test": 5.0})

    def files(path: str) -> list[str]:
        return [check.path.name for check in order.of(path, cast(list[pytest.Item], checks))]

    media = ["test_media_refusals.py", "test_media.py"]
    assert files("core/media.py") == [*media, "test_exchanges.py", "test_errors.py"]
    order.remember("core/media.py", "test_errors.py::test")
    assert files("core/media.py") == ["test_errors.py", *media, "test_exchanges.py"]
    assert files("core/links.py")[0] == "test_exchanges.py"


class Check(NamedTuple):
    """As much of a pytest item as its order depends on."""

    name: str
    nodeid: str

    @property
    def path(self) -> Path:
        return Path("contract_tests") / self.name


@pytest.mark.parametrize("again", [True, False])
def test_a_hang_counts_where_it_comes_twice(monkeypatch: pytest.MonkeyPatch, again: bool) -> None:
    (mutant,) = sample(1, 1)
    check = Check("test_x.py", "contract_tests/test_x.py::test_a")
    ran: list[Task] = []

    def run(tasks: Iterator[Task], *_: object) -> Iterator[Result]:
        for task in tasks:
            ran.append(task)
            hangs = len(ran) == 1 or again
            yield Result(task, check.nodeid if hangs else None, hangs, 40, {})

    monkeypatch.setattr(suite, "run", run)
    monkeypatch.setattr(suite, "_seconds_without_change", lambda checks, slots: {})
    monkeypatch.setattr(Patience, "of", lambda checks: Patience(1, 1))
    judging = suite._Suite([mutant], 1, lambda verdict: None)

    judging._judge([check, check], [])  # type: ignore[list-item]

    (verdict,) = judging.verdicts
    assert [len(task.checks) for task in ran] == [2, 1]
    assert (verdict.noticed, verdict.hangs) == (again, again)
