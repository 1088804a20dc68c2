"""The reason why an app was not told, in words: a cause, a sentence, and the next step.

Every interface shows these: Python, journal, errors, terminal. Nothing here knows sockets: the
sender of callbacks finds the cause.
"""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, get_args

from catapult_simulator.core.advice import ADVICE

Cause = Literal[
    "refused",
    "refused-in-container",
    "other-family",
    "unknown-name",
    "unknown-name-docker",
    "unreachable",
    "ipv6-only",
    "forbidden-address",
    "untrusted-certificate",
    "other-name",
    "expired-certificate",
    "https-to-plain",
    "plain-to-https",
    "tls-failed",
    "closed",
    "reset",
    "not-http",
    "bad-http",
    "cut-off",
    "too-many-headers",
    "timeout",
    "app-hangs",
    "app-raised",
    "blocked-socket",
    "redirect",
    "unauthorized",
    "not-found",
    "method-not-allowed",
    "not-understood",
    "client-error",
    "server-error",
    "other-status",
    "html-page",
    "cut",
    "bad-url",
    "stopped",
    "queue-full",
    "other",
    "no-application",
    "no-url",
    "no-callback-url",
    "no-app-then",
    "lost-by-fault",
    "account-gone",
    "not-called",
]


class Reason(NamedTuple):
    """Why a callback failed, or may not have done what its app should do.

    `cause` is one of a closed set of words, `sentence` says what happened, `advice` what to do.
    """

    cause: Cause
    sentence: str
    advice: str

    def __str__(self) -> str:
        return f"{self.sentence}; {self.advice}" if self.advice else self.sentence


_CALLBACK_CA = "trust it with --callback-ca FILE, or every certificate with --insecure-callbacks"
_GET_OR_POST = "a GET carries its fields in the query, a POST carries JSON in the body"

# Cause -> sentence and advice. Both are filled in with the facts of `reason`.
ROWS: dict[Cause, tuple[str, str]] = {
    "refused": (
        "nothing listens on {address}",
        "start the app there, or correct the URL of the application",
    ),
    "refused-in-container": (
        "nothing listens on {address} in this container",
        "start the app in it; an app on the host is http://host.docker.internal:{port}, one in "
        "another container has the name of its service",
    ),
    "other-family": (
        "nothing listens on {address}, but on {other} something does",
        "have the app listen on {host} too, or use http://{other} in the URL",
    ),
    "unknown-name": (
        "the name {host} cannot be found",
        "check the spelling; a container finds the names of services in its own network only",
    ),
    "unknown-name-docker": (
        "the name host.docker.internal cannot be found",
        "start the container with --add-host host.docker.internal:host-gateway",
    ),
    "unreachable": (
        "there is no way to {address}: {detail}",
        "check the address, and that both machines are in one network",
    ),
    "ipv6-only": (
        "{host} has IPv6 addresses only, and this machine has no way there: {detail}",
        "use a name or an address of IPv4",
    ),
    "forbidden-address": ("callbacks may not go there: {detail}", ""),
    "untrusted-certificate": (
        "the certificate of {address} is not trusted: {detail}",
        _CALLBACK_CA,
    ),
    "other-name": (
        "the certificate of {address} is for another name: {detail}",
        "use the name of the certificate in the URL, or accept every one with --insecure-callbacks",
    ),
    "expired-certificate": (
        "the certificate of {address} has expired",
        "renew it, or accept every certificate with --insecure-callbacks",
    ),
    "https-to-plain": (
        "{address} speaks plain HTTP, the URL says https",
        "write http:// in the URL of the application",
    ),
    "plain-to-https": (
        "{address} speaks TLS, the URL says http",
        "write https:// in the URL of the application",
    ),
    "tls-failed": ("TLS with {address} failed: {detail}", "check the TLS set-up of the app"),
    "closed": (
        "the app took the request and closed the connection without an answer",
        "it probably crashed in its handler: look at its log",
    ),
    "reset": (
        "the app broke the connection off without an answer",
        "it probably crashed or was restarted: look at its log",
    ),
    "not-http": (
        "{address} does not answer with HTTP: {detail}",
        "another program may listen on port {port}",
    ),
    "bad-http": (
        "the app's HTTP response cannot be read: {detail}",
        "correct what the app sends, its headers first; most servers do that by themselves",
    ),
    "cut-off": ("the answer ends in the middle: {detail}", "look at the log of the app"),
    "too-many-headers": (
        "the answer has more headers than are read: {detail}",
        "look for a header, or a `100 Continue`, that is sent again and again",
    ),
    "timeout": (
        "the app did not answer within {timeout_ms} ms",
        "answer first and work later; the callback's time-out can be up to 10000 ms",
    ),
    "app-hangs": (
        "the app did not answer within {timeout_ms} ms: it is at {detail}",
        "see what it waits for there",
    ),
    "app-raised": (
        "the app raised {app_error}",
        "its traceback is in the captured log",
    ),
    "blocked-socket": (
        "pytest-socket blocks the sockets of this test",
        "run pytest with --allow-hosts=127.0.0.1, or serve the app with port=None",
    ),
    "redirect": (
        "the app redirects to {location}, and callbacks do not follow",
        "{redirect_advice}",
    ),
    "unauthorized": (
        "the app wants credentials: it answered {status}",
        "{credentials}",
    ),
    "not-found": (
        "the app has no such path: it answered 404 for {path}",
        "correct the URL: catapult-simulator application update ID --to URL; or add the route",
    ),
    "method-not-allowed": (
        "the app does not take {method} here: it answered 405{allow}",
        "{method_advice}",
    ),
    "not-understood": (
        "the app did not understand the request: it answered {status}{first_line}",
        _GET_OR_POST + "{form_advice}",
    ),
    "client-error": (
        "the app refused the callback: it answered {status}{first_line}",
        "look at its log",
    ),
    "server-error": ("the app failed: it answered {status}{first_line}", "look at its log"),
    "other-status": ("the app answered {status}, which is no success", "answer with 200"),
    "html-page": (
        "the app answered {status}, but with a page of HTML{first_line}",
        "it may be a login page or a route for everything: check the path {path}",
    ),
    "cut": ("the answer is longer than 16 KiB; the rest was not read", "a short answer is enough"),
    "bad-url": ("the URL cannot be called: {detail}", "correct the URL of the application"),
    "stopped": (
        "the simulator was stopped meanwhile",
        "start its server again, or leave that to the fixture catapult_server",
    ),
    "queue-full": (
        "too many callbacks wait for this receiver",
        "answer faster, or send less at once",
    ),
    "other": ("the callback failed: {detail}", ""),
    "no-application": (
        "{number} has no application, so that no app is told",
        ADVICE["no-application"]["http"],
    ),
    "no-url": (
        "the application of {number} has no incomingMessageUrl, so that no app is told",
        ADVICE["no-url"]["http"],
    ),
    "no-callback-url": (
        "message {message} was sent without a callbackUrl, so that no app is told of it",
        "send messages with one, or name the URL that is to be called",
    ),
    "no-app-then": ("{number} had no app when this text came", "send it again"),
    "lost-by-fault": (
        "no callback was sent: a fault lost it",
        "remove the fault, unless the app is to miss this",
    ),
    "account-gone": (
        "no callback was sent: the account was reset or closed meanwhile",
        "send the message anew",
    ),
    "not-called": ("the app has not been called yet", "look at the journal, what came of it"),
}
assert set(ROWS) == set(get_args(Cause))


def reason(cause: Cause, **facts: Any) -> Reason:
    """The row of `cause`, with the facts that its texts name."""
    sentence, advice = ROWS[cause]
    return Reason(cause, sentence.format(**facts), advice.format(**facts))


def reason_of(result: Mapping[str, Any]) -> Reason:
    """The reason why a result of the control API has no callbacks."""
    found = result.get("reason")
    if found is None:
        return reason("not-called")
    return Reason(found["cause"], found["explanation"], found["advice"])
