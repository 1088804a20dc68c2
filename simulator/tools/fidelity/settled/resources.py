"""Settled: numbers, applications, media, errors and the account."""

from catapult_simulator.core.evidence import documented, observed
from fidelity.settled.kinds import Settled

RESOURCES = (
    Settled(
        "D4",
        "An import needs no `applicationId`.",
        documented("methods/phoneNumbers/postImportPhoneNumber.md"),
        "rest.v1.phone_numbers",
        "mandatory in howto/importDashboard.html",
    ),
    Settled(
        "D39",
        "Numbers show `application`, `id`, `number`, `nationalNumber`, `name`, `createdTime`, "
        "`city`, `state`, `price` and `numberState` in this order.",
        observed("recorded exchanges 2015-06, in the same order throughout"),
        "rest.v1.phone_numbers",
        "`id` first in the documents; the file was edited by hand",
    ),
    Settled(
        "D17",
        "The maximum of 5000 holds for toll-free searches too.",
        documented("methods/availableNumbers/getAvailableNumbersTollFree.md, quantity"),
        "core.numbers.queries",
    ),
    Settled(
        "D30",
        "Toll-free numbers that a search finds have no city, state, LATA or rate centre.",
        documented("methods/availableNumbers/getAvailableNumbersTollFree.md, properties"),
        "core.numbers.phone_numbers",
    ),
    Settled(
        "E3",
        "Callback timeouts that were not set are not shown. `autoAnswer` is, even so.",
        observed("samples of 2017-01: an application made with a name, two URLs and GET"),
        "rest.v1.applications",
    ),
    Settled(
        "E5",
        "`callbackHttpMethod` is shown in lower case.",
        observed("samples of 2017-01: `get`, where GET was sent"),
        "core.applications",
        "upper case in the documents",
    ),
    Settled(
        "E8",
        "An upload is answered 200.",
        documented("methods/media/putMediaMediaName.md"),
        "rest.v1.media",
    ),
    Settled(
        "E15",
        "Amounts are positive, those of charges too.",
        documented("methods/account/getAccountTransactions.md, the samples"),
        "core.account",
    ),
    Settled(
        "E20",
        "Kept errors have the details of the request in the reverse order of the answer.",
        observed("recorded errors 2016-03"),
        "core.errors",
    ),
    Settled(
        "E24",
        "One error looks as it does in the list.",
        observed("recorded errors 2016-03"),
        "rest.v1.errors",
        "an internal dump in methods/errors/getErrorsErrorId.md, which breaks two clients",
    ),
    Settled(
        "E25",
        "Errors of callbacks repeat `messageId`, and `sms` as their event.",
        observed("recorded errors 2017-02, of an SMS"),
        "core.delivery",
    ),
    Settled(
        "E31",
        "The earlier names `incomingSms…` of an application are shown beside today's.",
        observed("samples of 2017-01: `incomingSmsUrl`, of an application made, read and changed"),
        "rest.v1.applications",
        "only today's in a list of 2017-01, and in getApplications.md",
    ),
    Settled(
        "E32",
        "A file `cat.jpg` of an inbound message is called `cat-{messageId}.jpg`.",
        documented("apiCallbacks/mms.md and get-mms.md, the samples"),
        "core.messages.inbox",
    ),
    Settled(
        "E33",
        "An empty 200 has no `Content-Type`, in both profiles.",
        observed("recorded exchanges 2015-06: a number changed, and one released"),
        "rest.v1.endpoint",
        "the file was edited by hand",
    ),
)
