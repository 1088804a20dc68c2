"""Fixtures of the tests of a live run."""

from collections.abc import Iterator

import pytest

from .live_account import simulator


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """A simulator in place of the real API, for all tests of a module."""
    with simulator() as host:
        yield host
