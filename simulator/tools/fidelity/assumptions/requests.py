"""Assumed of requests and errors in general."""

from fidelity.assumptions.kinds import Assumption

REQUESTS = (
    Assumption(
        "A1",
        "a body that is no JSON: 400 `validation-error`, `Bad parameters`",
        "parse problems have the envelope; a code of the catalogue rather than a new one",
        "web.json_body",
    ),
    Assumption(
        "A2",
        "an empty body is `{}`: the first `missing-property`, or a change of nothing",
        "no source",
        "web.json_body",
    ),
    Assumption(
        "A3", "a body that is text, a number or a wrong list: as A1", "no source", "web.schema"
    ),
    Assumption(
        "A4",
        "an object where a scalar belongs: as A1; scalars become one another",
        "the defaults of the parser that the wording of its errors gives away",
        "web.schema",
    ),
    Assumption(
        "A5",
        "a body of another content type: 415 in the envelope; none, JSON and text/json are taken",
        "clients and samples send JSON; a service of this make answers 415",
        "web.request",
        "lenient_content_type",
    ),
    Assumption(
        "A6",
        "another method on a known path: 405 with `Allow`, code `method-not-allowed`",
        "no source; the words of RFC 9110",
        "app",
    ),
    Assumption(
        "A7",
        "401 carries no `WWW-Authenticate`",
        "the recorded header set lacks it",
        "web.errors",
    ),
    Assumption(
        "A8",
        "no or a malformed `Authorization`: as wrong credentials",
        "no source; nothing else would fit",
        "rest.v1.endpoint",
    ),
    Assumption(
        "A9",
        "`requestPath` begins with a slash when credentials are wrong; the address is the peer's",
        "logs of 2015-02 to 04 have the slash, a recording of 2015-09 for a wrong user id has not",
        "rest.v1.endpoint",
    ),
    Assumption(
        "A10",
        "credentials are checked before the route",
        "wrong credentials on nonsense paths were answered `access-denied`",
        "rest.v1.endpoint",
    ),
    Assumption(
        "A11",
        "`size` above 1000 is 1000; zero, text and a negative `page` are `Bad parameters`",
        'the documents say "Maximum 1000" only',
        "web.request",
    ),
    Assumption(
        "A12", "unknown query parameters are ignored", "clients send extras", "web.parameters"
    ),
    Assumption(
        "A13",
        "a filter that is none of its words: `Bad parameters`",
        "no source",
        "rest.v1.message_lists",
    ),
    Assumption(
        "A14",
        "the column of an unknown property with a number or literal is counted as for text",
        "three recorded bodies fit the formula, all with text",
        "web.json_body",
    ),
    Assumption(
        "A15",
        "an unknown property within `provider`: `objectPath` is `provider.{name}`",
        "validation errors have dotted names",
        "web.schema",
    ),
    Assumption(
        "A16",
        "one trailing slash is ignored, no other is normalised",
        "a double slash was answered 404, a trailing one was not",
        "app",
    ),
    Assumption(
        "A17", "HEAD is GET without a body", "one client uses it, for media", "web.response"
    ),
    Assumption("A18", "no CORS headers", "none were recorded", "web.response"),
    Assumption(
        "A19",
        "a 429 has no `message`",
        "the documented sample has none, though the Python client fails without",
        "rest.v1.endpoint",
        "message_on_429",
    ),
    Assumption(
        "A20",
        "sending is counted over a sliding window of 10 s, refused attempts included",
        'the documents say "average over 10 seconds"; the sample says 1.1',
        "core.rate_limits",
    ),
    Assumption(
        "A21",
        "`application-not-found`, `number-not-found`, `media-not-found` and "
        "`user-error-not-found` repeat the id among the details",
        "after the pattern of the recorded `message-not-found`",
        "core.catalogue",
    ),
    Assumption(
        "A22",
        "of several mistakes, what is missing comes first, then what is blank, then the rest",
        "one error at a time was recorded, never with two to choose from",
        "web.schema",
    ),
    Assumption(
        "A23",
        "a JSON body over 2 MiB: 413 in the envelope",
        "no source; 50 of the longest messages fit twice",
        "web.json_body",
    ),
)
