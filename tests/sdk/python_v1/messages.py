"""Messages, and the callbacks that tell of them."""

from bandwidth_sdk import Event, Media, Message

from sdk.python_v1.book import Book


def run(book: Book) -> None:
    _send(book)
    _batch(book)
    _read(book)
    told = book.plan["callback"].encode()
    event = book.step("Event.create", lambda: vars(Event.create(data=told)))
    book.step("Event.create message", lambda: Message.get(event["message_id"]))


def _send(book: Book) -> None:
    line, person = book.plan["line"], book.plan["person"]
    options = {"receipt_requested": "all", "tag": "order 7", "callback_url": "http://app.test/dlr"}
    sent = book.step("Message.send", lambda: Message.send(line, person, "until six", **options))
    book.step("Message.send refused", lambda: Message.send("+19195559999", person, "hello"))
    cat = Media("cat.jpg")
    mms = book.step("Message.send media", lambda: Message.send(line, person, media_list=[cat]))
    book.step("Message.get", lambda: Message.get(sent.id))
    book.step("Message.get media", lambda: Message.get(mms.id))
    book.step("Message.get unknown", lambda: Message.get("m-unknown"))


def _batch(book: Book) -> None:
    line, person = book.plan["line"], book.plan["person"]
    batch = Message.send_batch()
    book.step("Message.send_batch", lambda: batch.messages)
    book.step(
        "Message.send_batch.push_message",
        lambda: [batch.push_message(line, to, text) for to, text in ((person, "a"), ("", "b"))],
    )
    book.step("Message.send_batch.execute", batch.execute)
    book.step("Message.send_batch.execute errors", lambda: batch.errors)


def _read(book: Book) -> None:
    line, person = book.plan["line"], book.plan["person"]
    book.step("Message.list", lambda: Message.list(sender=line, receiver=person, size=2))
    book.step("Message.list received", lambda: Message.list(direction="in"))
    pages = book.step("Message.page_iterator", lambda: list(Message.page_iterator(chunk_size=2)))
    book.step("Message.page_iterator sizes", lambda: [len(page) for page in pages])
    book.step("Message.as_iterator", lambda: list(Message.as_iterator(chunk_size=3)))
