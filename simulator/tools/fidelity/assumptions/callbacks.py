"""Assumptions about callbacks."""

from fidelity.assumptions.kinds import Assumption

CALLBACKS = (
    Assumption(
        "C3",
        "The callback of `error` looks like any other, with delivery fields if a receipt was "
        "requested.",
        "the list of states only",
        "core.messages.lifecycle",
    ),
    Assumption(
        "C5",
        "Any 2xx response to a callback is a success.",
        "404 and 405 were failures; nothing else is known",
        "core.callbacks",
        otherwise="It may want 200. Answer 200.",
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
        'callbackSecurity.html: a server "should present a valid, trusted certificate"',
        "callbacks.http_sender",
        "HttpSender(verify_tls)",
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
        "The brackets, comma and space of `media` in a GET callback are percent-encoded.",
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
        "C17",
        'The `text` of an MMS without text is `""`.',
        "sgx-catapult, an app, asks whether it is empty, never whether it is there",
        "core.messages.inbox",
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
    Assumption(
        "C26",
        "An answer to a callback that breaks off or is no HTTP is a `callback-io-error`, one that "
        "is incomplete at the end of the time a `callback-server-timeout`. The next message is "
        "sent to the same URL again.",
        "by the sentences of these errors",
        "callbacks.http_sender",
    ),
)
