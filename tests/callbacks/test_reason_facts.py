"""Each row of reasons is filled in by the facts of its kind, and a wrong row raises nothing."""

from collections.abc import Callable
from typing import Any, get_args

import pytest

from callbacks.sender_support import callback
from catapult_simulator.callbacks import diagnosis
from catapult_simulator.callbacks.deadline import Deadline
from catapult_simulator.callbacks.http_sender import outcome_of
from catapult_simulator.callbacks.probes import Probes
from catapult_simulator.callbacks.response_reader import ResponseReader
from catapult_simulator.core.callback_reasons import ROWS, Cause, reason

URL = "http://app.test:3000/sms"
# Reasons of the core, for which no sender is asked -> their facts.
OF_CORE: dict[Cause, dict[str, str]] = {
    "queue-full": {},
    "no-application": {"number": "+19195551212"},
    "no-url": {"number": "+19195551212"},
    "no-callback-url": {"message": "m-1"},
    "no-app-then": {"number": "+19195551212"},
    "lost-by-fault": {},
    "account-gone": {},
    "not-called": {},
}
OF_ANSWERS: set[Cause] = {
    "app-raised",
    "plain-to-https",
    "html-page",
    "cut",
    "other-status",
    *diagnosis._BY_STATUS.values(),
    *diagnosis._BY_HUNDREDS.values(),
}
OF_EXCEPTIONS = {*get_args(Cause)} - {*OF_CORE} - OF_ANSWERS | {"plain-to-https"}


def answer(status: str = "200 OK") -> ResponseReader:
    reader = ResponseReader()
    reader.feed(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())
    return reader


def failing(_: Deadline) -> ResponseReader:
    raise ConnectionResetError("gone")


@pytest.mark.parametrize("cause", OF_CORE)
def test_a_reason_of_the_core_has_its_facts(cause: Cause) -> None:
    assert reason(cause, **OF_CORE[cause]).sentence


@pytest.mark.parametrize("cause", sorted(OF_ANSWERS))
def test_a_reason_of_an_answer_has_its_facts(cause: Cause, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "_cause_of_answer", lambda *_: cause)

    found = diagnosis.reason_of_answer(answer(), callback(), URL)

    assert found is not None
    assert found.cause == cause


@pytest.mark.parametrize("cause", sorted(OF_EXCEPTIONS - {"other-family"}))
def test_a_reason_of_an_exception_has_its_facts(
    cause: Cause, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnosis, "_cause", lambda *_: cause)

    found = diagnosis.reason_of_exception(OSError("x"), callback(), URL, Probes(Deadline(1000)))

    assert found.cause == cause


def test_the_other_family_is_a_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "_cause", lambda *_: "refused")
    monkeypatch.setattr(diagnosis, "_other_family", lambda *_: "[::1]:3000")

    found = diagnosis.reason_of_exception(
        ConnectionRefusedError(), callback(), "http://127.0.0.1:3000/", Probes(Deadline(1000))
    )

    assert "[::1]:3000" in found.sentence


@pytest.mark.parametrize(
    ("cause", "exchange", "status", "problem"),
    [
        ("not-found", lambda _: answer("404 Not Found"), 404, "status"),
        ("reset", failing, None, "network"),
    ],
)
def test_a_row_that_names_no_fact_raises_nothing(
    cause: Cause,
    exchange: Callable[[Deadline], ResponseReader],
    status: int | None,
    problem: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(ROWS, cause, ("the app said {nothing}", ""))

    outcome: Any = outcome_of(callback(), URL, exchange)

    assert (outcome.status, outcome.problem) == (status, problem)
    assert "its cause cannot be said (KeyError: 'nothing')" in str(outcome.reason)
