"""Lists: order, pages, filters and the Link header."""

import re

from wrong.changes import Fields, header, ignoring, in_header, items, no_header, query
from wrong.instance import Change, Wrong, acts, answers, requests
from wrong.message import Message

MESSAGES, PAGED = "GET messages 200", "GET * 200"


def page(by: int) -> Change:
    def change(found: Fields) -> Fields:
        asked = found.get("page", "")
        return found | {"page": str(max(0, int(asked) + by))} if asked.isdigit() else found

    return query(change)


def sized(default: int, most: int) -> Change:
    """Pages of another size, unless told otherwise, and up to another size."""

    def change(found: Fields) -> Fields:
        asked = found.get("size", str(default))
        return found | {"size": str(min(int(asked), most)) if asked.isdigit() else asked}

    return query(change)


def always_next(answer: Message) -> Message:
    """A link to a page that has nothing."""
    if 'rel="next"' in (answer.get("Link") or "") or answer.body[:1] != b"[":
        return answer
    link = '<http://127.0.0.1/v1/users/u-1/messages?sortKeyLT=1000000000000000000>; rel="next"'
    return header("Link", link)(answer)


def swapped_query(link: str) -> str:
    return re.sub(r"(sortKeyLT=\d+)&(size=\d+)", r"\2&\1", link)


def lower(*names: str) -> Change:
    """Words in another case are unknown."""

    def change(found: Fields) -> Fields:
        odd = [name for name in names if found.get(name, "") != found.get(name, "").lower()]
        return found | dict.fromkeys(odd, "nonsense")

    return query(change)


def as_limit(found: Fields) -> Fields:
    """The size is called limit."""
    return {"size" if name == "limit" else name: found[name] for name in found if name != "size"}


def unfiltered(name: str) -> Wrong:
    return requests(f"messages-{name}-ignored", "GET messages", ignoring(name))


ROWS = (
    answers("messages-oldest-first", MESSAGES, items(lambda found: found[::-1])),
    answers("numbers-newest-first", "GET phoneNumbers 200", items(lambda found: found[::-1])),
    answers("applications-newest-first", "GET applications 200", items(lambda f: f[::-1])),
    requests("pages-of-10", "GET messages", sized(10, 1000)),
    requests("pages-of-50", "GET messages", sized(50, 1000)),
    requests("pages-of-100-in-lists", "GET applications", sized(100, 1000)),
    requests("pages-of-transactions-of-100", "GET account/transactions", sized(100, 1000)),
    requests("pages-of-numbers-of-10", "GET phoneNumbers", sized(10, 1000)),
    requests("size-capped-at-100", "GET *", sized(25, 100)),
    requests("size-ignored", "GET messages", ignoring("size")),
    requests("size-called-limit", "GET *", query(as_limit)),
    requests("size-ignored-in-applications", "GET applications", ignoring("size")),
    requests("size-of-numbers-ignored", "GET phoneNumbers", ignoring("size")),
    requests("page-of-messages-ignored", "GET messages", ignoring("page")),
    requests("page-ignored", "GET applications", ignoring("page")),
    requests("pages-from-1", "GET *", page(-1)),
    requests("cursor-ignored", "GET messages", ignoring("sortKeyLT")),
    requests("cursor-upwards-ignored", "GET messages", ignoring("sortKeyGT")),
    requests("order-ignored", "GET messages", ignoring("sortOrder")),
    *map(unfiltered, ("from", "to", "direction", "state", "deliveryState", "fromDateTime",
                      "toDateTime")),
    requests("words-only-in-lower-case", "GET messages", lower(
        "direction", "state", "deliveryState")),
    requests("numbers-name-ignored", "GET phoneNumbers", ignoring("name")),
    requests("numbers-application-ignored", "GET phoneNumbers", ignoring("applicationId")),
    requests("numbers-state-ignored", "GET phoneNumbers", ignoring("state")),
    requests("numbers-city-ignored", "GET phoneNumbers", ignoring("city")),
    requests("numbers-released-ignored", "GET phoneNumbers", ignoring("numberState")),
    answers("link-missing", PAGED, no_header("Link")),
    answers("link-of-messages-missing", MESSAGES, no_header("Link")),
    answers("link-relative", PAGED, in_header("Link", r"<https?://[^/]+", "<")),
    answers("link-of-another-host", PAGED, in_header("Link", r"//[^/>]+", "//api.test")),
    answers("link-always-next", MESSAGES, always_next),
    answers("link-without-filters", PAGED, in_header("Link", r"&?(to|direction|name|type)=[^&>]*",
            "")),
    answers("link-without-size", PAGED, in_header("Link", r"&size=\d+", "")),
    answers("link-in-single-quotes", PAGED, in_header("Link", '"', "'")),
    answers("link-unquoted", PAGED, in_header("Link", '"', "")),
    answers("link-without-brackets", PAGED, in_header("Link", "[<>]", "")),
    answers("link-with-title", PAGED, in_header("Link", '(rel="next")', r'\1; title="next page"')),
    answers("link-prev", PAGED, in_header("Link", "previous", "prev")),
    answers("link-without-first", "GET applications 200",
            in_header("Link", r'<[^>]*>; rel="first",?', "")),
    answers("link-with-last", "GET applications 200", header("Link", lambda link: link + "," +
            re.sub(r"page=\d+(.*?)\w+\"$", r'page=9\1last"', link.split(",")[0]))),
    answers("link-of-messages-with-first", MESSAGES, header("Link", lambda link: link + "," +
            link.replace('"next"', '"first"'))),
    answers("link-size-before-cursor", MESSAGES, header("Link", swapped_query)),
    answers("link-cursor-called-after", MESSAGES, in_header("Link", "sortKeyLT", "after")),
    answers("link-cursor-is-a-page", MESSAGES, in_header("Link", r"sortKeyLT=\d+", "page=1")),
    answers("link-cursor-of-13-digits", MESSAGES,
            in_header("Link", r"(sortKeyLT=\d{13})\d{6}", r"\1")),
    answers("link-commas-unescaped", PAGED, in_header("Link", "%2C", ",")),
    answers("link-with-blanks", PAGED, in_header("Link", '", *<', '" , <')),
    answers("total-told", PAGED, header("X-Total-Count", "3")),
    acts("trailing-slash-redirected", "GET *", lambda request, line: Message(
        "HTTP/1.1 301 Moved Permanently", (("Location", request.target.rstrip("/")),
                                           ("Content-Length", "0"))
    ) if request.target.partition("?")[0].endswith("/") else line.send(request)),
)  # fmt: skip
