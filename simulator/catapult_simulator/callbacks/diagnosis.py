"""The cause of a failed callback, found in an exception or in an answer."""

import os
import re
import socket
from contextlib import suppress
from html import unescape
from pathlib import Path
from ssl import SSLCertVerificationError, SSLError
from typing import Any
from urllib.parse import urlsplit

from catapult_simulator.callbacks.advice_facts import advice_facts
from catapult_simulator.callbacks.connection import NO_WAY, OnlyIpv6
from catapult_simulator.callbacks.deadline import AppHangs, Stopped
from catapult_simulator.callbacks.outbound_policy import Forbidden
from catapult_simulator.callbacks.probes import Probes
from catapult_simulator.callbacks.response_reader import APP_ERROR, BadResponse, ResponseReader
from catapult_simulator.core.callback_reasons import Cause, Reason, reason
from catapult_simulator.core.callbacks import Callback
from catapult_simulator.core.hosts import is_loopback
from catapult_simulator.core.masking import masked_text, without_credentials
from catapult_simulator.core.page_text import words_of_page
from catapult_simulator.core.urls import port_of

_SHOWN = 200  # characters of a page
_OTHER_LOOPBACK = {"127.0.0.1": "::1", "::1": "127.0.0.1", "localhost": "::1"}
_EXPIRED, _OTHER_NAMES = 10, (62, 64)  # X509_V_ERR_…: HAS_EXPIRED, HOSTNAME_, IP_ADDRESS_MISMATCH
_NO_NAME = tuple(
    getattr(socket, name)
    for name in ("EAI_NONAME", "EAI_NODATA", "EAI_AGAIN", "EAI_FAIL")
    if hasattr(socket, name)
)
_NO_TLS = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "RECORD_LAYER_FAILURE")
# Servers say this to plain HTTP on a port for TLS.
_WANTS_TLS = re.compile(r"(?i)plain HTTP request|HTTP request to an HTTPS server|requires TLS")
_HTML = re.compile(r"\s*(<!doctype html|<html)", re.IGNORECASE)
_BY_STATUS: dict[int, Cause] = {
    401: "unauthorized",
    404: "not-found",
    405: "method-not-allowed",
    400: "not-understood",
    415: "not-understood",
    422: "not-understood",
}
_BY_HUNDREDS: dict[int, Cause] = {3: "redirect", 4: "client-error", 5: "server-error"}


Facts = dict[str, Any]


def reason_of_exception(error: Exception, callback: Callback, url: str, probes: Probes) -> Reason:
    """The reason why `url` gave no answer."""
    facts = _facts(callback, url) | {"detail": _detail(error)}
    cause = _cause(error, facts)
    if cause.startswith("refused") and (other := _other_family(facts, probes)):
        return reason("other-family", **facts, other=other)
    return reason(_by_probe(cause, facts, probes), **facts)


def reason_of_answer(answer: ResponseReader, callback: Callback, url: str) -> Reason | None:
    """The reason why an answer is no success, or a doubtful one. None where all is well."""
    text = answer.text()
    cause = _cause_of_answer(answer, text)
    if cause is None:
        return None
    facts = (
        _facts(callback, url)
        | {
            "status": answer.status,
            "location": _shown(answer.header("location")) or "nowhere",
            "allow": f", and allows {_shown(allow)}" if (allow := answer.header("allow")) else "",
            "first_line": _first_line(text),
            "app_error": _shown(answer.header(APP_ERROR.lower())),
        }
        | advice_facts(answer, callback.method, url)
    )
    return reason(cause, **facts)


def _facts(callback: Callback, url: str) -> Facts:
    facts: Facts = {"method": callback.method, "timeout_ms": callback.timeout_ms, "scheme": ""}
    with suppress(ValueError):  # a URL that is none: its reason names none of the following
        parts = urlsplit(without_credentials(url))
        host, port = parts.hostname or "", port_of(parts) or 0
        at = {"host": host, "port": port, "address": _address(host, port)}
        facts |= {"scheme": parts.scheme, "path": parts.path or "/", **at}
    return facts


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


# -- exceptions -------------------------------------------------------------------------------


def _cause(error: Exception, facts: Facts) -> Cause:
    if isinstance(error, TimeoutError):
        return "app-hangs" if isinstance(error, AppHangs) else "timeout"
    if type(error).__name__ == "SocketBlockedError" or isinstance(error, UserWarning):
        return "blocked-socket"
    if isinstance(error, Forbidden):
        return "forbidden-address"
    if isinstance(error, BadResponse):
        return error.cause
    if isinstance(error, SSLError):
        return _cause_of_tls(error)
    if isinstance(error, socket.gaierror) and error.errno in _NO_NAME:
        docker = facts["host"] == "host.docker.internal"
        return "unknown-name-docker" if docker else "unknown-name"
    if isinstance(error, OSError):
        return _cause_of_socket(error, facts)
    return "stopped" if isinstance(error, Stopped) else "bad-url"


def _cause_of_tls(error: SSLError) -> Cause:
    if isinstance(error, SSLCertVerificationError):
        if error.verify_code == _EXPIRED:
            return "expired-certificate"
        return "other-name" if error.verify_code in _OTHER_NAMES else "untrusted-certificate"
    if error.reason in _NO_TLS:
        return "https-to-plain"
    return "tls-failed"


def _cause_of_socket(error: OSError, facts: Facts) -> Cause:
    if isinstance(error, ConnectionRefusedError):
        inside = is_loopback(facts["host"]) and _in_container()
        return "refused-in-container" if inside else "refused"
    if isinstance(error, ConnectionResetError | BrokenPipeError):
        return "reset"
    if error.errno in NO_WAY:
        return "ipv6-only" if isinstance(error, OnlyIpv6) else "unreachable"
    return "other"


def _other_family(facts: Facts, probes: Probes) -> str | None:
    """The same port on the other loopback address, where something listens there."""
    other = _OTHER_LOOPBACK.get(facts["host"])
    if other is None or not probes.listens(other, facts["port"]):
        return None
    return _address(other, facts["port"])


def _by_probe(cause: Cause, facts: Facts, probes: Probes) -> Cause:
    """`cause`, or that the receiver speaks the other of TLS and plain HTTP: many just hang up."""
    if facts["scheme"] == "http" and cause in ("closed", "reset"):
        return "plain-to-https" if probes.speaks_tls(facts["host"], facts["port"]) else cause
    if facts["scheme"] == "https" and cause in ("tls-failed", "reset"):
        return "https-to-plain" if probes.speaks_http(facts["host"], facts["port"]) else cause
    return cause


def _in_container() -> bool:
    return "KUBERNETES_SERVICE_HOST" in os.environ or any(
        Path(mark).exists() for mark in ("/.dockerenv", "/run/.containerenv")
    )


def _detail(error: Exception) -> str:
    """One line in plain words, without the URL's credentials."""
    if isinstance(error, SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, SSLError):
        return (error.reason or "no TLS").replace("_", " ").lower()
    if isinstance(error, AppHangs | Forbidden | BadResponse) or type(error) is ValueError:
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return type(error).__name__


# -- answers ----------------------------------------------------------------------------------


def _cause_of_answer(answer: ResponseReader, text: str) -> Cause | None:
    if answer.header(APP_ERROR.lower()):
        return "app-raised"
    if answer.status == 400 and _WANTS_TLS.search(text):
        return "plain-to-https"
    if 200 <= answer.status < 300:
        if _HTML.match(text):
            return "html-page"
        return "cut" if answer.cut else None
    by_hundreds = _BY_HUNDREDS.get(answer.status // 100, "other-status")
    return _BY_STATUS.get(answer.status, by_hundreds)


def _first_line(text: str) -> str:
    """`: ` and the beginning of an error page as text; empty where it has none."""
    words = words_of_page(text)
    return f": {_shown(unescape(words)).rstrip('.')}" if words else ""


def _shown(text: str | None) -> str:
    shown = masked_text(" ".join((text or "").split()))
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
