"""Assumptions about requests and errors in general."""

from fidelity.assumptions.kinds import Assumption

REQUESTS = (
    Assumption(
        "A1",
        "A body that is not JSON is answered 400 `validation-error`, `Bad parameters`.",
        "parse errors have the envelope; a code of the catalogue is safer than a new one",
        "web.json_body",
    ),
    Assumption(
        "A2",
        "An empty body counts as `{}`: the first `missing-property`, or an update without changes.",
        "no source",
        "web.json_body",
    ),
    Assumption(
        "A3",
        "A body that is a string, a number or an unexpected list is answered as in A1.",
        "no source",
        "web.schema",
    ),
    Assumption(
        "A4",
        "An object in place of a scalar is answered as in A1. Scalars are converted to the "
        "type of the property.",
        "the defaults of the parser that the wording of its errors reveals",
        "web.schema",
    ),
    Assumption(
        "A5",
        "A body with another content type is answered 415, in the envelope. JSON, `text/json` "
        "and a missing type are accepted.",
        "clients and samples send JSON; Java services of that time answer 415",
        "web.request",
        "lenient_content_type",
        otherwise="It may accept any content type, or answer 400.",
    ),
    Assumption(
        "A6",
        "An unknown method on a known path is answered 405 with `Allow` and code "
        "`method-not-allowed`.",
        "no source; the message is from RFC 9110",
        "app",
    ),
    Assumption(
        "A7",
        "A 401 of a request without `Authorization` has `WWW-Authenticate`, with the realm "
        "`Catapult`.",
        "Ansible's catapult module sends credentials only when challenged, and was released; no "
        "such answer was recorded",
        "rest.v1.endpoint",
    ),
    Assumption(
        "A8",
        "A missing or malformed `Authorization` has the body of wrong credentials.",
        "no source; nothing else fits",
        "rest.v1.endpoint",
    ),
    Assumption(
        "A11",
        "`size` above 1000 counts as 1000. Malformed, zero and negative numbers of a query, "
        "and malformed dates, are `Bad parameters`.",
        'the documents say "Maximum 1000" only',
        "web.request",
    ),
    Assumption(
        "A13",
        "A filter with a value that is not in its list is `Bad parameters`.",
        "no source",
        "rest.v1.message_lists",
    ),
    Assumption(
        "A14",
        "The column of an unknown property with a number or literal is computed as for text.",
        "three recorded bodies fit the formula, all with text",
        "web.json_body",
    ),
    Assumption(
        "A15",
        "For an unknown property of `provider`, `objectPath` is `provider.{name}`.",
        "validation errors have dotted names",
        "web.schema",
    ),
    Assumption(
        "A17",
        "HEAD is answered as GET, without the body.",
        "one client uses it, for media",
        "web.response",
    ),
    Assumption("A18", "There are no CORS headers.", "none were recorded", "web.response"),
    Assumption(
        "A20",
        "Sending is not limited until a test sets a limit. The limit then counts all attempts "
        "over a sliding window of 10 s, refused ones and each message of a batch too.",
        'the documents say "average over 10 seconds"; the sample says 1.1',
        "core.rate_limits",
        "messages_per_second, messages_per_second_and_number",
        otherwise="It always limits (documented: 1 message a second), perhaps over another window.",
    ),
    Assumption(
        "A21",
        "`application-not-found`, `number-not-found`, `media-not-found`, `user-error-not-found` "
        "and `message-delivery-failed` repeat the id in their details.",
        "as the recorded `message-not-found` does; one of voice repeats it as `id`",
        "core.catalogue",
    ),
    Assumption(
        "A22",
        "Of several errors in a body, unknown properties are reported first, then missing "
        "ones, then blank ones, then other values. References, such as a number of another "
        "account, are checked last.",
        "no recorded request has two errors",
        "web.schema",
    ),
    Assumption(
        "A23",
        "A JSON body over 2 MiB is answered 413, in the envelope.",
        "no source; a batch of 50 of the longest messages fits twice",
        "web.json_body",
    ),
    Assumption(
        "A24",
        "Paths are case-sensitive. An unknown path outside a user, or of voice, is answered "
        "like one below a user: 404 `resource-not-found`.",
        "observed below a user only",
        "app",
    ),
    Assumption(
        "A27",
        "A resource of another user is not found, as an unknown id is not.",
        "the catalogue has no other error for it",
        "core.tenant",
    ),
    Assumption(
        "A29",
        "A request that HTTP refuses is answered with what is wrong: 400 (syntax, two Host "
        "headers), 414, 431 (more than 100 headers), 501; 507 where the disk takes no more. 503 "
        "`simulator-busy`: no thread could be started, or a reset came in between.",
        "no source; the recorded server answered in pages of its own",
        "web.http_errors",
    ),
    Assumption(
        "A30",
        "What is above a limit of the simulator is answered 403 `simulator-limit`, with the limit: "
        "applications, phone numbers, caller names and media of an account.",
        "the real service has no such bounds, or does not document them",
        "core.limits",
    ),
    Assumption(
        "A31",
        "All responses have `X-Content-Type-Options: nosniff`. A file that is no image, audio or "
        "video, and an SVG, is sent with `Content-Disposition: attachment`.",
        "not recorded; a browser must not run what somebody has uploaded",
        "http_server.response_head",
    ),
    Assumption(
        "A33",
        "The links to further pages repeat all filters of the request.",
        "node-bandwidth sends only the query of a link; but a link recorded in 2015-06 lacks "
        "`numberState` (A28), and one in RestResponse.java has no filter",
        "web.paging",
    ),
    Assumption(
        "A34",
        "In a POST that creates, a blank text counts as absent where a property is optional.",
        "apps send all properties, blank where they have no value",
        "web.schema",
    ),
    Assumption(
        "A35",
        "Words of a request, such as those of `receiptRequested`, may be in any case.",
        "clients write `callbackHttpMethod` and the words of filters in their own case",
        "web.fields",
    ),
    Assumption(
        "A32",
        "Credentials are checked before the body and before the rate limits.",
        "before the route, too (A10)",
        "rest.v1.endpoint",
    ),
)
