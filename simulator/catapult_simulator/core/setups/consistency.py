"""Consistency of one account's setup: what its tables say together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from catapult_simulator.core.near_words import nearest
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.setups.problems import Path, Problems
from catapult_simulator.core.setups.tables import Values

_WITH_IDS = ("applications", "numbers", "faults", "messages", "transactions", "errors")


def check(account: Values, path: Path, problems: Problems) -> None:
    """Add what is wrong in the validated `account` to `problems`."""
    for at, sentence in _found(account):
        problems.add((*path, *at), sentence)


def check_accounts(accounts: Sequence[Values], problems: Problems) -> None:
    """Add ids that two accounts have to `problems`."""
    for key in ("userId", "token"):
        for at, sentence in _repeated(
            {"accounts": accounts}, "accounts", partial(_value, key), key
        ):
            problems.add(at, sentence)


def _found(account: Values) -> Iterator[tuple[Path, str]]:
    for key in _WITH_IDS:
        yield from _repeated(account, key, partial(_value, "id"), "id")
    yield from _repeated(account, "media", partial(_value, "name"), "name")
    yield from _repeated(account, "people", partial(_value, "number"), "number")
    yield from _repeated(account, "numbers", _enabled, "number")
    yield from _wrong_applications(account)
    yield from _wrong_messages(account)
    yield from _wrong_timers(account)


def _value(key: str, table: Values) -> str | None:
    value = table.get(key)
    return None if value is None else str(value)


def _enabled(number: Values) -> str | None:
    return None if number.get("numberState") == "released" else str(number["number"])


def _repeated(
    account: Values, key: str, value_of: Callable[[Values], str | None], name: str
) -> Iterator[tuple[Path, str]]:
    first: dict[str, int] = {}
    for at, each in enumerate(account.get(key, ())):
        value = value_of(each)
        if value is None:
            continue
        if value in first:
            yield (key, at, name), f"{value!r} is that of {key}[{first[value]}] already"
        first.setdefault(value, at)


def _wrong_applications(account: Values) -> Iterator[tuple[Path, str]]:
    applications = account.get("applications", ())
    ids = {each.get("id") for each in applications}
    names = [each["name"] for each in applications]
    for at, number in enumerate(account.get("numbers", ())):
        wanted = number.get("application")
        if wanted is None or wanted in ids or names.count(wanted) == 1:
            continue
        yield ("numbers", at, "application"), _no_application(wanted, names)


def _no_application(wanted: str, names: list[str]) -> str:
    if wanted in names:
        return f"{names.count(wanted)} applications are called {wanted!r}; give one an id, and that"
    known = ", ".join(sorted(set(names))[:10]) or "none"
    near = nearest(wanted, names)
    guess = f'; did you mean "{near}"?' if near else "."
    return f"no application has the id or name {wanted!r}{guess} There are: {known}"


def _wrong_messages(account: Values) -> Iterator[tuple[Path, str]]:
    numbers = {each["number"] for each in account.get("numbers", ())}
    waiting = {each.get("message") for each in account.get("timers", ())}
    for at, message in enumerate(account.get("messages", ())):
        key = "from" if direction_of(message, numbers) == "out" else "to"
        if e164.normalize(message[key]) not in numbers:
            yield ("messages", at, key), _not_ours(message[key], numbers)
        if message.get("state") == "sending" and message.get("id") not in waiting:
            yield ("messages", at, "state"), "sending needs a timer for it; write queued"


def direction_of(message: Values, numbers: Iterable[str]) -> str:
    """`out` for a message that one of `numbers` has sent, unless it says something else."""
    is_ours = e164.normalize(message["from"]) in numbers
    return str(message.get("direction", "out" if is_ours else "in"))


def _not_ours(number: str, numbers: set[str]) -> str:
    known = ", ".join(sorted(numbers)[:10]) or "none"
    return f"{number!r} is no number of this account; numbers has {known}"


def _wrong_timers(account: Values) -> Iterator[tuple[Path, str]]:
    known = {each.get("id") for each in account.get("messages", ())}
    for at, timer in enumerate(account.get("timers", ())):
        if timer["step"] != "callback" and timer["message"] not in known:
            yield ("timers", at, "message"), f"no message has the id {timer['message']!r}"
