"""Options of the ini file: `catapult_strict = false`."""

from typing import Any

import pytest

from catapult_simulator.testing.plugin.options import AccountOptions, OptionError

_TEXTS = ("clock", "profile", "setup")
_FLAGS = ("strict", "redirect")


def ini_options(config: pytest.Config) -> AccountOptions:
    """The options that the ini file sets, and the usual ones. Raises OptionError."""
    file = "the command line" if config.inipath is None else config.inipath.name
    folders = [config.rootpath if config.inipath is None else config.inipath.parent]
    options = AccountOptions()
    for name in (*_TEXTS, *_FLAGS):
        where = f"catapult_{name} in {file}"
        value = _value(config, f"catapult_{name}", where)
        if value != "":
            options = options.but({name: value}, where, folders)
    return options


def _value(config: pytest.Config, name: str, where: str) -> Any:
    try:
        return config.getini(name)
    except (TypeError, ValueError, pytest.UsageError) as error:  # no truth value; no text in TOML
        accepted = "true or false" if name.removeprefix("catapult_") in _FLAGS else "a text"
        raise OptionError(f"{where}: {error}; write {accepted}") from None
