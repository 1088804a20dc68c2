"""Settings of `serve`, and parsers of options.

An option wins over its environment variable (CATAPULT_SIMULATOR_*), which wins over the default.
This module imports nothing heavy: options are parsed before the simulator is loaded.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from catapult_simulator.cli.environment import DEFAULT_PORT, words_of
from catapult_simulator.core.control_token import check_control_token
from catapult_simulator.core.credentials import Credentials, is_id
from catapult_simulator.core.masking import masked_url
from catapult_simulator.core.urls import is_url, with_scheme

# The tenant of a `serve` without --tenant. The same in every run, so that an app can be configured
# with it. Not a secret.
DEFAULT_CREDENTIALS = Credentials(
    "u-2222222222222222222222a",
    "t-2222222222222222222222a",
    "secretsecretsecretsecretsecretsecretse",
)

# Of the printed examples: a number to import, its provider, and a person who texts it.
SAMPLE_NUMBER = "+19195551212"
SAMPLE_PERSON = "+19195550001"
SAMPLE_PROVIDER = {
    "providerName": "bandwidth-dashboard",
    "properties": {"accountId": "1234567", "userName": "jane", "password": "any"},
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Options of `serve`.

    `port` 0 is any free port. `now` is the start of virtual time. `setup` is a path, or the text,
    of what the accounts have; `numbers` are more of the first one, such as `+19195551212=URL`.
    `state` is a file that keeps the accounts over restarts, written each `state_every` seconds.
    `public_url` is the base URL of
    links in callbacks (None: that of the account's latest request). `allowed_hosts` are names by
    which control API and pages may be called: with `control_token`, if it is given, only on
    `control_port`, if it is given, and not at all with `control` off.
    Callbacks go to the networks `allow_callbacks_to` (none: to all but those that are never
    called), over TLS to receivers of the authority `callback_ca`, or to any (`insecure_callbacks`).
    Ids are generated from `seed` (None: new ones in each run and after each reset on a wall clock).
    `log` is the form of one line for each request, on stderr. `tls` is a certificate of the user's
    own authority, with `tls_names` beside the usual ones; `tls_cert` and `tls_key` are files of
    another one.
    """

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    clock: Literal["wall", "virtual"] = "wall"
    now: datetime | None = None
    profile: Literal["2018", "2019"] = "2019"
    tenants: tuple[Credentials, ...] = (DEFAULT_CREDENTIALS,)
    setup: "str | Path | None" = None
    numbers: tuple[str, ...] = ()
    state: str | None = None
    state_every: float = 60.0
    public_url: str | None = None
    allowed_hosts: tuple[str, ...] = ()
    control: Literal["on", "off"] = "on"
    control_token: str | None = None
    control_port: int | None = None
    allow_callbacks_to: tuple[str, ...] = ()
    callback_ca: str | None = None
    insecure_callbacks: bool = False
    seed: str | None = None
    log: Literal["text", "json", "off"] = "off"
    tls: bool = False
    tls_names: tuple[str, ...] = ()
    tls_cert: str | None = None
    tls_key: str | None = None


def parse_credentials(text: str) -> Credentials:
    """Credentials from `userId:token:secret`; the secret may contain colons. Raises ValueError."""
    parts = text.split(":", 2)
    if not text:
        raise ValueError("it is empty; give userId:token:secret")
    if len(parts) < 3 or not all(parts):
        raise ValueError(f"'{parts[0]}:…' is not of the form userId:token:secret")
    for name, value in (("userId", parts[0]), ("token", parts[1])):
        if not is_id(value):
            raise ValueError(f"{name} {value!r}: use 1 to 64 of A-Z a-z 0-9 _ . ~ -")
    return Credentials(*parts)


def parse_control_token(text: str) -> str:
    """A token that a header can have. Raises ValueError."""
    check_control_token("it", text)
    return text


def parse_user_id(text: str) -> str:
    """A userId, also from credentials as `serve --tenant` takes them. Raises ValueError."""
    user_ids = [word.partition(":")[0] for word in words_of(text) if word.count(":") > 1]
    if len(user_ids) > 1:
        raise ValueError(f"it names {len(user_ids)} accounts; choose one: {', '.join(user_ids)}")
    user_id = text.partition(":")[0]
    if not is_id(user_id):
        raise ValueError(f"{text!r} is not a userId: use 1 to 64 of A-Z a-z 0-9 _ . ~ -")
    return user_id


def parse_origin(text: str) -> str:
    """A base URL, without a trailing slash or `/v1`. Raises ValueError."""
    origin = text.rstrip("/").removesuffix("/v1").rstrip("/")
    if not is_url(origin) or "?" in origin or "#" in origin:
        raise _not_of_the_form("http://host:port", text)
    return origin


def parse_public_url(text: str) -> str:
    """A base URL for everybody: without credentials. Raises ValueError."""
    origin = parse_origin(text)
    if "@" in origin:
        raise ValueError("give it without user and password: it is in every link")
    return origin


def parse_url(text: str) -> str:
    """An http or https URL; also `localhost:3000/sms`, and a bare port of this machine. Raises
    ValueError."""
    url = with_scheme(text)
    if not is_url(url):
        raise _not_of_the_form("http://host:port/path", text)
    return url


def _not_of_the_form(form: str, text: str) -> ValueError:
    return ValueError(f"{masked_url(text)!r} is not of the form {form}")
