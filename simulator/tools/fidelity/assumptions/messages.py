"""Assumptions about messages."""

from fidelity.assumptions.kinds import Assumption

MESSAGES = (
    Assumption(
        "B1",
        "Of several missing properties, `from` is reported first, then `to`, then `text`.",
        "the order of the documents' table",
        "rest.v1.messages",
    ),
    Assumption(
        "B3",
        "A `to` that is neither a phone number nor too short for one (B38) is answered 201. The "
        "message ends as `error`, or with a receipt as `not-delivered` with code 720.",
        "Ansible's catapult module notes that an invalid destination is accepted",
        "core.messages.lifecycle",
        otherwise="It may answer 400 or 403 at once.",
    ),
    Assumption(
        "B4", "2048 characters are 2048 UTF-16 code units.", "Java counts so", "rest.v1.messages"
    ),
    Assumption(
        "B5",
        'With media, `text` may be missing. It is shown as `""`.',
        "samples of clients have none; the table says mandatory",
        "rest.v1.messages",
    ),
    Assumption(
        "B6",
        "The refusal of media with a receipt is a 400 `validation-error`.",
        "sgx-catapult quotes its sentence only",
        "rest.v1.messages",
    ),
    Assumption("B7", "A message with an empty `media` is an SMS.", "no source", "rest.v1.messages"),
    Assumption(
        "B8",
        "A message may have any number of media, repeated ones too.",
        "no source",
        "rest.v1.messages",
    ),
    Assumption(
        "B9",
        "A bad `receiptRequested`, `callbackTimeout` or `callbackHttpMethod` has the generic "
        "message. That of an application's `callbackHttpMethod` has it too.",
        "the catalogue has no others",
        "rest.v1.messages",
    ),
    Assumption(
        "B10",
        "A `callbackUrl` that is not an absolute http(s) URL is `callback-invalid-url`.",
        "the catalogue names the error without its conditions",
        "rest.v1.messages",
    ),
    Assumption(
        "B11",
        "`fallbackUrl` without `callbackUrl` is accepted and never used.",
        "no source; only applications have such a rule",
        "core.messages.lifecycle",
    ),
    Assumption(
        "B12",
        "Read-only properties in a request are accepted and ignored.",
        "the resource has them, so they are not unrecognised",
        "rest.v1.messages",
        otherwise="It may refuse them as `unrecognized-property`. Do not send them.",
    ),
    Assumption(
        "B13",
        "An unknown property in one item of a batch refuses the whole batch.",
        "parsing comes before handling",
        "rest.v1.messages",
    ),
    Assumption(
        "B14",
        "A batch is answered 202, also if it is empty or all its items fail. An item that is "
        "not an object is answered 400.",
        "no source",
        "rest.v1.messages",
    ),
    Assumption(
        "B15",
        "A batch of more than 50 items is refused by its count, whatever its items are.",
        "no source; the message speaks of the request",
        "rest.v1.messages",
    ),
    Assumption(
        "B16",
        "With `sortOrder=asc` the links to further pages have `sortKeyGT`.",
        "`sortKeyLT` goes downwards",
        "rest.v1.message_lists",
        otherwise="It may name the cursor otherwise. Follow the link as it is.",
    ),
    Assumption(
        "B17",
        "A sort key is the time in ms followed by six digits that count up.",
        "the sample has 19 digits, of which 13 are a plausible time",
        "core.messages.store",
    ),
    Assumption(
        "B18",
        "`fromDateTime` and `toDateTime` are inclusive and in UTC.",
        "the documents' sample fits either",
        "core.messages.store",
    ),
    Assumption(
        "B19",
        "`page` is ignored beside a sort key.",
        "it is the older of the two",
        "rest.v1.message_lists",
    ),
    Assumption(
        "B21",
        'A redacted text is `""`.',
        'the request says `{"text":""}`',
        "core.messages.messages",
    ),
    Assumption(
        "B22",
        "Any message can be redacted, repeatedly. Its pending callbacks keep the text.",
        "no source",
        "core.messages.lifecycle",
    ),
    Assumption(
        "B23",
        "A malformed redaction is `missing-property`, `unrecognized-property` or `Bad parameters`.",
        "the documents give the status only",
        "rest.v1.messages",
    ),
    Assumption(
        "B24",
        "Inbound messages have no `callbackUrl`.",
        "one docstring of 2017 has it, no recording",
        "rest.v1.messages",
    ),
    Assumption(
        "B26",
        "A message that ends as `error` is `not-delivered` only if a receipt was requested.",
        "no source",
        "core.messages.lifecycle",
    ),
    Assumption(
        "B27",
        "Nothing is refused for lack of credit until a test sets a balance.",
        "the error's message only",
        "core.account",
        "refuse_without_credit",
        otherwise="It refuses what the balance does not cover (documented).",
    ),
    Assumption(
        "B28",
        "A message to a number of the same account also arrives there, as another message.",
        "no source",
        "core.messages.lifecycle",
        "loop_back",
        otherwise="It may store one message only, or deliver it later.",
    ),
    Assumption(
        "B30",
        "Loosely written numbers, such as `(919) 555-1212`, are converted to E.164. A text "
        "that is not a number is kept.",
        "notes beside recorded exchanges 2015-09: the service tries to; how far is unknown",
        "core.numbers.e164",
        otherwise="It may refuse other spellings. Send E.164.",
    ),
    Assumption(
        "B31",
        "`media` URLs of other servers are never fetched and never refused.",
        "Ansible's catapult module notes that a wrong URL is accepted",
        "rest.v1.messages",
        otherwise="It may refuse one that is no URL: 403 `media-invalid-url`.",
    ),
    Assumption(
        "B33",
        "`deliveryState` is `waiting` from the start if a receipt was requested, and ends as the "
        "carrier reports, with `error` too.",
        "recorded answers show it with `sent`; none is earlier",
        "core.messages.messages",
    ),
    Assumption(
        "B34",
        "Only what is accepted is charged: each message of a batch by itself, in order, as "
        "long as the balance lasts.",
        "no source",
        "core.account",
    ),
    Assumption(
        "B35",
        "Inbound messages are never refused for lack of credit. The balance may fall below zero.",
        "no source",
        "core.messages.inbox",
    ),
    Assumption(
        "B36",
        "STOP and the other keywords are also stored and sent to the app, like any message.",
        "no source",
        "core.messages.inbox",
    ),
    Assumption(
        "B39",
        "A short code as `from` is `number-access-denied`. No account can own one.",
        "as any number that is not the account's",
        "core.messages.messages",
    ),
    Assumption(
        "B37",
        "Segments are counted as the standard says: `€` counts two of GSM-7, other characters "
        "count in UTF-16 code units.",
        "3GPP TS 23.038; the documents give the lengths only",
        "core.messages.segments",
    ),
)
