"""Setup: accounts and what they have, read and checked as a whole."""

import json
from collections.abc import Mapping
from os import PathLike
from pathlib import Path as FilePath
from typing import Any

from catapult_simulator.core.setups import files as media_files
from catapult_simulator.core.setups.consistency import check, check_accounts
from catapult_simulator.core.setups.document import Document
from catapult_simulator.core.setups.keys import SETUP, VERSION
from catapult_simulator.core.setups.problems import LocatedProblem, Path, Problems, SetupError
from catapult_simulator.core.setups.source import Source, read
from catapult_simulator.core.setups.tables import Values


class Setup:
    """A setup, from a path, from the text itself in JSON or TOML, or from a mapping of the same.

    `str(setup)` is JSON, and `write(path)` keeps it. Raises SetupError, which says what is wrong
    and where, TypeError for anything else.
    """

    __slots__ = ("_accounts", "_content", "_name")

    def __init__(self, source: Source, *, files: bool = True) -> None:
        """`files=False` refuses media that are read from files."""
        document = read(source)
        self._name = document.name
        self._content = document.content
        self._accounts = _checked(document if files else document._replace(folder=None))

    @property
    def name(self) -> str:
        """The name of its file; `text` or `mapping` without one."""
        return self._name

    @property
    def content(self) -> Mapping[str, object]:
        """The plain values that were read."""
        return self._content

    @property
    def accounts(self) -> tuple[Values, ...]:
        """The checked values of each account."""
        return self._accounts

    def only_account(self) -> Values:
        """The values of its only account. Raises SetupError where there are several or none."""
        if len(self._accounts) == 1:
            return self._accounts[0]
        count = len(self._accounts)
        sentence = f"declares {count} accounts; one account takes a setup of one"
        raise SetupError(self._name, [LocatedProblem(None, None, "accounts", sentence)])

    @property
    def credentials(self) -> tuple[str | None, str | None, str | None]:
        """userId, token and secret of its only account, None where it has none of its own."""
        account = self.only_account()
        user_id, token, secret = (account.get(key) for key in ("userId", "token", "secret"))
        return user_id, token, secret

    @property
    def seed(self) -> str | None:
        """The seed of its only account, if it has one."""
        return self.only_account().get("seed")

    def parts(self) -> "list[Setup]":
        """A setup for each of its accounts."""
        return [self._part(account) for account in self._accounts]

    def _part(self, account: Values) -> "Setup":
        part = object.__new__(Setup)
        part._name, part._content, part._accounts = self._name, self._content, (account,)
        return part

    def write(self, path: "str | PathLike[str]") -> None:
        """Write it to a file, as JSON."""
        FilePath(path).write_text(f"{self}\n", encoding="utf-8")

    def __str__(self) -> str:
        return json.dumps(self._content, indent=1, ensure_ascii=False, default=str)

    def __repr__(self) -> str:
        return f"<Setup {self._name}: {len(self._accounts)} accounts>"

    def __eq__(self, other: object) -> bool:
        return self._content == other._content if isinstance(other, Setup) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # its content may change


def setup_of(setup: Setup | Source) -> Setup:
    """A Setup as it is; anything else is read."""
    return setup if isinstance(setup, Setup) else Setup(setup)


def _checked(document: Document) -> tuple[Values, ...]:
    problems = Problems()
    _require_version(document, problems)
    values = {} if problems else SETUP.read(document.content, (), problems)
    accounts = []
    for path, account in _accounts(values):
        media = _media(account, path, document, problems)
        accounts.append(account | media)
        if not problems:
            check(account, path, problems)
    check_accounts(accounts, problems)
    if problems:
        raise document.error(problems)
    return tuple(accounts)


def _media(account: Values, path: Path, document: Document, problems: Problems) -> Values:
    if "media" not in account or problems:
        return {}
    declared, place = account["media"], (*path, "media")
    return {"media": media_files.load(declared, place, document.folder, problems)}


def _accounts(values: Values) -> list[tuple[Path, Values]]:
    """The accounts with their paths: those of `accounts`, or the one that the setup itself is."""
    if "accounts" in values:
        return [(("accounts", at), each) for at, each in enumerate(values["accounts"])]
    return [((), {key: each for key, each in values.items() if key != "version"})]


def _require_version(document: Document, problems: Problems) -> None:
    version: Any = document.content.get("version")
    if isinstance(version, int) and version > VERSION:
        sentence = f"{version} is newer than this simulator, which reads version {VERSION}"
        problems.add(("version",), f"{sentence}; a newer catapult-simulator reads this setup")
