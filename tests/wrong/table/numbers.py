"""Phone numbers, available numbers and caller names."""

from collections.abc import Callable

from wrong.changes import (
    Fields,
    everywhere,
    field,
    ignoring,
    items,
    moved_first,
    query,
    renamed,
    status,
    text,
    without,
)  # fmt: skip
from wrong.instance import Change, answers, requests

OWN, SEARCH = "GET phoneNumbers* 200", "GET /availableNumbers/* 200"
ORDER = "POST /availableNumbers/* 201"
INFO = "GET /phoneNumbers/numberInfo/* 200"


def null(*names: str) -> Change:
    """Of numbers that have no such value."""
    return everywhere(
        lambda found: (
            found | {n: None for n in names if n not in found}
            if "numberState" in found or "nationalNumber" in found
            else found
        )
    )


def dashed(national: str) -> str:
    return national.replace("(", "").replace(") ", "-")


def as_ids(found: Fields) -> Fields:
    return (
        found | {"application": found["application"].rpartition("/")[2]}
        if ("application" in found)
        else found
    )


def released_without(name: str) -> Callable[[Fields], Fields]:
    def change(found: Fields) -> Fields:
        gone = name if found.get("numberState") == "released" else ""
        return {key: value for key, value in found.items() if key != gone}

    return change


ROWS = (
    answers("number-price-as-number", OWN, field("price", float)),
    answers("number-price-in-five-decimals", OWN, field("price", lambda found: f"{found}000")),
    answers("number-price-with-dollar", OWN, field("price", lambda found: f"${found}")),
    answers("number-national-with-dashes", OWN, field("nationalNumber", dashed)),
    answers("number-national-in-digits", OWN, field("nationalNumber", lambda found: "".join(
            filter(str.isdigit, found)))),
    answers("number-application-is-an-id", OWN, everywhere(as_ids)),
    answers("number-application-with-users-twice", OWN, text(
            r"/v1/users/(u-\w+)/applications", r"/v1/users/users/\1/applications")),
    answers("number-without-application", OWN, without("application")),
    answers("number-without-application-id", OWN, without("applicationId")),
    answers("number-created-called-created", OWN, renamed(createdTime="created")),
    answers("number-state-in-capitals", OWN, field("numberState", str.upper)),
    answers("number-state-called-active", OWN, text('"numberState":"enabled"',
            '"numberState":"active"')),
    answers("number-without-place", OWN, without("city", "state")),
    answers("number-city-in-title-case", OWN, field("city", str.title)),
    answers("number-state-in-words", OWN, field("state", "North Carolina")),
    answers("number-place-null", OWN, null("city", "state")),
    answers("number-keys-number-first", OWN, moved_first("number")),
    answers("number-without-e164", OWN, field("number", lambda found: found.lstrip("+"))),
    answers("number-fallback-missing", OWN, without("fallbackNumber")),
    answers("number-shows-provider", OWN, everywhere(lambda found: found | (
            {"provider": "bandwidth-dashboard"} if "numberState" in found else {}))),
    answers("numbers-released-disappear", "GET phoneNumbers 200", items(
            lambda found: [item for item in found if item["numberState"] != "released"])),
    *(answers(f"number-{name}-missing-once-released", OWN, everywhere(released_without(name)))
      for name in ("name", "fallbackNumber", "createdTime", "city", "price")),
    answers("number-application-kept-once-released", OWN, everywhere(lambda found: found | (
            {"applicationId": "a-x"} if found.get("numberState") == "released" else {}))),
    requests("number-name-filter-ignored-once-released", "GET phoneNumbers", query(
             lambda found: {k: v for k, v in found.items() if k != "name"} if (
                 found.get("numberState") == "released") else found)),
    requests("number-name-forgotten", "POST phoneNumbers", ignoring("name")),
    requests("number-fallback-forgotten", "POST phoneNumbers", ignoring("fallbackNumber")),
    requests("number-application-forgotten", "POST phoneNumbers", ignoring("applicationId")),
    requests("number-application-stays", "POST phoneNumbers/*", ignoring("applicationId")),
    requests("number-name-trimmed", "POST phoneNumbers", field("name",
             lambda name: name.strip() if isinstance(name, str) else name)),
    answers("import-is-202", "POST phoneNumbers 201", status(202, "Accepted")),
    answers("search-in-an-envelope", SEARCH, items(lambda found: {"numbers": found})),
    answers("search-price-as-number", SEARCH, field("price", float)),
    answers("search-national-with-dashes", SEARCH, field("nationalNumber", dashed)),
    answers("search-city-in-title-case", SEARCH, field("city", str.title)),
    answers("search-rate-center-in-title-case", SEARCH, field("rateCenter", str.title)),
    answers("search-rate-center-missing", SEARCH, without("rateCenter")),
    answers("search-lata-as-number", SEARCH, field("lata", int)),
    answers("search-price-missing", SEARCH, without("price")),
    answers("search-pattern-match-trimmed", SEARCH, field("patternMatch", str.strip)),
    answers("search-pattern-match-shows-digits", SEARCH, everywhere(
            lambda found: found | {"patternMatch": found["nationalNumber"]} if (
                "patternMatch" in found) else found)),
    answers("search-pattern-match-always", SEARCH, everywhere(
            lambda found: {"patternMatch": " " * 14} | found if "price" in found else found)),
    answers("search-toll-free-with-null-place", "GET /availableNumbers/tollFree 200", null(
            "city", "state")),
    answers("search-with-links", SEARCH, lambda m: m.with_header(
            "Link", '<http://127.0.0.1/v1/availableNumbers/local?page=0&size=25>; rel="first"')),
    requests("search-quantity-of-25", "GET /availableNumbers/*", query(
             lambda found: {"quantity": "25"} | found)),
    requests("search-quantity-ignored", "GET /availableNumbers/*", ignoring("quantity")),
    requests("search-pattern-ignored", "GET /availableNumbers/*", ignoring("pattern")),
    requests("search-local-number-ignored", "GET /availableNumbers/*", ignoring("localNumber")),
    requests("search-calling-area-ignored", "GET /availableNumbers/*", ignoring(
             "inLocalCallingArea")),
    requests("search-city-ignored", "GET /availableNumbers/*", ignoring("city")),
    answers("order-is-200", ORDER, status(200, "OK")),
    answers("order-locations-relative", ORDER, text(r'"location":"https?://[^/]+', '"location":"')),
    answers("order-without-locations", ORDER, without("location")),
    answers("order-location-called-id", ORDER, renamed(location="id")),
    answers("order-price-missing", ORDER, without("price")),
    answers("order-as-numbers-only", ORDER, items(lambda f: [item["number"] for item in f])),
    answers("info-without-updated", INFO, without("updated")),
    answers("info-number-first", INFO, moved_first("number")),
    answers("info-times-in-milliseconds", INFO, field("created", 1556712000000)),
    answers("info-name-null", INFO, field("name", None)),
    answers("info-number-without-plus", INFO, field("number", lambda found: found.lstrip("+"))),
    answers("info-unknown-is-empty", "GET /phoneNumbers/numberInfo/* 404",
            status(200, "OK"), lambda m: m.with_body(b"{}")),
)  # fmt: skip
