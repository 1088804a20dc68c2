"""Assumed of messages."""

from fidelity.assumptions.kinds import Assumption

MESSAGES = (
    Assumption(
        "B1",
        "of several missing properties `from` is named first, then `to`, then `text`",
        "the order of the documents' table",
        "rest.v1.messages",
    ),
    Assumption(
        "B2",
        "`number-access-denied` is a 401",
        "the documents' table; the recorded body has no status noted",
        "core.catalogue.messages",
    ),
    Assumption(
        "B3",
        "a `to` that is no number: 201, then `error`, or with a receipt `not-delivered` 720",
        "seen by a third party: still 201",
        "core.messages.lifecycle",
    ),
    Assumption(
        "B4",
        "2048 characters are 2048 UTF-16 code units",
        "what a Java service counts",
        "rest.v1.messages",
    ),
    Assumption(
        "B5",
        'with media the text may be missing, and is shown as `""`',
        "samples of clients have none; the table says mandatory",
        "rest.v1.messages",
    ),
    Assumption(
        "B6",
        "media with a receipt other than `none`: `Bad parameters`",
        "the documents forbid it and name no error",
        "rest.v1.messages",
    ),
    Assumption("B7", "empty `media` makes it an SMS", "no source", "rest.v1.messages"),
    Assumption("B8", "any number of media, repeated ones too", "no source", "rest.v1.messages"),
    Assumption(
        "B9",
        "bad `receiptRequested`, `callbackTimeout`, `callbackHttpMethod`: the generic sentences",
        "the catalogue has no others",
        "rest.v1.messages",
    ),
    Assumption(
        "B10",
        "a `callbackUrl` that is no absolute http(s) URL: `callback-invalid-url`",
        "the catalogue names it without its conditions",
        "rest.v1.messages",
    ),
    Assumption(
        "B11",
        "`fallbackUrl` alone is taken, and never used",
        "no source; only applications have such a rule",
        "core.messages.lifecycle",
    ),
    Assumption(
        "B12",
        "read-only fields in a request are taken and left alone",
        "the resource knows them, so that they are not unrecognised",
        "rest.v1.messages",
    ),
    Assumption(
        "B13",
        "an unknown property in one item of a batch refuses the whole",
        "parsing comes before handling",
        "rest.v1.messages",
    ),
    Assumption(
        "B14",
        "an empty batch: 202 `[]`; all items failing: 202; an item that is no object: 400",
        "no source",
        "rest.v1.messages",
    ),
    Assumption(
        "B15",
        "more than 50 items are refused after parsing, before any item is looked at",
        "no source; the sentence speaks of the request",
        "rest.v1.messages",
    ),
    Assumption(
        "B16",
        "newest first; `asc` pages with `sortKeyGT`",
        'the page says both "newest first" and default `asc`; `sortKeyLT` walks downwards',
        "rest.v1.message_lists",
    ),
    Assumption(
        "B17",
        "a sort key is epoch ms and six digits that count up",
        "19 digits in the sample, of which 13 are a plausible date",
        "core.messages.store",
    ),
    Assumption(
        "B18",
        "`fromDateTime` and `toDateTime` are inclusive, UTC, missing parts are zeros",
        "the documents' sample fits either",
        "core.messages.store",
    ),
    Assumption(
        "B19",
        "`page` is ignored beside a sort key",
        "it is the older of the two",
        "rest.v1.message_lists",
    ),
    Assumption(
        "B20",
        "a text is gone after 3 days (30 in the profile of 2018), the message stays without it",
        "the documents name the days; that the key is absent a third party's class shows",
        "core.messages.messages",
        "profile",
    ),
    Assumption(
        "B21", 'a redacted text is `""`', 'the request says `{"text":""}`', "core.messages.messages"
    ),
    Assumption(
        "B22",
        "any message can be redacted, as often as one likes; events under way keep the text",
        "no source",
        "core.messages.lifecycle",
    ),
    Assumption(
        "B23",
        "a bad redaction: `missing-property`, `unrecognized-property` or `Bad parameters`",
        "the documents give the status only",
        "rest.v1.messages",
    ),
    Assumption(
        "B24",
        "inbound messages show no `callbackUrl`",
        "one docstring of 2017 does, no recording",
        "rest.v1.messages",
    ),
    Assumption(
        "B25",
        "`skipMMSCarrierValidation` is always false",
        "false in 2015, once true in 2017; meaning unknown",
        "rest.v1.messages",
    ),
    Assumption(
        "B26",
        "a message that errors has `not-delivered` only if a receipt was asked for",
        "no source",
        "core.messages.lifecycle",
    ),
    Assumption(
        "B27",
        "nothing is refused for lack of credit until a balance is set",
        "the error's text only",
        "core.account",
        "refuse_without_credit",
    ),
    Assumption(
        "B28",
        "a message to one's own number comes in there as another message",
        "no source",
        "core.messages.lifecycle",
        "loop_back",
    ),
    Assumption(
        "B29",
        "a short code as `from`: `number-access-denied`, as none can be owned",
        "the documents know short codes as a party of messages only",
        "core.messages.messages",
    ),
    Assumption(
        "B30",
        "loosely written numbers are brought to E.164 form, what is no number stays",
        "a third party saw the service do so; how far is unknown",
        "core.numbers.e164",
    ),
    Assumption(
        "B31",
        "`media` URLs of others are never fetched or refused",
        "bad URLs were answered 201",
        "rest.v1.messages",
    ),
    Assumption(
        "B32",
        "toll-free numbers send SMS and no MMS",
        "the catalogue forbids both, the FAQ only MMS",
        "core.messages.messages",
    ),
    Assumption(
        "B33",
        "`deliveryState` is `waiting` from the start where a receipt was asked for",
        "recorded answers show it with `sent`; earlier none was recorded",
        "core.messages.messages",
    ),
)
