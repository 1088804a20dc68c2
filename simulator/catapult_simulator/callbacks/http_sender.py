"""HttpSender: sends a callback over HTTP with requests, within its timeout.

Documented: apiCallbacks/*.md (headers), faq applications/retries.md (timeout). Basic credentials
of the URL are sent without a challenge (callbackSecurity.md), and not in the request line.
Redirects are not followed (assumed).
"""

from http.cookiejar import DefaultCookiePolicy
from threading import local
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlencode

from catapult_simulator.core.callback_fields import query_fields
from catapult_simulator.core.callbacks import Callback, Outcome
from catapult_simulator.core.evidence import Header, assumed, documented
from catapult_simulator.core.json_text import to_json
from catapult_simulator.core.reasons import innermost_reason

if TYPE_CHECKING:
    from requests import Response, Session

_UNSEEN = assumed("in no source; an HTTP client of a Java service sends it")
_HTTP = assumed("in no source; HTTP/1.1 requires it: RFC 9112")
HEADERS = (
    Header(
        "User-Agent",
        "BandwidthAPI/v1, in the profile of 2019 with the build's timestamp (its value is assumed)",
        documented("apiCallbacks/callbacks.md"),
    ),
    Header(
        "Content-Type",
        "application/json; charset=utf-8; with POST",
        documented("apiCallbacks/sms.md"),
    ),
    Header(
        "Authorization", "Basic, where the URL has credentials", documented("callbackSecurity.md")
    ),
    Header("Accept", "`*/*`", _UNSEEN),
    Header("Accept-Encoding", "gzip,deflate", _UNSEEN),
    Header("Connection", "keep-alive", _UNSEEN),
    Header("Content-Length", "of the body; with POST", _HTTP),
    Header("Host", "the URL's", _HTTP),
)
_SHOWN_BYTES = 16 * 1024  # of an answer's body, which is only shown to people


class HttpSender:
    """Sends with one pooled session for each thread."""

    def __init__(self, *, verify_tls: bool = True) -> None:
        self._verify_tls = verify_tls
        self._of_thread = local()

    def send(self, callback: Callback, url: str) -> Outcome:
        """Send to `url` once. A failure of the receiver or a bad URL is an Outcome, not raised."""
        from requests import RequestException, Timeout

        started = perf_counter()
        try:
            status, answer = self._exchange(callback, url, started)
        except Timeout:
            why = f"no answer within {callback.timeout_ms} ms"
            return Outcome(None, "", "timeout", why, perf_counter() - started)
        except (RequestException, ValueError, OSError) as error:
            return Outcome(None, "", "network", innermost_reason(error), perf_counter() - started)
        taken = perf_counter() - started
        if 200 <= status < 300:
            return Outcome(status, answer, seconds=taken)
        return Outcome(status, answer, "status", f"answered {status}", taken)

    def _exchange(self, callback: Callback, url: str, started: float) -> tuple[int, str]:
        seconds = callback.timeout_ms / 1000
        response = self._session().request(
            callback.method,
            _address(callback, url),
            data=_body(callback),
            headers=_headers(callback),
            timeout=seconds,
            allow_redirects=False,
            stream=True,
        )
        with response:
            return response.status_code, _read_beginning(response, started + seconds)

    def _session(self) -> "Session":
        if not hasattr(self._of_thread, "session"):
            from requests import Session

            session = Session()
            session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # no cookies
            session.trust_env = False  # no proxies, no .netrc
            session.verify = self._verify_tls
            self._of_thread.session = session
        return self._of_thread.session  # type: ignore[no-any-return]  # a thread's own attribute


def _address(callback: Callback, url: str) -> str:
    if callback.method == "POST":
        return url
    address, _ = urldefrag(url)
    query = urlencode(query_fields(callback.payload), errors="replace")
    return f"{address}{'&' if '?' in address else '?'}{query}"


def _body(callback: Callback) -> bytes | None:
    if callback.method == "GET":
        return None
    return to_json(callback.payload).encode("utf-8", "replace")


def _headers(callback: Callback) -> dict[str, str | bytes]:
    headers: dict[str, str | bytes] = {
        "User-Agent": callback.user_agent,
        "Accept": "*/*",
        "Accept-Encoding": "gzip,deflate",
    }
    if callback.method == "POST":
        headers["Content-Type"] = "application/json; charset=utf-8"
    return headers


def _read_beginning(response: "Response", deadline: float) -> str:
    """The beginning of the body. A body that does not end by the deadline is a timeout."""
    from requests import RequestException, Timeout

    body = b""
    try:
        for chunk in response.iter_content(4096):
            body += chunk
            if len(body) >= _SHOWN_BYTES:
                break
            if perf_counter() > deadline:
                raise Timeout("the answer did not end")
    except RequestException as error:
        if perf_counter() > deadline:  # requests has no Timeout for a body that stalls
            raise Timeout("the answer stopped") from error
        raise
    return _as_text(body[:_SHOWN_BYTES], response.encoding or "utf-8")


def _as_text(body: bytes, charset: str) -> str:
    try:
        return body.decode(charset, "replace")
    except (LookupError, ValueError):  # an unknown charset, or one that is not for text
        return body.decode("utf-8", "replace")
