"""The next step for an answer that is no success, by its headers, its URL and its method."""

import re
from typing import Protocol
from urllib.parse import urlsplit

from catapult_simulator.core.callbacks import Method
from catapult_simulator.core.masking import SAMPLE_URL

_LOGIN = re.compile(r"log-?in|sign-?in|[?&]next=", re.IGNORECASE)
_METHODS: tuple[Method, ...] = ("GET", "POST")


class Answer(Protocol):
    """An answer with its headers."""

    def header(self, name: str) -> str | None: ...


def advice_facts(answer: Answer, method: Method, url: str) -> dict[str, str]:
    """Facts for the advice of the reasons: `credentials`, `redirect_advice`, `method_advice`,
    `form_advice`."""
    return {
        "credentials": _credentials(url),
        "redirect_advice": _redirect(answer.header("location") or ""),
        "method_advice": _method(answer.header("allow") or "", method),
        "form_advice": _FORM if method == "POST" else "",
    }


_FORM = "; if the app reads a form, let it read JSON: request.get_json(), express.json()"


def _credentials(url: str) -> str:
    if "@" in urlsplit(url).netloc:
        return "it refused these in the URL of the application: correct them"
    return f"put them into the URL of the application: {SAMPLE_URL}"


def _redirect(location: str) -> str:
    if _LOGIN.search(location):
        return "the route asks for a login; let it in without one"
    return "use that URL in the application"


def _method(allow: str, method: Method) -> str:
    """Names the method that the route has, or the other one where it does not say."""
    allowed = {each.strip().upper() for each in allow.split(",")}
    other = next(each for each in _METHODS if each != method)
    if allow.strip() and other not in allowed:
        return f"let the route take {method}"
    command = f"catapult-simulator application update ID --method {other}"
    return f"set callbackHttpMethod of the application to {other.lower()}: {command}"
