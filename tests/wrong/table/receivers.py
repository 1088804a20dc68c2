"""Answers of receivers to callbacks, and their consequences."""

from urllib.parse import urlsplit

from wrong.changes import header, status
from wrong.instance import Change, Line, calls, replies
from wrong.message import Message
from wrong.relay import Broken

SUCCESS, FAILURE = status(200, "OK"), status(500, "Internal Server Error")


def is_failure(answer: Message) -> bool:
    return not 200 <= answer.status < 300


def of(low: int, high: int, change: Change) -> Change:
    """Answers with a status between these."""
    return lambda answer: change(answer) if low <= answer.status <= high else answer


def with_body(change: Change) -> Change:
    return lambda answer: change(answer) if answer.body else answer


def retried(request: Message, line: Line) -> Message:
    answer = line.send(request)
    return line.send_anew(request) if is_failure(answer) else answer


def retried_after_errors_of_servers(request: Message, line: Line) -> Message:
    answer = line.send(request)
    return line.send_anew(request) if answer.status >= 500 else answer


def followed(request: Message, line: Line) -> Message:
    """A redirect is followed."""
    answer = line.send(request)
    place = answer.get("Location")
    if not 300 <= answer.status < 400 or not place:
        return answer
    return line.send_anew(request.with_target(urlsplit(place).path))


def with_cookies(request: Message, line: Line) -> Message:
    """Cookies are kept, and sent with the next callback."""
    for answer in line.kept:
        request = header("Cookie", (answer.get("Set-Cookie") or "").partition(";")[0])(request)
    answer = line.send(request)
    if answer.get("Set-Cookie"):
        line.kept.append(answer)
    return answer


def broken_is_success(request: Message, line: Line) -> Message:
    try:
        return line.send(request)
    except Broken:
        return SUCCESS(Message("", (("Content-Length", "0"),)))


def cut_is_success(request: Message, line: Line) -> Message:
    """Only the head of the answer counts."""
    try:
        return line.send(request)
    except Broken as broken:
        if not broken.sent.startswith(b"HTTP/1."):
            raise
        return Message(broken.sent.split(b"\r\n")[0].decode(), (("Content-Length", "0"),))


def odd_charset(answer: Message) -> Message:
    kind = answer.get("Content-Type") or ""
    return FAILURE(answer) if "charset" in kind and "utf-8" not in kind.lower() else answer


def not_text(answer: Message) -> Message:
    try:
        answer.body.decode()
    except ValueError:
        return FAILURE(answer)
    return answer


def fallback_changed(request: Message, line: Line) -> Message:
    """The callback after a failure has lost its fields."""
    if line.kept and line.kept[-1].target != request.target:
        line.kept.clear()
        request = (
            request.with_body(b"{}")
            if request.body
            else request.with_target(request.target.partition("?")[0])
        )
        return line.send(request)
    answer = line.send(request)
    if is_failure(answer):
        line.kept.append(request)
    return answer


ROWS = (
    replies("reply-failure-is-success", of(300, 599, SUCCESS)),
    replies("reply-of-a-missing-page-is-success", of(400, 499, SUCCESS)),
    replies("reply-of-a-broken-server-is-success", of(500, 599, SUCCESS)),
    replies("reply-redirect-is-success", of(300, 399, SUCCESS)),
    replies("reply-201-is-failure", of(201, 201, FAILURE)),
    replies("reply-204-is-failure", of(204, 204, FAILURE)),
    replies("reply-202-to-299-is-failure", of(202, 299, FAILURE)),
    replies("reply-with-body-is-failure", with_body(FAILURE)),
    replies("reply-in-odd-charset-is-failure", odd_charset),
    replies("reply-that-is-no-text-is-failure", not_text),
    replies("reply-with-cookie-is-failure", lambda answer: FAILURE(answer) if answer.get(
            "Set-Cookie") else answer),
    calls("reply-redirect-followed", followed),
    calls("reply-cookies-kept", with_cookies),
    calls("reply-broken-off-is-success", broken_is_success),
    calls("reply-cut-off-is-success", cut_is_success),
    calls("callback-retried", retried),
    calls("callback-retried-after-500", retried_after_errors_of_servers),
    calls("callback-fallback-changed", fallback_changed),
)  # fmt: skip
