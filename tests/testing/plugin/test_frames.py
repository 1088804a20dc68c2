"""A refused call shows the line of the test and one sentence, a defect shows all frames."""

from collections.abc import Callable
from types import FunctionType
from typing import Any

import pytest

import catapult_simulator
from catapult_simulator.testing.plugin.frames import hide_frames
from plugin_runs import run_tests

pytest_plugins = ("pytester",)

REFUSED = """
from catapult_simulator import Fault

def test_it(catapult):
    {call}
"""


@pytest.mark.parametrize(
    "call",
    [
        "catapult.advance('5m')",
        "catapult.faults.add(Fault('rset', error='internal-error'))",
        "catapult.phone('+19195550001').text('hi')",
        "catapult.close(); catapult.phone_numbers",
        "catapult.serve('club:app')",
    ],
)
def test_a_refused_call_shows_no_frame_of_the_package(pytester: pytest.Pytester, call: str) -> None:
    result = run_tests(pytester, REFUSED.format(call=call), "--tb=short")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*: in test_it", f"    {call.replace('[', '[[]')}"])
    result.stdout.no_fnmatch_line("*catapult_simulator/*.py*")


def test_all_frames_can_be_shown(pytester: pytest.Pytester) -> None:
    source = REFUSED.format(call="catapult.advance(-1)")

    result = run_tests(pytester, source, "--full-trace")

    result.stdout.fnmatch_lines(["*catapult_simulator/core/tenant.py:*"])


def test_what_a_function_of_the_test_raises_shows_how_it_came_there(
    pytester: pytest.Pytester,
) -> None:
    end = """
    catapult.advance(0)
    phone = catapult.phone("+19195550001")
    phone.answers(lambda message: [][0])
    catapult.phone_numbers.allocate("+19195551212")
    from catapult_simulator import MessageDraft
    catapult.messages.send(MessageDraft("+19195551212", phone.number, "hi"))
    catapult.settle()
    """

    result = run_tests(pytester, REFUSED.format(call=end.strip()), "--tb=short")

    result.stdout.fnmatch_lines(["*catapult_simulator/core/*.py:*", "*IndexError*"])


def test_the_summary_names_exceptions_as_they_are_imported(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")

    result = run_tests(pytester, REFUSED.format(call="catapult.assert_sent()"), "--tb=no", "-rf")

    result.stdout.fnmatch_lines(["FAILED *::test_it - catapult_simulator.NotSeen: no message*"])


def test_every_public_exception_has_its_public_name() -> None:
    public = [getattr(catapult_simulator, name) for name in catapult_simulator.__all__]
    exceptions = [e for e in public if isinstance(e, type) and issubclass(e, BaseException)]

    assert {each.__module__ for each in exceptions} == {"catapult_simulator"}


def _refuse() -> None:
    raise ValueError(
        "no such thing"  # a statement of two lines
    )


def _refuse_otherwise() -> None:
    try:
        int("x")
    except ValueError:
        raise RuntimeError("no such thing") from None


def _fail_in_an_operation() -> None:
    int("x")


def _fail_in_the_line_of_a_raise() -> None:
    raise ValueError(int("x"))


def _call_wrongly() -> None:
    _refuse("one too many")  # type: ignore[call-arg]  # as a defect would


def _fail_again() -> None:
    try:
        int("x")
    finally:
        len("x")


@pytest.mark.parametrize(
    ("act", "is_hidden"),
    [
        (_refuse, True),
        (_refuse_otherwise, True),
        (_fail_in_an_operation, False),
        (_fail_in_the_line_of_a_raise, False),
        (_call_wrongly, False),
        (_fail_again, False),
    ],
)
def test_only_what_a_raise_statement_says_is_a_refusal(
    act: Callable[[], None], is_hidden: bool
) -> None:
    """`act` stands in a module of the package."""
    ours: dict[str, Any] = {"__name__": "catapult_simulator.core.example"}
    ours["_refuse"] = FunctionType(_refuse.__code__, ours)

    with pytest.raises(Exception, match=r".") as error:
        FunctionType(act.__code__, ours)()
    hide_frames(error)

    assert ("__tracebackhide__" in ours) is is_hidden
