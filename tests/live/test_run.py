"""A live run as a plugin of pytest: refused options, stops, and the end."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import requests
from contract_tests.conftest import _go_live
from contract_tests.live import run, session
from contract_tests.live.belongings import Belongings
from contract_tests.live.facts import Row
from contract_tests.live.guard import Guard, NotSent
from contract_tests.live.resume import Diary
from contract_tests.live.settings import TargetError

from .builders import BASE, OWN, asked, settings

DEFAULTS = {"tbstyle": "auto", "--dry-run": False}


def config(**given: Any) -> pytest.Config:
    """`config(base_url="x")`: a configuration with these options."""
    options = DEFAULTS | {f"--{name.replace('_', '-')}": value for name, value in given.items()}
    return cast(
        pytest.Config,
        SimpleNamespace(
            getoption=lambda name, default="": options.get(name, options.get(f"--{name}", default)),
            option=SimpleNamespace(tbstyle="auto"),
        ),
    )


def finished(*checks: Any) -> pytest.Session:
    """A session at its end, with these checks."""
    items = [
        SimpleNamespace(
            nodeid=check.__name__, name=check.__name__, function=check,
            iter_markers=lambda: [pytest.mark.assumed("assumption A1").mark],
        )
        for check in checks
    ]  # fmt: skip
    return cast(pytest.Session, SimpleNamespace(exitstatus=pytest.ExitCode.OK, items=items))


@pytest.fixture
def signals() -> Iterator[None]:
    """The handlers of signals as they were before."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def answer(status: int, body: object = None, **headers: str) -> requests.Response:
    made = requests.Response()
    made.status_code, made._content = status, json.dumps(body).encode()
    made.headers.update(headers)
    return made


@pytest.mark.parametrize("name", ["base_url", "credentials", "tls"])
def test_options_of_the_simulator_are_refused_for_a_real_account(name: str) -> None:
    with pytest.raises(TargetError, match=f"--{name.replace('_', '-')} is for the simulator; set"):
        _go_live(config(**{name: "http://127.0.0.1:1"}))


def test_a_real_account_is_asked_by_one_process() -> None:
    with pytest.raises(TargetError, match="run it without -n"):
        _go_live(config(numprocesses=2))


@pytest.mark.usefixtures("signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_polite_stop_is_as_ctrl_c(
    monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    begun = run.LiveRun(config(), settings())
    monkeypatch.setattr(begun.wire, "look", lambda *_: answer(200, {"balance": "1", "id": "n-1"}))
    begun.pytest_runtestloop(cast(pytest.Session, None))

    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), number)

    begun.wire.close()


def test_ctrl_c_in_the_last_sweep_names_what_is_left_and_writes_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    report, diary = tmp_path / "d.json", tmp_path / "run.jsonl"
    ended = run.LiveRun(config(drift_report=str(report), resume=str(diary)), settings())
    ended._looked = True
    ended.wire.belongings._made("applications/a-1")

    def stopped(*_: object) -> requests.Response:
        raise KeyboardInterrupt

    monkeypatch.setattr(ended.wire, "look", stopped)
    ended.pytest_sessionfinish(finished())

    said = list(ended.findings.summary(ended.wire.guard))
    assert "live: could not be removed: applications/a-1" in said
    assert json.loads(report.read_text("utf-8"))["leftBehind"] == ["applications, not removed: 1"]
    assert '{"made": "applications/a-1"}' in diary.read_text("utf-8")


def ended_with(monkeypatch: pytest.MonkeyPatch, report: Path) -> run.LiveRun:
    """A run that has looked at the account, and gets 503 from now on."""
    ended = run.LiveRun(config(drift_report=str(report)), settings())
    monkeypatch.setattr(ended.wire, "look", lambda *_: answer(503))
    ended._looked = True
    return ended


def test_a_run_that_leaves_something_behind_fails_and_its_report_counts_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ended = ended_with(monkeypatch, tmp_path / "d.json")
    ended.wire.belongings.made = dict.fromkeys(("applications/a-1", "applications/a-2"))
    ended.wire.belongings.changed = {f"phoneNumbers/{OWN}": {"name": "desk"}}
    ended.wire.belongings._newcomers.new = {"phoneNumbers/n-7": "+19195550100"}
    monkeypatch.setattr(ended.wire.belongings, "sweep", lambda _: None)
    session = finished()

    ended.pytest_sessionfinish(session)

    assert session.exitstatus == pytest.ExitCode.TESTS_FAILED
    assert json.loads((tmp_path / "d.json").read_text("utf-8"))["leftBehind"] == [
        "applications, not removed: 2",
        "phoneNumbers, not restored: 1",
        "phoneNumbers, new since the run began: 1",
    ]
    assert "the last lines of the run, on the terminal" in (tmp_path / "d.md").read_text("utf-8")


def test_the_report_of_a_stopped_run_has_the_checks_that_it_did_not_reach(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ended = ended_with(monkeypatch, tmp_path / "d.json")
    ended.findings.rows["finished"] = Row("finished", "x", "assumed", "assumption A1", [])
    ended.findings.rows["finished"].verdict = "confirmed"

    ended.pytest_sessionfinish(finished(finished, answer))

    written = json.loads((tmp_path / "d.json").read_text("utf-8"))
    assert written["about"]["not reached"] == "1 check: the run was stopped before"
    assert written["verdicts"] == {"refuted": 0, "confirmed": 1, "unsettled": 1}
    assert written["assumptions"]["partly confirmed"] == ["A1"]


def test_the_reason_of_a_skip_has_no_user_and_no_long_name() -> None:
    begun = run.LiveRun(config(), settings())
    begun.wire.guard.numbers = ()
    with pytest.raises(NotSent) as raised:
        begun.wire.guard.before(asked("POST", f"messages/{'x' * 900}", {}, host="https://x.y"))
    report = SimpleNamespace(outcome="failed", longrepr=None, skipped=False, failed=False)
    call = SimpleNamespace(excinfo=raised, when="teardown")
    hook = begun.pytest_runtest_makereport(
        cast(pytest.Item, SimpleNamespace(path="x")), cast(Any, call)
    )
    next(hook)
    with pytest.raises(StopIteration):
        hook.send(cast(pytest.TestReport, report))

    said = str(report.longrepr)
    assert "POST /users/u-exampleuser22222222222a/messages/xxx" in said
    assert len(said) < 300
    begun.wire.close()


@pytest.mark.usefixtures("signals")
def test_a_failed_start_leaves_the_earlier_report_as_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    report, diary = tmp_path / "d.json", tmp_path / "run.jsonl"
    noted = Diary(diary)
    noted.open(settings())
    noted.note_check(Row("x", "x", "assumed", "assumption X1", [], "confirmed"))
    noted.close()
    report.write_text("an earlier one", encoding="utf-8")
    begun = run.LiveRun(config(drift_report=str(report), resume=str(diary)), settings())
    monkeypatch.setattr(begun.wire, "look", lambda *_: answer(401, {"code": "access-denied"}))

    with pytest.raises(pytest.UsageError, match="GET account with 401 access-denied; see"):
        begun.pytest_runtestloop(cast(pytest.Session, None))
    begun.pytest_sessionfinish(finished())

    assert report.read_text("utf-8") == "an earlier one"
    assert not report.with_suffix(".md").exists()


def test_a_check_that_cannot_be_judged_is_unsettled_and_the_run_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun = run.LiveRun(config(), settings())
    row = begun._row = Row("x", "x", "assumed", "assumption X1", [])
    call, report = SimpleNamespace(excinfo=None, when="call"), SimpleNamespace(failed=False)
    monkeypatch.setattr(begun.findings, "take", lambda *_: os.environ["NO SUCH VARIABLE"])

    hook = begun.pytest_runtest_makereport(cast(pytest.Item, SimpleNamespace()), cast(Any, call))
    next(hook)
    with pytest.raises(StopIteration) as done:
        hook.send(cast(pytest.TestReport, report))

    assert done.value.value is report
    assert (row.verdict, row.why) == ("unsettled", "not judged: KeyError")
    begun.wire.close()


def paced(monkeypatch: pytest.MonkeyPatch, *answers: requests.Response) -> tuple[Any, list[float]]:
    """A wire whose requests of no check get these answers, and how long it has slept."""
    slept: list[float] = []
    given = iter(answers)
    monkeypatch.setattr(session, "ask", lambda *_: next(given))
    known = settings(REQUEST_RATE="0.5")
    guard = Guard(BASE, known.budget, order_numbers=False)
    return session.Wire(known, guard, Belongings(), sleep=slept.append), slept


def test_requests_of_no_check_are_paced_too(monkeypatch: pytest.MonkeyPatch) -> None:
    wire, slept = paced(monkeypatch, *[answer(200)] * 3)

    wire.look("GET", f"phoneNumbers/{OWN}")
    wire.look("GET", f"phoneNumbers/{OWN}")
    wire.look("GET", "media")

    assert len(slept) == 1
    assert 1.5 < slept[0] <= 2


def test_a_request_of_no_check_waits_for_the_end_of_a_rate_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wire, slept = paced(monkeypatch, answer(429), answer(204))

    assert wire.look("DELETE", "applications/a-1").status_code == 204
    assert slept == [1.0]
