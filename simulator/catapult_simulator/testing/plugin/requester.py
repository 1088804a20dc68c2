"""Requester: the test or the fixture that asks for an account, and the options that hold for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from catapult_simulator.testing.plugin.ini import ini_options
from catapult_simulator.testing.plugin.options import AccountOptions, OptionError

MARKER = "catapult"
CONFIG = "catapult_config"


class Requester(NamedTuple):
    """`node`: a test, or the module, class or session for which a fixture is set up."""

    node: pytest.Item | pytest.Collector
    fixture: str | None
    outlives_test: bool
    add_finalizer: Callable[[Callable[[], object]], None]
    value_of: Callable[[str], Any]

    @classmethod
    def of_fixture(cls, request: pytest.FixtureRequest) -> "Requester":
        """A fixture that is being set up."""
        return cls(
            request.node,
            request.fixturename,
            request.scope != "function",
            request.addfinalizer,
            request.getfixturevalue,
        )

    @classmethod
    def of_test(cls, item: pytest.Item) -> "Requester":
        """A test that is running."""
        request: pytest.FixtureRequest = item._request  # type: ignore[attr-defined]  # of functions
        return cls(item, None, False, item.addfinalizer, request.getfixturevalue)

    @property
    def name(self) -> str:
        """The name on which the ids of the account depend."""
        return self.node.nodeid

    @property
    def folders(self) -> list[Path]:
        """The folders in which setups are: that of the test, and that of all tests."""
        path = self.node.path
        return [path if path.is_dir() else path.parent, self.node.config.rootpath]

    def options(self) -> AccountOptions:
        """The options of the ini file, of `catapult_config` and of markers, the nearest one last.

        Raises OptionError.
        """
        options = ini_options(self.node.config).but(self.value_of(CONFIG), CONFIG, self.folders)
        for marker in reversed([*self.node.iter_markers(MARKER)]):
            source = f"@pytest.mark.{MARKER} of {self.name}"
            if marker.args:
                raise OptionError(f"{source}: {marker.args[0]!r} has no name; write clock='wall'")
            options = options.but(marker.kwargs, source, self.folders)
        return options
