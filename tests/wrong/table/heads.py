"""Status lines and headers."""

from wrong.changes import header, in_header, no_header, start, status
from wrong.instance import answers
from wrong.message import Message

ALL, CREATED, DONE = "* * *", "POST * 201", "[PD]* * 200"


def empty(message: Message) -> Message:
    """Without a length: none is told of 204."""
    return no_header("Content-Length")(message.with_body(b"")) if not message.body else message


def no_content(message: Message) -> Message:
    return status(204, "No Content")(empty(message)) if not message.body else message


def chunked(message: Message) -> Message:
    if not message.body:
        return message
    framed = b"%x\r\n%s\r\n0\r\n\r\n" % (len(message.body), message.body)
    plain = no_header("Content-Length")(message)._replace(body=framed)
    return header("Transfer-Encoding", "chunked")(plain)


ROWS = (
    answers("location-relative", CREATED, in_header("Location", r"https?://[^/]+", "")),
    answers("location-without-version", CREATED, in_header("Location", "/v1/", "/")),
    answers("location-of-another-host", CREATED, in_header("Location", r"//[^/]+", "//api.test")),
    answers("location-over-https", CREATED, in_header("Location", "^http:", "https:")),
    answers("location-with-a-slash", CREATED, in_header("Location", "$", "/")),
    answers("location-is-the-id", CREATED, in_header("Location", ".*/", "")),
    answers("location-missing", CREATED, no_header("Location")),
    answers("location-called-content-location", CREATED,
            lambda m: header("Content-Location", m.get("Location"))(no_header("Location")(m))),
    answers("created-is-200", CREATED, status(200, "OK")),
    answers("created-is-202", CREATED, status(202, "Accepted")),
    answers("created-is-typed", CREATED, header("Content-Type", "application/json")),
    answers("done-is-204", "[PD]* * 200", no_content),
    answers("redacted-is-204", "PATCH messages/* 200", no_content),
    answers("done-is-typed", "[PD]* * 200", lambda m: m if m.body else header(
        "Content-Type", "application/json")(m)),
    answers("done-has-no-length", DONE, empty),
    answers("reason-unknown", ALL, start(r" \d\d\d .*", lambda m: f"{m[0][:4]} Unknown")),
    answers("reason-missing", ALL, start(r"( \d\d\d) .*", r"\1 ")),
    answers("reason-of-created-is-ok", CREATED, start("Created", "OK")),
    answers("reason-in-capitals", "* * 4*", lambda m: m._replace(start=m.start.upper())),
    answers("content-type-with-charset", ALL,
            in_header("Content-Type", "^application/json$", "application/json; charset=utf-8")),
    answers("content-type-text", ALL, in_header("Content-Type", "^application/json$", "text/json")),
    answers("content-type-of-vendor", ALL,
            in_header("Content-Type", "^application/json$", "application/vnd.bandwidth+json")),
    answers("content-type-missing", "GET * 200", no_header("Content-Type")),
    answers("errors-typed-as-problems", "* * [45]??",
            in_header("Content-Type", "/json", "/problem+json")),
    answers("cache-control-missing", "* * 20?", no_header("Cache-Control")),
    answers("cache-control-missing-when-done", DONE, no_header("Cache-Control")),
    answers("cache-control-private", "* * 20?",
            in_header("Cache-Control", "^no-cache$", "private")),
    answers("cache-control-no-store", "* * 20?",
            in_header("Cache-Control", "^no-cache$", "no-cache, no-store, must-revalidate")),
    answers("cache-control-of-errors", "* * 4??", header("Cache-Control", "no-cache")),
    answers("cookie-set", ALL, header("Set-Cookie", "session=1; Path=/")),
    answers("cors-allowed", ALL, header("Access-Control-Allow-Origin", "*")),
    answers("challenge-sent", "* * 401", header("WWW-Authenticate", 'Basic realm="API"')),
    answers("powered-by-told", ALL, header("X-Powered-By", "Express")),
    answers("request-id-told", ALL, header("X-Request-Id", "8f14e45f")),
    answers("etag-of-resources", "GET * 200", header("ETag", '"8f14e45f"')),
    answers("vary-told", ALL, header("Vary", "Accept-Encoding")),
    answers("date-missing", ALL, no_header("Date")),
    answers("date-in-iso-form", ALL, header("Date", lambda _: "2019-05-01T12:00:00Z")),
    answers("length-missing", "GET * 200", no_header("Content-Length")),
    answers("chunked", "GET * 200", chunked),
    answers("connection-closed", ALL, header("Connection", "close")),
    answers("http-1-0", ALL, start(r"^HTTP/1\.1", "HTTP/1.0")),
    answers("allow-missing", "* * 405", no_header("Allow")),
    answers("allow-of-everything", "* * 405", header("Allow", "GET, POST, PUT, PATCH, DELETE")),
)  # fmt: skip
