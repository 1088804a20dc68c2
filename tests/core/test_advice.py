"""The advice for a cause fits the form in which it is read."""

from typing import get_args

import pytest

from catapult_simulator.core.advice import ADVICE, Form, advice_in

FORMS: tuple[Form, ...] = get_args(Form)


@pytest.mark.parametrize("cause", ADVICE)
def test_each_cause_has_advice_in_each_form(cause: str) -> None:
    assert set(ADVICE[cause]) == set(FORMS)


@pytest.mark.parametrize("cause", ADVICE)
@pytest.mark.parametrize("origin", FORMS)
@pytest.mark.parametrize("form", FORMS)
def test_advice_is_said_in_the_words_of_the_form(cause: str, origin: Form, form: Form) -> None:
    said = advice_in(form, f"It failed; {ADVICE[cause][origin]}.")

    assert said == f"It failed; {ADVICE[cause][form]}."


def test_other_sentences_stay_as_they_are() -> None:
    assert advice_in("terminal", "look at its log") == "look at its log"


@pytest.mark.parametrize("cause", ADVICE)
def test_a_shell_is_given_commands(cause: str) -> None:
    said = ADVICE[cause]["terminal"]

    assert "catapult-simulator " in said
    assert "POST" not in said
    assert "(...)" not in said
