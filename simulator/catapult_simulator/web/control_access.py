"""ControlAccess: who may use the control API and the pages, where a token is asked for.

Programs send it as `Authorization: Bearer TOKEN`. A browser asks for a name and a password: the
token is the password, the name may be anything. So it stands in no URL and in no cookie, and
nothing has to be kept for it.
"""

from base64 import b64decode
from collections.abc import Iterator
from hmac import compare_digest
from typing import Any, Literal

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.core.checks import check_one_of
from catapult_simulator.core.control_token import TOKEN_VARIABLE, check_control_token
from catapult_simulator.web.problem_details import problem_response
from catapult_simulator.web.response import Response

ControlSwitch = Literal["on", "off"]
CONTROL_SWITCHES: tuple[ControlSwitch, ...] = ("on", "off")
HEALTH_PATH = f"{CONTROL_PREFIX}/health"
# A browser asks for a password because of it; programs that have a token know Bearer.
_CHALLENGE = ("WWW-Authenticate", 'Basic realm="catapult-simulator control", charset="UTF-8"')


class ControlAccess:
    """Whether the control API and the pages answer, and to whom. Health always does."""

    port: int | None = None  # the only port on which they answer, if there is one

    def __init__(self, token: str | None = None, switch: ControlSwitch = "on") -> None:
        """Raises TypeError and ValueError for a token that no header can have."""
        if token is not None:
            check_control_token("control_token", token)
        check_one_of("control", switch, CONTROL_SWITCHES)
        self._token = None if token is None else token.encode()
        self._is_off = switch == "off"

    @property
    def asks_token(self) -> bool:
        """Whether a caller needs a token."""
        return self._token is not None

    def refusal(self, environ: dict[str, Any]) -> Response | None:
        """The response to who may not use them; None for who may."""
        if environ["PATH_INFO"].rstrip("/") == HEALTH_PATH:
            return None
        if self._is_off:
            return problem_response(404, "switched-off", _OFF)
        if self.port is not None and environ["SERVER_PORT"] != str(self.port):
            return problem_response(404, "other-port", _OTHER_PORT.format(port=self.port))
        if self._token is None:
            return None
        given = list(_tokens_in(environ.get("HTTP_AUTHORIZATION", "")))
        if any(compare_digest(each, self._token) for each in given):
            return None
        sentence = _WRONG if given else _MISSING
        return problem_response(401, "wrong-token", f"{sentence}; {_ADVICE}", _CHALLENGE)


def _tokens_in(authorization: str) -> Iterator[bytes]:
    """The token of a Bearer header, the password of a Basic one."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        yield value.strip().encode("latin-1", "replace")
    if scheme.lower() == "basic":
        try:
            yield b64decode(value.strip(), validate=True).partition(b":")[2]
        except ValueError:
            return


_OFF = "the control API and the pages are switched off: this simulator was started with control off"
_OTHER_PORT = "the control API and the pages are on another port of this simulator: {port}"
_MISSING = "the control API and the pages need the token of this simulator"
_WRONG = "this is not the token of this simulator"
_ADVICE = (
    f"send Authorization: Bearer TOKEN, set {TOKEN_VARIABLE} for commands and tests, or give it to "
    "the browser as password"
)
