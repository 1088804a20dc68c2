"""Markers of a test whose account is not its own: it belongs to a fixture of a wider scope."""

from collections.abc import Iterable

import pytest

from catapult_simulator.core.checks import check_flag
from catapult_simulator.testing.plugin.open_accounts import OpenAccount
from catapult_simulator.testing.plugin.options import OptionError
from catapult_simulator.testing.plugin.requester import MARKER

STRICT = "strict"  # the one option that is not settled when an account is opened


def strictness(test: pytest.Item) -> bool | None:
    """Whether `test` says by a marker that it is strict. None where it does not say.

    Raises OptionError.
    """
    for marker in test.iter_markers(MARKER):
        if STRICT in marker.kwargs:
            strict: bool = marker.kwargs[STRICT]
            try:
                check_flag(STRICT, strict)
            except (TypeError, ValueError) as error:
                raise OptionError(f"@pytest.mark.{MARKER} of {test.nodeid}: {error}") from None
            return strict
    return None


def marker_without_effect(test: pytest.Item, accounts: Iterable[OpenAccount]) -> str | None:
    """A sentence on a marker of the test itself whose options no account got, else None."""
    options = [each for each in _options(test) if not each.startswith(f"{STRICT}=")]
    fixtures = getattr(test, "fixturenames", ())
    used = [each for each in accounts if not each.outlives_test or each.fixture in fixtures]
    if not options or not used or any(not each.outlives_test for each in used):
        return None
    return (
        f"@pytest.mark.{MARKER}({', '.join(options)}) of {test.nodeid} has no effect: its account "
        f"belongs to the fixture {used[0].fixture!r}, which other tests share. Give these options "
        "to make_catapult(...) there, or let this test open an account of its own"
    )


def _options(test: pytest.Item) -> list[str]:
    markers = [each for each in test.own_markers if each.name == MARKER]
    positional = [repr(value) for each in markers for value in each.args]
    named = [f"{name}={value!r}" for each in markers for name, value in each.kwargs.items()]
    return positional + named
