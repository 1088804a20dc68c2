"""Settled: callbacks."""

from catapult_simulator.core.evidence import documented, observed, sdk
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
        sdk("java-bandwidth-sms-dlr-example is done after two, of sent and of the receipt"),
        "core.messages.lifecycle",
        'howto/smsDLR.md: "on each state transition"',
    ),
    Settled(
        "C7",
        "TLS certificates of callback servers are verified.",
        documented("callbackSecurity.html: a valid, trusted certificate"),
        "callbacks.http_sender",
        switch="HttpSender(verify_tls)",
    ),
    Settled(
        "C8",
        "A response to a callback that is not 2xx is a `callback-http-failure-status`.",
        observed("recorded errors 2017-02: 404 and 405"),
        "core.delivery",
    ),
    Settled(
        "C17",
        'The `text` of an MMS without text is `""`.',
        sdk("sgx-catapult, an app, asks whether it is empty, never whether it is there"),
        "core.messages.inbox",
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
