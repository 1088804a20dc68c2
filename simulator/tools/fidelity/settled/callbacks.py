"""Settled: callbacks."""

from catapult_simulator.core.evidence import documented, observed
from fidelity.settled.kinds import Settled

CALLBACKS = (
    Settled(
        "C1",
        "With `receiptRequested` `error`, a delivered message has no callback of its delivery.",
        documented("methods/messages/postMessages.md, receiptRequested"),
        "core.messages.lifecycle",
    ),
    Settled(
        "C2",
        "The `sent` callback is sent without a receipt too, if the message has a `callbackUrl`.",
        documented("apiCallbacks/sms.md, the outgoing sample; postMessages.md, callbackUrl"),
        "core.messages.lifecycle",
    ),
    Settled(
        "C4",
        "`queued` and `sending` have no callbacks.",
        observed(
            "recorded callbacks 2018: of each of two messages, `sent` with `waiting`, then the "
            "receipt"
        ),
        "core.messages.lifecycle",
        'howto/smsDLR.html: "on each state transition"',
    ),
    Settled(
        "C8",
        "A 4xx or 5xx in response to a callback is a `callback-http-failure-status`.",
        observed("recorded errors 2017-02: 404 and 405"),
        "core.delivery",
    ),
    Settled(
        "C18",
        "Callbacks of outbound messages have no `applicationId`.",
        observed("recorded callbacks 2018"),
        "core.messages.lifecycle",
        "one how-to shows it",
    ),
    Settled(
        "C23",
        "With `receiptRequested` `none`, a failure causes a callback only if it is spam.",
        documented(
            "methods/messages/postMessages.md, receiptRequested; rateLimits/messageRateLimits.md, "
            "spam"
        ),
        "core.messages.lifecycle",
    ),
)
