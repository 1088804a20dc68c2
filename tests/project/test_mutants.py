"""The tool that changes the code of the API, to see whether the contract suite notices."""

import ast

import pytest

from mutants import __main__ as tool
from mutants.mutant import Mutant, modules, sample
from mutants.sites import sites, variants


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
    ],
)
def test_what_no_client_sees_stays(source: str) -> None:
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
    class Suite:
        def __init__(self, workers: str) -> None:
            self.count = 0

        def __enter__(self) -> "Suite":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def fails(self) -> bool:
            return False

        def notices(self, mutant: Mutant) -> bool:
            self.count += 1
            return self.count > 1

    monkeypatch.setattr(tool, "Suite", Suite)

    assert tool.main(["--count", "4", "--least", "75"]) == 0
    assert tool.main(["--count", "4", "--least", "76"]) == 1
    assert "3 of 4 noticed, 75.0 %" in capsys.readouterr().out


def test_a_mutant_that_behaves_like_the_original_is_not_counted() -> None:
    assert tool.equivalent("a.py f: x → y # always the same\n\n# a comment\n") == {"a.py f: x → y"}
