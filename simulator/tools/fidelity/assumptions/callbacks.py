"""Assumptions about callbacks."""

from fidelity.assumptions.kinds import Assumption

CALLBACKS = (
    Assumption(
        "C1",
        "With `receiptRequested` `error`, a delivered message has one callback: `sent` and "
        "`waiting`.",
        "one sentence of the documents",
        "core.messages.lifecycle",
        otherwise="It may also send a callback for the delivery, or none at all.",
    ),
    Assumption(
        "C2",
        "The `sent` callback is sent without a receipt too, if the message has a `callbackUrl`.",
        "the documents' sample and users of clients",
        "core.messages.lifecycle",
        otherwise="It may send callbacks only if a receipt was requested.",
    ),
    Assumption(
        "C3",
        "The callback of `error` looks like any other, with delivery fields if a receipt was "
        "requested.",
        "the list of states only",
        "core.messages.lifecycle",
    ),
    Assumption(
        "C4",
        "`queued` and `sending` have no callbacks.",
        'older text says "every state transition"; traffic shows `sent` only',
        "core.messages.lifecycle",
    ),
    Assumption(
        "C5",
        "Any 2xx response to a callback is a success.",
        "no source",
        "core.callbacks",
    ),
    Assumption(
        "C6",
        "A redirect in response to a callback is a failure.",
        "no source",
        "callbacks.http_sender",
        otherwise="It may follow redirects.",
    ),
    Assumption(
        "C7",
        "TLS certificates of callback servers are verified.",
        "the documents ask for a valid one",
        "callbacks.http_sender",
        "HttpSender(verify_tls)",
        otherwise="It may accept a self-signed certificate.",
    ),
    Assumption(
        "C8",
        "A response to a callback that is not 2xx is a `callback-io-error`.",
        "timeouts and I/O errors are the only codes known",
        "core.delivery",
    ),
    Assumption(
        "C9",
        "A failed first attempt is kept in the errors resource even if the fallback succeeds.",
        "no source",
        "core.delivery",
    ),
    Assumption(
        "C10",
        "An application without a message URL causes `no-callback-for-message`.",
        "worded after `no-callback-for-call` of methods/errors/getErrors.md",
        "core.messages.inbox",
    ),
    Assumption(
        "C11",
        "GET callbacks are form-encoded: `+` for a space, `%3A` for a colon.",
        "samples differ",
        "callbacks.http_sender",
    ),
    Assumption(
        "C12",
        "`media` of a GET callback is one bracketed value, percent-encoded.",
        "the documents print the brackets unencoded",
        "callbacks.http_sender",
    ),
    Assumption(
        "C13",
        "GET callbacks have the `User-Agent` of POST ones. Its timestamp is 20190501120000.",
        "the documents print a placeholder in braces",
        "core.rules",
        "profile",
    ),
    Assumption(
        "C14",
        "Callbacks have `Accept: */*`, `Accept-Encoding: gzip,deflate` and `Connection: "
        "keep-alive`.",
        "not captured in any source",
        "callbacks.http_sender",
    ),
    Assumption(
        "C15",
        "The fallback callback has the method and body of the first.",
        "no source",
        "core.delivery",
    ),
    Assumption(
        "C16",
        "In a GET callback, `tag` and the delivery fields follow `state`.",
        "the documents describe them for callbacks in general",
        "core.callback_fields",
    ),
    Assumption(
        "C17", 'The `text` of an MMS without text is `""`.', "no source", "core.messages.inbox"
    ),
    Assumption(
        "C18",
        "Callbacks of outbound messages have no `applicationId`.",
        "one how-to shows it, recorded traffic does not",
        "core.messages.lifecycle",
    ),
    Assumption(
        "C19",
        "A receipt comes 1 s after the message was accepted: 100 ms to `sending`, 150 ms to "
        "`sent`, 750 ms to the receipt.",
        "recorded fixtures show seconds",
        "core.rules",
        "dequeue_ms, carrier_ms, receipt_ms",
        otherwise="It may take from under a second to minutes.",
    ),
    Assumption(
        "C20",
        "A failed callback does not change the message's state.",
        "no source",
        "core.delivery",
    ),
    Assumption(
        "C21",
        "Callback bodies have the key order of a Java hash map. The places of `media` and "
        "`tag` are a guess.",
        "the rule reproduces every recorded body; none has those two",
        "core.callback_fields",
    ),
    Assumption(
        "C22",
        "Credentials in a callback URL are never shown or kept.",
        "no source; they are secrets",
        "core.urls",
    ),
    Assumption(
        "C23",
        "With `receiptRequested` `none`, a failure causes a callback only if it is spam.",
        "one sentence on spam detection",
        "core.messages.lifecycle",
    ),
    Assumption(
        "C24",
        "No callback is sent before the request that causes it has been answered.",
        "an app may have one thread",
        "core.delivery",
    ),
    Assumption(
        "C25",
        "A callback URL keeps its query. The fields of a GET callback follow it.",
        "no source",
        "callbacks.http_sender",
    ),
)
