"""Callbacks: how often they are made, in which order, and when."""

from contextlib import suppress
from threading import Timer

from wrong.changes import fields_of
from wrong.instance import Line, acts, calls
from wrong.message import Message

OK = Message("HTTP/1.1 200 OK", (("Content-Length", "0"),))
_LATE = 0.3  # seconds


def doubled(request: Message, line: Line) -> Message:
    line.send_anew(request)
    return line.send(request)


def lost(request: Message, line: Line) -> Message:
    return OK


def late(request: Message, line: Line) -> Message:
    def send() -> None:
        with suppress(OSError):  # the suite, with its receiver, may have ended
            line.send_anew(request)

    Timer(_LATE, send).start()
    return OK


def swapped(request: Message, line: Line) -> Message:
    """The two events of a receipt change places."""
    state = fields_of(request).get("deliveryState")
    if state == "waiting":
        line.kept.append(request)
        return OK
    answer = line.send(request)
    while state and line.kept:
        line.send_anew(line.kept.pop())
    return answer


def is_receipt(request: Message) -> bool:
    return "deliveryCode" in fields_of(request)


def without_receipts(request: Message, line: Line) -> Message:
    return OK if is_receipt(request) else line.send(request)


def without_waiting(request: Message, line: Line) -> Message:
    waits = fields_of(request).get("deliveryState") == "waiting"
    return OK if waits else line.send(request)


def without_errors(request: Message, line: Line) -> Message:
    return OK if fields_of(request).get("state") == "error" else line.send(request)


def receipts_of_failures_only(request: Message, line: Line) -> Message:
    delivered = fields_of(request).get("deliveryState") == "delivered"
    return OK if delivered else line.send(request)


def without_mms(request: Message, line: Line) -> Message:
    return OK if fields_of(request).get("eventType") == "mms" else line.send(request)


def once_for_each_message(request: Message, line: Line) -> Message:
    """The same text is taken for a retry."""
    known = [(each.target, fields_of(each).get("messageId")) for each in line.kept]
    line.kept.append(request)
    again = (request.target, fields_of(request).get("messageId")) in known
    return OK if again else line.send(request)


def settled(request: Message, line: Line) -> Message:
    """The simulator's clock runs until all is sent, before the answer is there."""
    answer = line.send(request)
    if answer.status in (201, 202):
        user = request.target.split("/")[3]
        line.send_anew(Message(
            f"POST /_simulator/tenants/{user}/settle HTTP/1.1",
            (("Host", "127.0.0.1"), ("Content-Type", "application/json"), ("Content-Length", "2")),
            b"{}",
        ))  # fmt: skip
    return answer


def settled_after_batches(request: Message, line: Line) -> Message:
    return settled(request, line) if request.body[:1] == b"[" else line.send(request)


def batches_untold(request: Message, line: Line) -> Message:
    """Messages of a batch have no callbacks."""
    if request.body[:1] != b"[":
        return line.send(request)
    return line.send(request.with_body(request.body.replace(b'"callbackUrl":"http:', b'"tag":"')))


ROWS = (
    calls("callback-doubled", doubled),
    calls("callback-by-get-doubled", doubled, method="GET"),
    calls("callback-lost", lost),
    calls("callback-by-get-lost", lost, method="GET"),
    calls("callback-late", late),
    calls("callback-receipt-before-sent", swapped),
    calls("callback-receipt-lost", without_receipts),
    calls("callback-waiting-left-out", without_waiting),
    calls("callback-of-errors-left-out", without_errors),
    calls("callback-of-deliveries-left-out", receipts_of_failures_only),
    calls("callback-of-mms-left-out", without_mms),
    calls("callback-once-for-each-message", once_for_each_message),
    acts("callback-before-the-answer", "POST messages", settled),
    acts("callback-of-batches-before-the-answer", "POST messages", settled_after_batches),
    acts("callback-of-batches-lost", "POST messages", batches_untold),
)  # fmt: skip
