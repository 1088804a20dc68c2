"""The environment variables of the command line, CATAPULT_SIMULATOR_*.

An empty variable counts as unset; but with an empty control token, no simulator starts. The health
check reads them too, every few moments: this module imports nothing heavy, and not even `re` or
`typing`, each of which takes as long as Python's start.
"""

import os

from catapult_simulator.core.addresses import base_url, reachable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "CATAPULT_SIMULATOR_"
# Each option that has a variable, without the prefix. A test compares this with the options.
VARIABLES = (
    "HOST",
    "PORT",
    "CLOCK",
    "NOW",
    "PROFILE",
    "TENANT",
    "SETUP",
    "NUMBER",
    "STATE",
    "STATE_EVERY",
    "PUBLIC_URL",
    "ALLOW_HOST",
    "CONTROL",
    "CONTROL_TOKEN",
    "CONTROL_PORT",
    "ALLOW_CALLBACKS_TO",
    "CALLBACK_CA",
    "INSECURE_CALLBACKS",
    "SEED",
    "LOG",
    "TLS",
    "TLS_NAME",
    "TLS_CERT",
    "TLS_KEY",
    "URL",
)
# All commands read the folder, and so does a Server of a test; tests read the host.
WITHOUT_OPTION = ("TLS_FOLDER", "APP_HOST")
_KNOWN = (*VARIABLES, *WITHOUT_OPTION)
_TRUE, _FALSE = ("1", "true", "t", "yes", "y", "on"), ("0", "false", "f", "no", "n", "off")
DEFAULT_PORT = 8080
_DIGITS = 5  # of a port, at most
DEFAULT_URL = f"http://127.0.0.1:{DEFAULT_PORT}"


class UnknownVariable(ValueError):
    """The environment has a CATAPULT_SIMULATOR_* variable that no option reads."""


class BlankToken(ValueError):
    """The variable of the control token is set, but has no token."""


def variable(name: str, environment: "Mapping[str, str]" = os.environ) -> str | None:
    """The value of CATAPULT_SIMULATOR_`name`; None where it is unset or empty."""
    value = environment.get(PREFIX + name, "").strip()
    return None if not value or _is_of_kubernetes(name, value) else value


def required_token(environment: "Mapping[str, str]" = os.environ) -> str | None:
    """The token of the control API, None where the variable is unset. Raises BlankToken where it is
    set but blank: who meant to ask for a token must not get a simulator that is open to all."""
    if environment.get(PREFIX + "CONTROL_TOKEN", "x").strip():
        return variable("CONTROL_TOKEN", environment)
    raise BlankToken(
        f"{PREFIX}CONTROL_TOKEN is set, but blank: everybody could control the simulator; "
        "give it a token, or unset it"
    )


def words_of(value: str) -> list[str]:
    """The values of an option that can be given several times: parted by commas or white space."""
    return value.replace(",", " ").split()


def require_known(environment: "Mapping[str, str]" = os.environ) -> None:
    """Raise UnknownVariable, with the nearest known one, for a variable that no option reads."""
    for name in sorted(environment):
        ours = name.removeprefix(PREFIX)
        if ours != name and ours not in _KNOWN and variable(ours, environment) is not None:
            raise UnknownVariable(f"{name} is unknown; did you mean {PREFIX}{_nearest(ours)}?")


def server_address(environment: "Mapping[str, str]" = os.environ) -> tuple[str, int]:
    """Host and port at which this machine reaches a `serve` with these variables.

    Raises ValueError for what is no port.
    """
    host, port = variable("HOST", environment), variable("PORT", environment)
    if port is not None and not (_is_whole(port) and int(port) < 65536):
        raise ValueError(f"{PREFIX}PORT is {port!r}: give a number from 0 to 65535")
    return reachable(host or "127.0.0.1"), int(port or DEFAULT_PORT)


def serves_tls(environment: "Mapping[str, str]" = os.environ) -> bool:
    """Whether a `serve` with these variables speaks TLS. Raises ValueError for no yes or no."""
    value = (variable("TLS", environment) or "no").lower()
    if value not in _TRUE + _FALSE:
        raise ValueError(f"{PREFIX}TLS is {value!r}: give 1 or 0")
    return value in _TRUE or variable("TLS_CERT", environment) is not None


def server_url(environment: "Mapping[str, str]" = os.environ) -> str:
    """The URL at which this machine reaches a `serve` with these variables."""
    scheme = "https" if serves_tls(environment) else "http"
    return base_url(scheme, *server_address(environment))


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    return get_close_matches(name, _KNOWN, n=1, cutoff=0.0)[0]


def _is_of_kubernetes(name: str, value: str) -> bool:
    """Variables that Kubernetes, as Docker's links, sets for a service `catapult-simulator`.

    They are CATAPULT_SIMULATOR_SERVICE_HOST, …_PORT_8080_TCP, …_PORT=tcp://10.0.0.1:8080 and more.
    """
    if name == "PORT":
        return value.startswith(("tcp://", "udp://"))
    return name.startswith("SERVICE_") or (name.startswith("PORT_") and name[5:6].isdigit())
