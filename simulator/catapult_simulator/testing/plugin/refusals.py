"""Refusals: an account that a fixture cannot open fails its test in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from catapult_simulator.testing.plugin.judge import failure
from catapult_simulator.testing.plugin.opener import NoAccount
from catapult_simulator.testing.plugin.options import OptionError


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """A block of a fixture. Its refusals are reported without a traceback."""
    try:
        yield
    except (NoAccount, OptionError) as error:
        raise failure(str(error)) from None
