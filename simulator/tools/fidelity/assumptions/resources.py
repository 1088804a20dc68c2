"""Assumed of applications, media, errors and the account."""

from fidelity.assumptions.kinds import Assumption

RESOURCES = (
    Assumption(
        "E1",
        "two applications may have one name",
        "the conflict's code is about ids",
        "core.applications",
    ),
    Assumption(
        "E2",
        "an application with numbers can be deleted; they lose it",
        "no source",
        "core.applications",
    ),
    Assumption(
        "E3",
        "timeouts are shown where they were set, `callbackHttpMethod` and `autoAnswer` always",
        "samples omit the former; a client cannot do without the latter",
        "rest.v1.applications",
    ),
    Assumption(
        "E4",
        "the earlier names `incomingSms…` stand beside today's",
        "one real-looking sample, and four clients that read no others",
        "rest.v1.applications",
    ),
    Assumption(
        "E5",
        "`callbackHttpMethod` is shown as it was sent, `post` by default",
        "lower case in a sample, upper in the documents",
        "core.applications",
    ),
    Assumption(
        "E6",
        "a blank URL clears it if the other remains; a blank fallback is an error",
        "the catalogue has an error for the latter only",
        "core.applications",
    ),
    Assumption(
        "E7",
        "files are listed all at once, in pages if asked",
        "no parameters in the documents; Java sends them",
        "rest.v1.media",
    ),
    Assumption("E8", "an upload: 200 without a body", "nothing else is said", "rest.v1.media"),
    Assumption(
        "E9",
        "an upload in chunks: 400, as its size is not given",
        "it must be specified",
        "rest.v1.media",
    ),
    Assumption(
        "E10",
        "any characters in the name of a file, slashes too",
        "encoded brackets and slashes were seen",
        "rest.v1.media",
    ),
    Assumption("E11", "no ranges, no ETag", "no source", "rest.v1.media"),
    Assumption(
        "E12",
        "the last 1000 errors are kept",
        '"limits the number"',
        "core.errors",
        "kept_errors",
    ),
    Assumption(
        "E13",
        "what is answered to a known user with 4xx or 5xx is kept, but for 429",
        "the sample is a missing property",
        "rest.v1.endpoint",
    ),
    Assumption("E14", "`maxItems` caps the total, `size` the page", "no source", "rest.v1.account"),
    Assumption("E15", "amounts are positive, charges too", "all samples are", "core.account"),
    Assumption("E16", "an unknown type of transactions finds none", "no source", "core.account"),
    Assumption(
        "E17",
        "65 MB are MiB",
        "no source; the larger of the two refuses nothing that was accepted",
        "core.media",
    ),
    Assumption(
        "E18",
        "an upload without a type is application/octet-stream",
        "two clients write it themselves",
        "core.media",
    ),
    Assumption(
        "E19", "applications and files are listed oldest first", "no source", "core.applications"
    ),
    Assumption(
        "E20",
        "errors keep the details of the request in reverse order, the specific ones before them",
        "the reverse order is in samples, the place of the others is not",
        "core.errors",
    ),
    Assumption(
        "E21",
        "an account is pre-paid and begins with 1000 dollars",
        "samples are pre-paid",
        "core.account",
    ),
    Assumption(
        "E22",
        "inbound messages cost what outbound ones do, a caller's name half a cent",
        "product types without samples of a price",
        "core.account",
    ),
    Assumption(
        "E23",
        "`fromDate` and `toDate` are inclusive",
        "no source",
        "core.account",
    ),
    Assumption(
        "E24",
        "one error looks as it does in the list",
        "the documents' sample of one is an internal dump, which breaks two clients",
        "rest.v1.errors",
    ),
    Assumption(
        "E25",
        "callback problems repeat `messageId`, and `sms` or `mms` as their event",
        "recorded for calls, with `callId` and `hangup` in their places",
        "core.delivery",
    ),
)
