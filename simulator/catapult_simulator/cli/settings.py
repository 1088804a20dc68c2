"""Settings: what `serve` was told, read once. Flags over CATAPULT_SIMULATOR_* over defaults.

Imports no heavy module: the command line reads its flags before it loads the simulator.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from catapult_simulator.core.urls import is_url

ENVIRONMENT_PREFIX = "CATAPULT_SIMULATOR"
DEFAULT_PORT = 8080
DEFAULT_URL = f"http://127.0.0.1:{DEFAULT_PORT}"


class Account(NamedTuple):
    """A tenant to open: what the app under test is configured with."""

    user_id: str
    token: str
    secret: str


# The account of a simulator that was told of none: the same in every run, so that it can be
# written into a configuration. Nothing here is secret.
DEFAULT_ACCOUNT = Account(
    "u-2222222222222222222222a",
    "t-2222222222222222222222a",
    "secretsecretsecretsecretsecretsecretse",
)

# What the examples that are printed use: a number to import, who texts it, and how to import it.
SAMPLE_NUMBER = "+19195551212"
SAMPLE_PERSON = "+19195550001"
SAMPLE_PROVIDER = {
    "providerName": "bandwidth-dashboard",
    "properties": {"accountId": "1234567", "userName": "jane", "password": "any"},
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a simulator is served.

    `port` 0 takes any free port. `public_url` is what callbacks call the simulator (None: where it
    listens). `seed` decides all ids (None: fresh ones in each run on a wall clock).
    """

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    clock: Literal["wall", "virtual"] = "wall"
    profile: Literal["2018", "2019"] = "2019"
    accounts: tuple[Account, ...] = (DEFAULT_ACCOUNT,)
    public_url: str | None = None
    seed: str | None = None


def read_account(written: str) -> Account:
    """`userId:token:secret` as an account; the secret may hold colons. Raises ValueError."""
    parts = written.split(":", 2)
    if len(parts) < 3 or not all(parts):
        raise ValueError(f"{written!r} is not of the form userId:token:secret")
    for name, value in (("userId", parts[0]), ("token", parts[1])):
        if not _is_id(value):
            raise ValueError(f"{name} {value!r}: use 1 to 64 of A-Z a-z 0-9 _ . ~ -")
    return Account(*parts)


def read_user_id(written: str) -> str:
    """A userId, or that of an account as `serve` takes it. Raises ValueError."""
    user_id = written.partition(":")[0]
    if not _is_id(user_id):
        raise ValueError(f"{written!r} is no userId: use 1 to 64 of A-Z a-z 0-9 _ . ~ -")
    return user_id


def read_origin(written: str) -> str:
    """A base URL, given back without `/v1` and slashes at its end. Raises ValueError."""
    origin = written.rstrip("/").removesuffix("/v1").rstrip("/")
    if not is_url(origin) or "?" in origin or "#" in origin:
        raise ValueError(f"{written!r} is not of the form http://host:port")
    return origin


def read_url(written: str) -> str:
    """Any http or https URL. Raises ValueError."""
    if not is_url(written):
        raise ValueError(f"{written!r} is not of the form http://host:port/path")
    return written


def _is_id(value: str) -> bool:
    known = all(letter.isalnum() or letter in "_.~-" for letter in value)
    return known and value.isascii() and 1 <= len(value) <= 64
