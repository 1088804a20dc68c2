"""The environment of `--target live`, checked before anything is sent."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from contract_tests.account import Credentials

REAL_HOST = "https://api.catapult.inetwork.com"
OTHERS = ("CATAPULT_SIMULATOR_",)  # variables of the simulator itself
NAMES = (
    "LIVE", "USER_ID", "TOKEN", "SECRET", "BASE_URL", "ALLOW_HTTP", "NUMBERS", "PERSON",
    "CALLBACK_URL", "CALLBACK_LISTEN", "BUDGET", "ORDER_NUMBERS", "RATE", "REQUEST_RATE",
    "PATIENCE", "PROFILE",
)  # fmt: skip

Profile = Literal["2018", "2019"]
Value = TypeVar("Value")


class TargetError(Exception):
    """The live target cannot be used, for the reason in the message."""


@dataclass(frozen=True)
class Settings:
    """One account of the real API. Rates are per second, `patience` is in seconds."""

    base_url: str
    credentials: Credentials
    numbers: tuple[str, ...]
    person: str
    callback_url: str
    listen: tuple[str, int]
    budget: Decimal
    order_numbers: bool
    rate: float
    request_rate: float
    patience: float
    profile: Profile


def read(environment: Mapping[str, str]) -> Settings:
    """The settings. Raises TargetError, with one sentence that names variable and value."""
    _refuse_unknown(environment)
    _refuse_letters(environment)
    base_url = _base_url(environment)
    _refuse_missing(environment)
    numbers = _numbers(environment)
    person = _phone("PERSON", environment.get("CATAPULT_PERSON", ""))
    callback_url = _get(environment, "CALLBACK_URL", "", _url).rstrip("/")
    return Settings(
        base_url=base_url,
        credentials=Credentials(
            *(environment[f"CATAPULT_{name}"] for name in ("USER_ID", "TOKEN", "SECRET"))
        ),
        numbers=numbers,
        person=numbers[1] if len(numbers) > 1 else person,
        callback_url=callback_url,
        listen=_listen(environment, callback_url),
        budget=_get(environment, "BUDGET", "10", _amount),
        order_numbers=_get(environment, "ORDER_NUMBERS", "no", _yes_or_no),
        rate=_get(environment, "RATE", "1", _positive),
        request_rate=_get(environment, "REQUEST_RATE", "1", _positive),
        patience=_get(environment, "PATIENCE", "20", _positive),
        profile=_get(environment, "PROFILE", "2019", _profile),
    )


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    known = [f"CATAPULT_{name}" for name in NAMES]
    for name in environment:
        if name.startswith("CATAPULT_") and name not in known and not name.startswith(OTHERS):
            near = difflib.get_close_matches(name.removeprefix("CATAPULT_"), NAMES, 1)
            advice = f"did you mean CATAPULT_{near[0]}?" if near else "unset it."
            raise TargetError(f"{name} is no variable of --target live; {advice}")


def _refuse_letters(environment: Mapping[str, str]) -> None:
    """Refuse what no header or URL can hold, such as the … of an example."""
    for name in (f"CATAPULT_{name}" for name in NAMES):
        written = environment.get(name, "")
        secret = name in ("CATAPULT_TOKEN", "CATAPULT_SECRET")
        if not re.fullmatch(
            r"[!-~]*" if secret or name == "CATAPULT_USER_ID" else r"[ -~]*", written
        ):
            said = "has other letters" if secret else f'is "{ascii(written)[1:-1]}"'
            raise TargetError(f"{name} {said}; accepted are ASCII letters, digits and signs.")


def _base_url(environment: Mapping[str, str]) -> str:
    base_url = _get(environment, "BASE_URL", REAL_HOST, _base)
    if environment.get("CATAPULT_LIVE") != "yes":
        raise TargetError(
            f"--target live spends money at {base_url}; set CATAPULT_LIVE=yes if you mean it."
        )
    if urlsplit(base_url).scheme != "https" and environment.get("CATAPULT_ALLOW_HTTP") != "yes":
        raise TargetError(
            f"{base_url} sends your secret unencrypted; set CATAPULT_ALLOW_HTTP=yes if it may."
        )
    return base_url


def _refuse_missing(environment: Mapping[str, str]) -> None:
    wanted = [f"CATAPULT_{name}" for name in ("USER_ID", "TOKEN", "SECRET")]
    if environment.get("CATAPULT_BUDGET") == "":
        raise TargetError('CATAPULT_BUDGET is ""; accepted is an amount of US dollars, as 2.50.')
    if missing := [name for name in wanted if not environment.get(name)]:
        raise TargetError(f"--target live needs {', '.join(missing)} in the environment.")


def _get(
    environment: Mapping[str, str], name: str, default: str, read: Callable[[str], Value]
) -> Value:
    written = environment.get(f"CATAPULT_{name}") or default
    try:
        return read(written)
    except (ValueError, InvalidOperation) as wrong:
        raise TargetError(f'CATAPULT_{name} is "{written}"; accepted is {wrong}.') from None


def _numbers(environment: Mapping[str, str]) -> tuple[str, ...]:
    written: Iterable[str] = environment.get("CATAPULT_NUMBERS", "").split(",")
    numbers = tuple(_phone("NUMBERS", number.strip()) for number in written if number.strip())
    if len(set(numbers)) < len(numbers):
        raise TargetError(
            f'CATAPULT_NUMBERS is "{",".join(numbers)}"; accepted are different numbers.'
        )
    return numbers


def _phone(name: str, written: str) -> str:
    """A number with +1: other prices are not known."""
    if written and not re.fullmatch(r"\+1\d{10}", written):
        raise TargetError(
            f'CATAPULT_{name} has "{written}"; accepted is E.164 with +1, such as +19195551212.'
        )
    return written


def _listen(environment: Mapping[str, str], callback_url: str) -> tuple[str, int]:
    written = environment.get("CATAPULT_CALLBACK_LISTEN") or _host_of(callback_url)
    host, _, port = written.rpartition(":")
    if not (host and port.isascii() and port.isdigit() and int(port) < 65536):
        raise TargetError(
            f'CATAPULT_CALLBACK_LISTEN is "{written}"; accepted is HOST:PORT, such as 0.0.0.0:8000.'
        )
    return host, int(port)


def _host_of(url: str) -> str:
    place = urlsplit(url)
    if not place.hostname:
        return "127.0.0.1:0"
    return f"{place.hostname}:{place.port or (443 if place.scheme == 'https' else 80)}"


def _url(written: str) -> str:
    if written and not _is_absolute(written):
        raise ValueError("an absolute URL, such as https://hooks.example.com")
    return written


def _is_absolute(written: str) -> bool:
    try:
        place = urlsplit(written)
        return bool(place.scheme in ("http", "https") and place.hostname and place.port != 0)
    except ValueError:  # of a port, or an address in brackets
        return False


def _base(written: str) -> str:
    """Without `/v1`; as the HTTP library will write it, so that requests can be compared."""
    base_url = _url(written).rstrip("/").removesuffix("/v1")
    place = urlsplit(base_url)
    if base_url != f"{place.scheme}://{place.netloc}".lower() or "@" in base_url:
        raise ValueError(f"an absolute URL, such as {REAL_HOST}, in small letters, without a path")
    return base_url


def _amount(written: str) -> Decimal:
    if not re.fullmatch(r"\d+(\.\d+)?", written):
        raise ValueError("an amount of US dollars, such as 2.50")
    return Decimal(written)


def _positive(written: str) -> float:
    if not re.fullmatch(r"\d+(\.\d+)?", written) or not float(written):
        raise ValueError("a number above 0, such as 1 or 0.5")
    return float(written)


def _yes_or_no(written: str) -> bool:
    if written not in ("yes", "no"):
        raise ValueError("yes or no")
    return written == "yes"


def _profile(written: str) -> Profile:
    if written == "2018":
        return "2018"
    if written == "2019":
        return "2019"
    raise ValueError("2018 or 2019")
