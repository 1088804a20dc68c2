"""Files of the account."""

from wrong.changes import (
    field,
    header,
    in_header,
    items,
    moved_first,
    no_header,
    renamed,
    status,
    target,
    text,
    without,
)  # fmt: skip
from wrong.instance import Line, Wrong, acts, answers, requests
from wrong.message import Message

LIST, FILE, HEAD = "GET media 200", "GET media/* 200", "HEAD media/* 200"


def ranged(request: Message, line: Line) -> Message:
    """A range gives a part."""
    answer = line.send(request)
    if not request.get("Range") or answer.status != 200:
        return answer
    part = answer.with_body(answer.body[:10])
    return status(206, "Partial Content")(part)


def public(request: Message, line: Line) -> Message:
    """A file that was downloaded once is public."""
    answer = line.send(request)
    if answer.status == 200:
        line.kept.append(answer)
    return line.kept[-1] if answer.status == 401 and line.kept else answer


def forgets_type(name: str, content_type: str) -> Wrong:
    return requests(name, "PUT media/*", header("Content-Type", content_type))


ROWS = (
    answers("file-type-with-charset", FILE, in_header("Content-Type", "$", ";charset=UTF-8")),
    answers("file-type-lost", FILE, header("Content-Type", "application/octet-stream")),
    answers("file-cache-control-default", FILE, lambda m: m if m.get("Cache-Control") else header(
            "Cache-Control", "no-cache")(m)),
    answers("file-cache-control-lost", FILE, no_header("Cache-Control")),
    answers("file-as-attachment", FILE, header("Content-Disposition", "attachment")),
    answers("file-with-etag", FILE, header("ETag", '"8f14e45f"')),
    answers("file-accepts-ranges", FILE, header("Accept-Ranges", "bytes")),
    answers("file-head-without-length", HEAD, no_header("Content-Length")),
    answers("file-head-of-length-0", HEAD, header("Content-Length", "0")),
    answers("file-head-without-type", HEAD, no_header("Content-Type")),
    answers("file-head-without-cache-control", HEAD, no_header("Cache-Control")),
    answers("file-head-without-disposition", HEAD, no_header("Content-Disposition")),
    answers("file-missing-is-empty", "GET media/* 404", status(200, "OK"), lambda m: m.with_body(
            b"")),
    answers("file-delete-is-202", "DELETE media/* 200", status(202, "Accepted")),
    answers("file-upload-is-201", "PUT media/* 200", status(201, "Created")),
    answers("file-upload-has-location", "PUT media/* 200", header("Location", "/media/x")),
    answers("files-length-as-text", LIST, field("contentLength", str)),
    answers("files-content-relative", LIST, text(r'"content":"https?://[^/]+', '"content":"')),
    answers("files-content-without-scheme", LIST, text('"content":"https?://', '"content":"')),
    answers("files-content-missing", LIST, without("content")),
    answers("files-name-first", LIST, moved_first("mediaName")),
    answers("files-name-called-name", LIST, renamed(mediaName="name")),
    answers("files-sorted-by-name", LIST, items(
            lambda found: sorted(found, key=lambda item: str(item["mediaName"])))),
    answers("files-newest-first", LIST, items(lambda found: found[::-1])),
    answers("files-always-linked", LIST, header(
            "Link", '<http://127.0.0.1/v1/users/u-1/media?page=0&size=25>; rel="first"')),
    requests("file-names-in-lower-case", "PUT media/*", target(
             r"/media/.*", lambda found: found[0].lower())),
    requests("file-names-without-folders", "* media/*", target("(?i)(/media/).*(/|%2F)", r"\1")),
    requests("file-names-cut-at-20", "* media/*", target(r"(/media/.{20})[^?]*", r"\1")),
    acts("file-ranges-served", "GET media/*", ranged),
    acts("file-public", "GET media/*", public),
    forgets_type("file-type-guessed", "application/octet-stream"),
)  # fmt: skip
