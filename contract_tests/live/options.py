"""The options of a live run."""

from pathlib import Path

import pytest

from contract_tests.live.settings import TargetError

ONLY_LIVE = ("--dry-run", "--drift-report", "--record", "--resume", "--keep-going")


def add(group: pytest.OptionGroup) -> None:
    group.addoption("--dry-run", action="store_true", help="list what would be done and spent")
    group.addoption(
        "--drift-report", default="", metavar="FILE", help="write what was found, as JSON and .md"
    )
    group.addoption(
        "--record", default="", metavar="DIR", help="write every exchange in the form of fixtures/"
    )
    group.addoption(
        "--resume", default="", metavar="FILE", help="keep a diary, and go on where it ends"
    )
    group.addoption(
        "--keep-going", action="store_true", help="go on where the account refuses everything"
    )
    group.addoption("--exchanges", default="", metavar="DIR", help="replay these, not fixtures/")


def refuse_elsewhere(config: pytest.Config) -> None:
    """Raises TargetError for an option that only a live run has."""
    for name in ONLY_LIVE:
        if config.getoption(name):
            raise TargetError(f"{name} is for --target live.")


def path_of(config: pytest.Config, name: str) -> Path | None:
    """The file of an option, whose folder exists. Raises TargetError."""
    written = str(config.getoption(name))
    path = Path(written)
    if written and (path.is_dir() or not path.absolute().parent.is_dir()):
        raise TargetError(f'{name} is "{written}"; accepted is a file in a folder that exists.')
    return path if written else None


def folder_of(config: pytest.Config, name: str) -> Path | None:
    """The folder of an option. Raises TargetError."""
    written = str(config.getoption(name))
    path = Path(written)
    if written and (path.is_file() or not path.absolute().parent.is_dir()):
        raise TargetError(f'{name} is "{written}"; accepted is a folder in one that exists.')
    return path if written else None
