"""Assumptions about applications, media, errors and the account."""

from fidelity.assumptions.kinds import Assumption

RESOURCES = (
    Assumption(
        "E1",
        "Two applications may have one name.",
        "the conflict's code is about ids",
        "core.applications",
    ),
    Assumption(
        "E2",
        "An application that numbers use can be deleted. The numbers lose it.",
        "no source",
        "core.applications",
    ),
    Assumption(
        "E4",
        "If a request has an earlier name `incomingSms…` and today's, today's counts.",
        "a client sends back both",
        "rest.v1.applications",
    ),
    Assumption(
        "E6",
        "In an update, a blank property is removed, and what has a default gets it. `name`, the "
        "fallback URLs of an application and its last URL cannot be removed.",
        "documented for the `applicationId` of a number; the catalogue has errors for the others",
        "web.schema",
    ),
    Assumption(
        "E7",
        "Files are listed all at once, or in pages if the request asks for them.",
        "no parameters in the documents; Java sends them",
        "rest.v1.media",
    ),
    Assumption(
        "E9",
        "An upload without a Content-Length, or a chunked one, is answered 400. A "
        "Content-Length that is not a number of at most 64 bits is "
        "`media-invalid-content-lenght`.",
        "the documents require one",
        "rest.v1.media",
    ),
    Assumption(
        "E10",
        "The name of a file may have any characters, slashes and dots too, and leads to that "
        "file only. A name that begins with a slash or has a line break is answered 404, a "
        "very long one 414.",
        "encoded brackets and slashes were seen",
        "rest.v1.media",
    ),
    Assumption("E11", "There are no ranges and no ETag.", "no source", "rest.v1.media"),
    Assumption(
        "E12",
        "The last 1000 errors are kept.",
        'the documents say "limits the number"',
        "core.errors",
        "kept_errors",
    ),
    Assumption(
        "E13",
        "Every 4xx and 5xx answered to an authenticated user is kept in the errors resource, "
        "except 429.",
        "the sample is a missing property",
        "rest.v1.endpoint",
    ),
    Assumption(
        "E14", "`maxItems` limits the total, `size` the page.", "no source", "rest.v1.account"
    ),
    Assumption("E16", "An unknown type of transactions finds none.", "no source", "core.account"),
    Assumption(
        "E17",
        "65 MB are MiB.",
        "no source; the larger of the two refuses nothing that was accepted",
        "core.media",
    ),
    Assumption(
        "E18",
        "An upload without a content type is application/octet-stream.",
        "two clients send it themselves",
        "core.media",
    ),
    Assumption(
        "E19", "Applications and files are listed oldest first.", "no source", "core.applications"
    ),
    Assumption(
        "E38",
        "Kept errors have the specific details before those of the request.",
        "as answers have them; no recorded error has both",
        "core.errors",
    ),
    Assumption(
        "E21",
        "An account is pre-paid and begins with 1000 dollars.",
        "samples are pre-paid",
        "core.account",
    ),
    Assumption(
        "E22",
        "An inbound message costs as much as an outbound one, a caller's name half a cent.",
        "product types without samples of a price",
        "core.account",
    ),
    Assumption(
        "E23",
        "`fromDate` and `toDate` are inclusive, and in UTC unless they name a zone.",
        "no source",
        "core.account",
    ),
    Assumption(
        "E26",
        "The second file `cat.jpg` of an inbound message is called `cat_1-{messageId}.jpg`. Bytes "
        "and types are unchanged.",
        "samples have names such as `123_1-m-x.smil`",
        "core.messages.inbox",
    ),
    Assumption("E27", "A message still names a file that was deleted.", "no source", "core.media"),
    Assumption(
        "E28",
        "A message with a file to a number of the same account arrives with a copy of the file.",
        "no source; see B28",
        "core.messages.inbox",
    ),
    Assumption(
        "E29",
        "An upload may be empty. One that breaks off changes nothing.",
        "no source",
        "rest.v1.media",
    ),
    Assumption(
        "E34",
        "The 200 of an upload has neither body nor `Location`.",
        "the page gives the status only",
        "rest.v1.media",
    ),
    Assumption(
        "E35",
        "An application made without `callbackHttpMethod` shows it, as `post`.",
        "POST is the documented default; the samples of 2017-01 were made with GET",
        "core.applications",
    ),
    Assumption(
        "E36",
        "The event of an MMS is `mms` in errors of callbacks.",
        "as its `eventType`; errors of an SMS were recorded, with `sms`",
        "core.delivery",
    ),
    Assumption(
        "E37",
        "A download has the `Cache-Control` of the upload.",
        "the page of uploads takes the header; none says what a download has",
        "core.media",
    ),
    Assumption(
        "E30",
        "A documented field that no sample shows comes after those that samples show.",
        "clients find the fields of JSON by their names",
        "rest.v1.applications",
    ),
)
