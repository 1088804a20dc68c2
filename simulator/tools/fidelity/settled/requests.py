"""Settled: requests and errors in general."""

from catapult_simulator.core.evidence import documented, observed, sdk
from fidelity.settled.kinds import Settled

REQUESTS = (
    Settled(
        "A9",
        "With wrong credentials, `requestPath` begins with a slash; with those of another user "
        "it does not.",
        observed(
            "SDK run logs 2015, of placeholders for credentials, with 127.0.0.1, a proxy's, as "
            "remoteAddress; recorded exchanges 2015-09, of another userId"
        ),
        "rest.v1.endpoint",
    ),
    Settled(
        "A10",
        "Credentials are checked before the route.",
        observed(
            "SDK run logs 2015: accounts/transactions, which no route has, was "
            "access-denied with wrong credentials and resource-not-found with right ones"
        ),
        "rest.v1.endpoint",
    ),
    Settled(
        "A12",
        "Unknown query parameters are ignored.",
        sdk("PHP adds `page` and `size` to searches, which have neither"),
        "web.parameters",
    ),
    Settled(
        "A16",
        "One trailing slash of a path is ignored. Nothing else is normalised.",
        observed("SDK run logs 2015: messages/m-xxx/ is routed, calls// is 404"),
        "app",
    ),
    Settled(
        "A19",
        "429 has no `message`.",
        documented("rateLimits/resourceRateLimits.md, the sample"),
        "rest.v1.endpoint",
        "the Python client fails without one",
        "message_on_429",
    ),
    Settled(
        "A25",
        "A list without matches is answered 200 `[]`.",
        sdk("PHP counts pages until one is empty"),
        "rest.v1.endpoint",
    ),
    Settled(
        "A26",
        "Connections stay open after a response.",
        observed("recorded exchanges 2015-09"),
        "server",
        "recorded exchanges 2015-06 say Close",
    ),
    Settled(
        "A28",
        "The links of a list of numbers repeat `applicationId`, before `page` and `size`.",
        observed("recorded exchanges 2015-06, a link to the first page"),
        "web.paging",
        "the same link lacks `numberState`, which the request had too; the file was edited by hand",
    ),
)
