"""Settled: requests and errors in general."""

from catapult_simulator.core.evidence import documented, observed, sdk
from fidelity.settled.kinds import Settled

REQUESTS = (
    Settled(
        "A9",
        "With wrong credentials, `requestPath` begins with a slash; with those of another user "
        "it does not.",
        observed("SDK run logs 2014-12 to 2015-04; remoteAddress was 127.0.0.1 there, a proxy's"),
        "rest.v1.endpoint",
    ),
    Settled(
        "A10",
        "Credentials are checked before the route.",
        observed(
            "SDK run logs 2014-12 to 2015-04: accounts/transactions, which no route has, was "
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
        observed("SDK run logs 2014-12 to 2015-04: messages/m-xxx/ is routed, calls// is 404"),
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
    ),
    Settled(
        "A28",
        "The links to further pages repeat the filters of the request. Those of numbered pages "
        "have them before `page` and `size`.",
        observed("recorded exchanges 2015-06: `applicationId`"),
        "web.paging",
        "java-bandwidth shows a link without filters",
    ),
)
