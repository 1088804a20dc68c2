"""Verdicts of the tool that makes mistakes: noticed, not noticed, nothing proved."""

from collections.abc import Sequence
from types import SimpleNamespace

import pytest

from wrong import __main__ as tool
from wrong import suite
from wrong.instance import Wrong
from wrong.suite import NO_END, ROOT
from wrong.table import TABLE


class Judge:
    """In the suite's place: it notices those with an "e" in their name; with a "z", it hangs."""

    def __enter__(self) -> "Judge":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def fails(self, workers: int, modules: Sequence[str] = ()) -> str:
        return ""

    def notices(self, wrong: Wrong, first: Sequence[str] = ()) -> str:
        if "z" in wrong.name:
            return NO_END
        return "test_x.py::test_y" if "e" in wrong.name else ""


def test_one_mistake_that_passes_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tool, "Suite", Judge)

    assert tool.main(["--only", "location-relative"]) == 0
    assert tool.main(["--only", "http-1-0"]) == 1
    assert "SURVIVES  http-1-0: no check fails" in capsys.readouterr().out


def test_a_mistake_under_which_the_suite_does_not_end_is_a_failure_and_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tool, "Suite", Judge)
    name = next(wrong.name for wrong in TABLE if "z" in wrong.name)

    assert tool.main(["--only", name]) == 1
    said = capsys.readouterr().out
    assert f"HANGS     {name}: the suite did not end within its limit" in said
    assert "0 of 1 wrong instances noticed\n" in said
    assert f"the suite does not end under: {name}; give its check a limit\n" in said


def test_a_check_that_fails_without_its_mistake_too_proves_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Stalled(Judge):
        def fails(self, workers: int, modules: Sequence[str] = ()) -> str:
            return next((each for each in modules if each == "test_x.py::test_y"), "")

    monkeypatch.setattr(tool, "Suite", Stalled)

    assert tool.main(["--only", "location-relative"]) == 2
    assert "this fails at the end: test_x.py::test_y; nothing is proved" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "modules"),
    [
        (["--only", "location-relative"], ["test_applications.py"]),
        (["--only", "http-1-0"], []),
        (["--all"], []),
    ],
    ids=" ".join,
)
def test_named_mistakes_need_only_their_modules_without_mistakes(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], modules: list[str]
) -> None:
    asked: list[Sequence[str]] = []

    class Asked(Judge):
        def fails(self, workers: int, modules: Sequence[str] = ()) -> str:
            asked.append(modules)
            return ""

    known = {"location-relative": ["test_applications.py"]}
    monkeypatch.setattr(tool, "Suite", Asked)
    monkeypatch.setattr(tool, "modules_first", lambda: known)

    tool.main(arguments)

    assert asked[0] == modules


def test_a_defect_of_the_proxy_comes_before_the_time_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(suite, "_run", lambda *_: (None, ""))
    proxy = SimpleNamespace(defects=[KeyError("x")], base_url="http://127.0.0.1:1/v1")

    with pytest.raises(RuntimeError, match="the proxy failed: 'x'"):
        suite.Suite()._failing(proxy, [])  # type: ignore[arg-type]


def test_a_seed_gives_the_same_mistakes_in_every_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tool, "Suite", Judge)
    said = []
    for seed in ("5", "5", "6"):
        tool.main(["--seed", seed, "--workers", "1"])
        said.append(capsys.readouterr().out)

    assert said[0] == said[1] != said[2]
    assert said[0].startswith("seed 5\n")
    assert len(said[0].splitlines()) == 22


def test_the_checks_that_come_first_are_there() -> None:
    names = {wrong.name for wrong in TABLE}
    for name, modules in tool.modules_first().items():
        assert name in names
        assert all((ROOT / "contract_tests" / module).exists() for module in modules)
