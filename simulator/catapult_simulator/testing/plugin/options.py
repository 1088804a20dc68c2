"""Options of an account: from the ini file, `catapult_config`, the marker and `make_catapult`.

Each of these may leave out any option. A later one in this list goes before an earlier one.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self, TypedDict

from catapult_simulator.core.checks import check_flag, check_one_of
from catapult_simulator.core.rules import PROFILES, ProfileName, RuleChanges, Rules
from catapult_simulator.core.simulator import CLOCKS, ClockName
from catapult_simulator.core.time.moments import check_moment

if TYPE_CHECKING:
    from catapult_simulator.core.setups.setup import Setup
    from catapult_simulator.core.setups.source import Source


class CatapultConfig(TypedDict, total=False):
    """The options that `catapult_config` may give, each of which may be missing."""

    clock: ClockName
    """`virtual`: time passes when the test says so. `wall`: it passes by itself."""
    profile: ProfileName
    """The API of 2019, which is the default, or that of 2018."""
    now: datetime | None
    """The start of virtual time, an aware datetime."""
    strict: bool
    """Whether failed callbacks and faults that never struck fail the test."""
    redirect: bool
    """Whether the real API is the simulator as long as the account is open."""
    rules: Rules | RuleChanges | None
    """Rules that differ from those of the profile: `{"mms_allowed": False}`."""
    setup: "Setup | Source | None"
    """A setup, with which the account begins, and begins again after each reset: a path, a text in
    JSON or TOML, a mapping, or a snapshot. Its rules go before the others."""


class OptionError(ValueError):
    """An option that does not exist or has a value that does not fit. The text says where."""


class AccountOptions(NamedTuple):
    """The options of one account, each with a value."""

    clock: ClockName = "virtual"
    profile: ProfileName = "2019"
    now: datetime | None = None
    strict: bool = True
    redirect: bool = False
    rules: Rules | RuleChanges | None = None
    setup: "Setup | None" = None

    def but(self, given: object, source: str, folders: Sequence[Path] = ()) -> Self:
        """These options with those that `given` has. `source` names the place in an error. The
        path of a setup is relative to one of `folders`.

        Raises OptionError.
        """
        if not given and isinstance(given, dict):  # as for most tests
            return self
        try:
            changed = self._replace(**_checked(given, folders))  # type: ignore[arg-type]  # checked
            changed.account_rules()
            if changed.now is not None and changed.clock == "wall":
                raise ValueError("now is the start of virtual time, and the clock is wall")
        except (TypeError, ValueError) as error:
            raise OptionError(f"{source}: {error}") from None
        return changed

    def account_rules(self) -> Rules:
        """The rules of the account. Raises TypeError and ValueError for one that cannot be."""
        if isinstance(self.rules, Rules):
            return self.rules
        usual = _rules_of(self.profile)
        return usual.but(**self.rules) if self.rules else usual


@cache
def _rules_of(profile: ProfileName) -> Rules:
    return Rules.of(profile)


def _checked(given: object, folders: Sequence[Path]) -> dict[str, object]:
    if not isinstance(given, Mapping):
        raise TypeError(f"{given!r} are no options; give a dict, such as {{'strict': False}}")
    for name, value in given.items():
        check = _CHECKS.get(name)
        if check is None:
            raise TypeError(f"no option {name!r}; there are {', '.join(_CHECKS)}")
        check(name, value)
    if given.get("setup") is None:
        return dict(given)
    from catapult_simulator.testing.plugin.setups import setup_at  # few tests have one

    return {**given, "setup": setup_at(given["setup"], folders)}


def _check_now(name: str, value: object) -> None:
    if value is not None:
        check_moment(name, value)


def _check_when_read(name: str, value: object) -> None:
    """A setup is checked as a whole."""


def _check_rules(name: str, value: object) -> None:
    if value is not None and not isinstance(value, Rules | Mapping):
        raise TypeError(f"{name}={value!r}; pass a dict, such as {{'mms_allowed': False}}")


_CHECKS = {
    "clock": lambda name, value: check_one_of(name, value, CLOCKS),
    "profile": lambda name, value: check_one_of(name, value, PROFILES),
    "now": _check_now,
    "strict": check_flag,
    "redirect": check_flag,
    "rules": _check_rules,
    "setup": _check_when_read,
}
