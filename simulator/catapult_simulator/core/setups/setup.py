"""Setup: accounts and what they have, read and checked as a whole."""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path as FilePath
from typing import Any

from catapult_simulator.core.credentials import Credentials
from catapult_simulator.core.setups import VERSION
from catapult_simulator.core.setups import files as media_files
from catapult_simulator.core.setups.consistency import check, check_accounts
from catapult_simulator.core.setups.document import Document, parse
from catapult_simulator.core.setups.keys import SETUP, SHORT_NUMBER
from catapult_simulator.core.setups.problems import LocatedProblem, Path, Problems, SetupError
from catapult_simulator.core.setups.source import Source, read
from catapult_simulator.core.setups.tables import Values


class Setup:
    """A setup, from a path, from the text itself in JSON or TOML, or from a mapping of the same.

    `str(setup)` is JSON, and `write(path)` keeps it. Raises SetupError, which says what is wrong
    and where, TypeError for anything else.
    """

    __slots__ = ("_accounts", "_content", "_name")

    def __init__(self, source: Source) -> None:
        document = read(source)
        self._name = document.name
        self._accounts = _checked(document)
        self._content = _standalone(document.content, self._accounts)

    @classmethod
    def of_text(cls, text: str, name: str, *, max_bytes: int | None = None) -> "Setup":
        """A setup from a text that came over the network: it is no path, and names no files.
        `max_bytes` is another limit than that of a setup."""
        document = parse(text, name, max_bytes=max_bytes)
        return _made(name, document.content, _checked(document))

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

    def parts(self) -> "list[Setup]":
        """A setup for each of its accounts."""
        declared = self._content.get("accounts")
        contents = [self._content] if declared is None else declared
        return [
            self._with({"version": VERSION} | content, (account,))
            for content, account in zip(contents, self._accounts, strict=True)
        ]

    def single(self) -> "Setup":
        """This setup, which declares one account. Raises SetupError where it does not."""
        self.only_account()
        return self.parts()[0]

    def named(self, credentials: Iterable[Credentials]) -> "Setup":
        """A setup whose accounts without a userId have these credentials, as far as they go."""
        given = iter(credentials)
        accounts = [
            account if "userId" in account else account | _as_values(next(given, None))
            for account in self._accounts
        ]
        problems = Problems()
        check_accounts(accounts, problems)
        if problems:
            raise Document(self._name, self._content).error(problems)
        return self._with(self._content, tuple(accounts))

    def with_numbers(self, numbers: Sequence[str]) -> "Setup":
        """A setup whose first account has these numbers too, in their short form. Raises SetupError
        for a wrong one, and where there is no account."""
        if not numbers:
            return self
        if not self._accounts:
            sentence = (
                "declares no account; without one, there is none that numbers could belong to"
            )
            raise SetupError(self._name, [LocatedProblem(None, None, "accounts", sentence)])
        first, *others = self._accounts
        problems = Problems()
        more = [
            SHORT_NUMBER.read(each, ("numbers", at), problems) for at, each in enumerate(numbers)
        ]
        account = first | {"numbers": [*first.get("numbers", ()), *more]}
        if not problems:
            check(account, (), problems)
        if problems:
            raise Document("number", self._content).error(problems)
        return self._with(self._content, (account, *others))

    def _with(self, content: Values, accounts: tuple[Values, ...]) -> "Setup":
        return _made(self._name, content, accounts)

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


def _made(name: str, content: Values, accounts: tuple[Values, ...]) -> Setup:
    setup = object.__new__(Setup)
    setup._name, setup._content, setup._accounts = name, content, accounts
    return setup


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


def _standalone(content: Values, accounts: Sequence[Values]) -> Values:
    """The content with that of its files: it can be read elsewhere."""
    if content.get("accounts") is not None:
        pairs = zip(content["accounts"], accounts, strict=True)
        return content | {"accounts": [_standalone(each, (values,)) for each, values in pairs]}
    media = [
        {key: written[key] for key in written if key != "file"}
        | ({"content": b64encode(read["content"]).decode()} if "file" in written else {})
        for written, read in zip(
            content.get("media") or (), accounts[0].get("media", ()), strict=True
        )
    ]
    return content | ({"media": media} if media else {})


def _as_values(credentials: Credentials | None) -> Values:
    if credentials is None:
        return {}
    user_id, token, secret = credentials
    return {"userId": user_id, "token": token, "secret": secret}


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
