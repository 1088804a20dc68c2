"""Contradictions between sources, and the source that the simulator follows.

Where no source is clear, the choice is an assumption instead.
"""

from typing import NamedTuple


class Disagreement(NamedTuple):
    """The behaviour, what other sources say, the evidence, and the module that implements it."""

    id: str
    says: str
    against: str
    evidence: str
    where: str


_TRAFFIC = "observed: recorded exchanges 2015-09"
_ERRORS = "documented: errors.md"
_LOCAL = "documented: methods/availableNumbers/postAvailableNumbersLocal.md"
DISAGREEMENTS = (
    Disagreement(
        "G1",
        "`Location` is absolute.",
        "relative on the documents' method pages",
        "observed: recorded exchanges 2015-09; C# and Java fail on a relative one",
        "core.links",
    ),
    Disagreement(
        "G2",
        "A resource of another user is answered 401 `access-denied`.",
        "401 `user-access-denied` in the catalogue, 403 on a page of 2017",
        "observed: recorded exchanges 2015-09, of a userId that does not exist",
        "rest.v1.endpoint",
    ),
    Disagreement(
        "G3",
        "Times have no fraction of a second.",
        "`.076Z` in samples of the documents",
        "observed: recorded exchanges 2015-06 and 2015-09, recorded errors 2014-08 to 2017-02, "
        "recorded callbacks 2018; Java fails on a fraction",
        "core.time.timestamps",
    ),
    Disagreement(
        "G4",
        "An order of available numbers is answered 201.",
        "200 in the stubs of the Node client",
        _LOCAL,
        "rest.v1.available_numbers",
    ),
    Disagreement(
        "G5",
        "An order accepts no pattern.",
        "the parameter is documented for local orders",
        _ERRORS,
        "core.numbers.queries",
    ),
    Disagreement(
        "G6",
        "A local order without a quantity is for 10 numbers.",
        "1 in older documents",
        _LOCAL,
        "core.numbers.available",
    ),
    Disagreement(
        "G7",
        "`deliveryDescription` has the API's text.",
        "the text of the SMSC in the tables of 2019",
        "observed: recorded exchanges 2015-09, recorded callbacks 2018, for code 0",
        "core.messages.message",
    ),
    Disagreement(
        "G8",
        "Sending too fast is `message-rate-limit`.",
        "`message-rate-limit-overall` in a table of 2018-11",
        "documented: rateLimits/messageRateLimits.md, the sample",
        "core.rate_limits",
    ),
    Disagreement(
        "G9",
        "Too many requests are `rate-limit-reached`.",
        "`too-many-requests` in the catalogue",
        "documented: rateLimits/resourceRateLimits.md, the sample",
        "core.rate_limits",
    ),
    Disagreement(
        "G10",
        'A blank property "must contain at least one non-whitespace character".',
        '"can\'t be blank", about 2014',
        "observed: SDK run logs 2015, of a call",
        "core.catalogue.general",
    ),
    Disagreement(
        "G11",
        "Callbacks of an outbound message go to its own `callbackUrl` only.",
        "to the application's URL, in one sentence on events",
        "documented: methods/messages/postMessages.md",
        "core.messages.lifecycle",
    ),
    Disagreement(
        "G12",
        "Errors of a batch's items have empty `details`; their result is `error`.",
        "filled in a sample for the Node client, which calls it `failed`",
        _TRAFFIC,
        "rest.v1.messages",
    ),
    Disagreement(
        "G13",
        "Towns are in capitals.",
        "`Raleigh` in one sample",
        "documented: methods/availableNumbers/getAvailableNumbersLocal.md",
        "core.numbers.stock",
    ),
    Disagreement(
        "G14",
        "`localNumber` has 3 or 4 digits.",
        "at least 3, on the parameter's page",
        _ERRORS,
        "core.numbers.queries",
    ),
    Disagreement(
        "G15",
        "An empty 201 has no `Content-Type`, except in the profile of 2018.",
        "application/json in traffic of 2015-09",
        "sdk: Python 3.x and PHP fail on an empty body typed as JSON",
        "rest.v1.endpoint",
    ),
    Disagreement(
        "G16",
        "`skipMMSCarrierValidation` is true, in both profiles.",
        "false in the sample of getMessagesMessageId.md, and in recorded exchanges 2015-09",
        "observed: samples of 2017-01, an incoming message; sample of 2017-05, an outgoing one",
        "rest.v1.messages",
    ),
    Disagreement(
        "G17",
        "Lists of messages are newest first.",
        "default `asc` in the table of the same page; oldest first in a client's sample of 2013",
        "documented: methods/messages/getMessages.md, since 2018-11-15",
        "rest.v1.message_lists",
    ),
    Disagreement(
        "G18",
        "A number shows `applicationId` beside `application`.",
        "absent from recorded exchanges of 2015-06; switch: `number_shows_application_id`",
        "documented: methods/phoneNumbers/getPhoneNumbersNumberId.md, properties; C# reads it",
        "rest.v1.phone_numbers",
    ),
)
