"""The plugin of pytest that a live run is: before, around and after the checks."""

import signal
from collections.abc import Generator, Sequence
from types import FrameType
from typing import Any

import pytest

from contract_tests.evidence import needs_of, risked_by, spent_by
from contract_tests.live import first_look, plan
from contract_tests.live.belongings import Belongings
from contract_tests.live.facts import UNREACHED, Row, row_of
from contract_tests.live.findings import Findings, callbacks_of, fields_of
from contract_tests.live.guard import Guard, NotSent, Unpaid
from contract_tests.live.options import folder_of, path_of, refuse_outputs, refuse_overwriting
from contract_tests.live.refusals import Refusals
from contract_tests.live.resume import Diary
from contract_tests.live.said import Failure
from contract_tests.live.session import Wire
from contract_tests.live.settings import Settings, TargetError
from contract_tests.live.spending import NOTHING, Spending, dollars
from contract_tests.live.verdict import crash, reason, why_unsettled


class LiveRun:
    """One run against the account of `settings`. Raises TargetError for wrong options."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        refuse_outputs(config)
        if not config.getoption("collectonly"):
            refuse_overwriting(path_of(config, "--drift-report"), path_of(config, "--resume"))
        self.settings = settings
        self._dry = bool(config.getoption("--dry-run"))
        self._collects = bool(config.getoption("collectonly"))
        self._keep_going = bool(config.getoption("--keep-going"))
        self.findings = Findings(
            settings, path_of(config, "--drift-report"), folder_of(config, "--record")
        )
        guard = Guard.of(settings)
        self.wire = Wire(settings, guard, Belongings(numbers=settings.numbers))
        self._refusals = Refusals()
        self._looked = False
        self._unpaid: list[pytest.Item] = []  # checks that were left out for lack of budget
        self._row: Row | None = None
        self._earlier: dict[str, Row] = {}
        self._diary = self._open_diary(path_of(config, "--resume"))
        if config.getoption("tbstyle") == "auto":
            config.option.tbstyle = "line"

    def _open_diary(self, path: Any) -> Diary | None:
        if path is None or self._dry or self._collects:
            return None
        diary = Diary(path)
        diary.open(self.settings)
        guard = self.wire.guard
        guard.counted, guard.answered, guard.accepted = (
            diary.counted, diary.answered, diary.accepted,
        )  # fmt: skip
        guard.note, guard.note_answer = diary.note_spent, diary.note_answer
        self.wire.belongings.made |= dict.fromkeys(diary.made)
        self.wire.belongings.changed |= diary.changed
        self.wire.belongings.note = diary.note
        self._earlier = diary.rows
        return diary

    # -- before the checks ---------------------------------------------------------------------

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Leave out the checks that an earlier run has passed; the cheap ones come first."""
        passed = self._diary.passed if self._diary else set()
        again = [item for item in items if item.nodeid not in passed]
        if passed:
            config.hook.pytest_deselected(items=[i for i in items if i.nodeid in passed])
        items[:] = plan.by_cost(again, self.settings)

    def pytest_report_collectionfinish(self, items: Sequence[pytest.Item]) -> list[str]:
        run = [item for item in items if not _skip_of(item)]
        settings = self.settings
        return [
            f"live: {settings.base_url}; {plan.headline(run, settings)}",
            f"live: CATAPULT_BUDGET={settings.budget}, {dollars(self.wire.guard.left)} left; "
            f"orders of numbers: {'yes' if settings.order_numbers else 'no'}; "
            f"{plan.assumed_facts(run)} checks of assumptions",
        ]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> object:
        """Look at the account first; with `--dry-run`, list and stop."""
        if self._collects:
            return None
        if self._dry:
            self._print_plan(session)
            return True
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _interrupt)
        try:
            first_look.look(self.wire)
        except TargetError as error:
            raise pytest.UsageError(str(error)) from None
        self._looked = True
        self.wire.belongings.sweep(self.wire.look)
        return None

    def _print_plan(self, session: pytest.Session) -> None:
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        skipped = {item.nodeid: why for item in session.items if (why := _skip_of(item))}
        for line in plan.lines(session.items, skipped, self.settings):
            if reporter:
                reporter.write_line(line)

    # -- around each check ---------------------------------------------------------------------

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        self._row = row_of(item)
        self.wire.log.clear()
        spent, risked = spent_by(item), risked_by(item)
        self.wire.guard.begin(spent.plus(risked))
        # A risk to order numbers is judged with its request: other parameters may have none.
        surely = spent.plus(Spending(messages=risked.messages))
        if not _skip_of(item) and (why := self.wire.guard.refuse_check(surely)):
            self._unpaid.append(item)
            pytest.skip(why)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self) -> Generator[None, None, None]:
        try:
            yield
        finally:
            self.wire.guard.begin(NOTHING)
            self.wire.belongings.clear(self.wire.look)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if call.excinfo and isinstance(call.excinfo.value, NotSent):
            report.outcome = "skipped"
            why = self.findings.text(str(call.excinfo.value))
            report.longrepr = (str(item.path), 0, why)
            self._unpaid += [item] * isinstance(call.excinfo.value, Unpaid)
        row = self._row
        if row and call.when == "setup" and report.skipped:
            row.why = self.findings.text(reason(report))
        if row and (call.when == "call" or (call.when == "setup" and report.failed)):
            try:
                self._judge(item, row, report, call)
            except Exception as error:  # the run goes on, and removes what it has made
                row.verdict, row.why = "unsettled", f"not judged: {type(error).__name__}"
        return report

    def _judge(self, item: pytest.Item, row: Row, report: Any, call: pytest.CallInfo[None]) -> None:
        exchanges = list(self.wire.log.exchanges)
        for callback in callbacks_of(item):
            self.wire.belongings.take(fields_of(callback))
        seen = self.findings.take(item, row, exchanges)
        if report.passed:
            row.verdict = "confirmed"
        elif report.skipped:
            row.why = self.findings.text(reason(report))
        else:
            row.found = self.findings.message(crash(report), row, seen.ids)
            if item.config.getoption("tbstyle") == "line":  # else somebody asked for more
                report.longrepr = Failure.of(report.longrepr, row.found)
            why = f"not prepared: {row.found}"
            if call.when == "call":
                why = why_unsettled(item, call, exchanges, self.settings.patience)
            row.why = self.findings.text(why)
            row.verdict = "unsettled" if row.why else "refuted"
        self._count_refusals(item, report)
        if call.when == "call":
            self.findings.record(item, row, seen)

    def _count_refusals(self, item: pytest.Item, report: Any) -> None:
        last = self.wire.log.exchanges[-1] if self.wire.log.exchanges else None
        if not (report.failed and last and last.refused):
            self._refusals.went_on()
        elif (why := self._refusals.failed(item.nodeid, last)) and not self._keep_going:
            item.session.shouldstop = why

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        if self._row is None:
            return
        row, self._row = self._row, None
        self.findings.rows[nodeid] = row
        if self._diary:
            self._diary.note_check(row)

    # -- after the checks ----------------------------------------------------------------------

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Remove what remains, and write the report. What is left behind fails the run."""
        if not self._dry and not self._collects:
            try:
                if self._looked:
                    self.wire.belongings.sweep(self.wire.look)
            except KeyboardInterrupt:
                pass  # what is left is named
            self.findings.left_behind = self.wire.belongings.left_behind()
            if self.findings.left_behind and session.exitstatus == pytest.ExitCode.OK:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED
            self._write(session)
        if self._diary:
            self._diary.close()
        self.wire.close()

    def _write(self, session: pytest.Session) -> None:
        """Write the report. A run that asked nothing leaves an earlier one as it is."""
        known = self._earlier | self.findings.rows
        if not (self._looked and (known or self.findings.left_behind)):
            return
        unreached = [row_of(item) for item in session.items if item.nodeid not in known]
        for row in unreached:
            row.why = UNREACHED
        self.findings.write([*known.values(), *unreached], self.wire.guard)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._looked:
            guard, missing = self.wire.guard, dict.fromkeys(self._unpaid)
            resumed, cost = self._diary is not None, guard.counted.cost
            budget = plan.unpaid(missing, self.settings, cost, resumed=resumed)
            for line in (*self.findings.summary(guard), *budget):
                terminalreporter.write_line(line)


def _skip_of(item: pytest.Item) -> str:
    """Why a check was marked to be skipped when it was collected, or an empty text."""
    mark = item.get_closest_marker("skip")
    return str(mark.kwargs.get("reason", "")) if mark and needs_of(item) else ""


def _interrupt(number: int, frame: FrameType | None) -> None:
    """A polite stop is as Ctrl-C: everything is removed."""
    raise KeyboardInterrupt
