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


def refuse_outputs(config: pytest.Config) -> None:
    """Raises TargetError for outputs that are the same, or cannot be written."""
    report, folder = path_of(config, "--drift-report"), folder_of(config, "--record")
    if report and report.suffix.lower() == ".md":
        raise TargetError(f'--drift-report is "{report}"; accepted is a JSON file, such as a.json.')
    named = {
        "--resume": path_of(config, "--resume"),
        "--drift-report": report,
        "the page of --drift-report": report and report.with_suffix(".md"),
        "--record": folder,
    }
    _refuse_equal({name: path for name, path in named.items() if path})
    for name, path in named.items():
        if path:
            _try(name, path, path / ".written" if path == folder else path)


def refuse_overwriting(report: Path | None, diary: Path | None) -> None:
    """Raises TargetError for a report that exists: it may have cost money. A resumed run, whose
    diary has checks, may replace it: the new one has these too."""
    goes_on = diary and diary.is_file() and b'{"check": ' in diary.read_bytes()
    for path in (report, report.with_suffix(".md")) if report and not goes_on else ():
        if _exists(path):
            raise TargetError(
                f'--drift-report would overwrite "{path}"; name another file, or go on with '
                "the --resume of its run."
            )


def _refuse_equal(named: dict[str, Path]) -> None:
    names: dict[Path, str] = {}
    for name, path in named.items():
        other = names.setdefault(path.resolve(), name)
        if other != name:
            raise TargetError(f'{other} and {name} are both "{path}"; accepted are different ones.')


def _try(name: str, path: Path, file: Path) -> None:
    """Open `file` for writing, and leave everything as it was."""
    new = [each for each in (file, path) if not _exists(each)]
    try:
        if path != file:
            path.mkdir(exist_ok=True)
        with file.open("ab"):
            pass
        for each in dict.fromkeys(new):
            each.rmdir() if each.is_dir() else each.unlink()
    except OSError as error:
        raise TargetError(f'{name} is "{path}", which cannot be written: {error}.') from None


def path_of(config: pytest.Config, name: str) -> Path | None:
    """The file of an option, whose folder exists. Raises TargetError."""
    written = str(config.getoption(name))
    path = Path(written)
    if written and (_is_no_file(path) or not path.absolute().parent.is_dir()):
        raise TargetError(f'{name} is "{written}"; accepted is a file in a folder that exists.')
    return path if written else None


def folder_of(config: pytest.Config, name: str) -> Path | None:
    """The folder of an option. Raises TargetError."""
    written = str(config.getoption(name))
    path = Path(written)
    if written and (_is_no_folder(path) or not path.absolute().parent.is_dir()):
        raise TargetError(f'{name} is "{written}"; accepted is a folder in one that exists.')
    return path if written else None


def _is_no_file(path: Path) -> bool:
    return _exists(path) and not path.is_file()


def _is_no_folder(path: Path) -> bool:
    return _exists(path) and not path.is_dir()


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # such as a name that is too long
        return False
