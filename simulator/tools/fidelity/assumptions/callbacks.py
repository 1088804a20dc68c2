"""Assumed of callbacks."""

from fidelity.assumptions.kinds import Assumption

CALLBACKS = (
    Assumption(
        "C1",
        "receipt `error`, delivered: the `sent`/`waiting` event only",
        "one sentence of the documents",
        "core.messages.lifecycle",
    ),
    Assumption(
        "C2",
        "the `sent` event goes out without a receipt, too, where there is a `callbackUrl`",
        "the documents' sample and users of clients say so",
        "core.messages.lifecycle",
    ),
    Assumption(
        "C3",
        "the event of `error` is a normal one, with delivery fields where a receipt was asked for",
        "the list of states only",
        "core.messages.lifecycle",
    ),
    Assumption(
        "C4",
        "no events for `queued` and `sending`",
        'older text says "every state transition"; traffic shows `sent` only',
        "core.messages.lifecycle",
    ),
    Assumption("C5", "2xx is success", "no source", "core.callbacks"),
    Assumption("C6", "redirects are failures", "no source", "callbacks.http_sender"),
    Assumption(
        "C7",
        "certificates of callback servers are verified",
        "the documents ask for a valid one",
        "callbacks.http_sender",
        "HttpSender(verify_tls)",
    ),
    Assumption(
        "C8",
        "an answer that is no 2xx is a `callback-io-error`",
        "time-outs and I/O errors are the only codes known",
        "core.delivery",
    ),
    Assumption(
        "C9",
        "a failed first attempt is kept as an error though the fallback succeeds",
        "no source",
        "core.delivery",
    ),
    Assumption(
        "C10",
        "an application without a message URL: `no-callback-for-message`",
        "worded after `no-callback-for-call`",
        "core.messages.inbox",
    ),
    Assumption(
        "C11",
        "GET callbacks are form encoded: `+` for a space, `%3A` for a colon",
        "samples differ",
        "callbacks.http_sender",
    ),
    Assumption(
        "C12",
        "`media` of a GET callback is one bracketed value, percent-encoded",
        "the documents print the brackets raw",
        "callbacks.http_sender",
    ),
    Assumption(
        "C13",
        "GET callbacks have the same `User-Agent`; its timestamp is 20190501120000",
        "the documents print a placeholder in braces",
        "core.rules",
        "profile",
    ),
    Assumption(
        "C14",
        "`Accept: */*`, `Accept-Encoding: gzip,deflate`, `Connection: keep-alive`",
        "not captured in any source",
        "callbacks.http_sender",
    ),
    Assumption("C15", "the fallback has the same method and body", "no source", "core.delivery"),
    Assumption(
        "C16",
        "`tag` and the delivery fields follow `state` in a GET callback",
        "the documents describe them for callbacks in general",
        "core.callbacks",
    ),
    Assumption(
        "C17", 'the `text` of a picture without words is `""`', "no source", "core.messages.inbox"
    ),
    Assumption(
        "C18",
        "outbound events have no `applicationId`",
        "one how-to shows it, recorded traffic does not",
        "core.messages.lifecycle",
    ),
    Assumption(
        "C19",
        "1 s from accepted to the receipt: 100, 150 and 750 ms",
        "seconds in recorded fixtures",
        "core.rules",
        "dequeue_ms, carrier_ms, receipt_ms",
    ),
    Assumption(
        "C20", "a failed callback leaves the message's state alone", "no source", "core.delivery"
    ),
    Assumption(
        "C21",
        "bodies have the key order of a Java hash map; `media` and `tag` stand in it by guess",
        "the rule reproduces every recorded body, none of which has those two",
        "core.callbacks",
    ),
    Assumption(
        "C22",
        "credentials in a callback URL are stripped from whatever is shown or kept",
        "no source; they are secrets",
        "core.delivery",
    ),
    Assumption(
        "C23",
        "`none` hears of a failure only where it is spam",
        "one sentence on spam detection",
        "core.messages.lifecycle",
    ),
)
