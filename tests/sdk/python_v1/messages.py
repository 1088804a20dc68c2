"""Messages, and their callbacks."""

from bandwidth_sdk import Event, Media, Message

from sdk.python_v1.recorder import Recorder


def run(recorder: Recorder) -> None:
    _send(recorder)
    _batch(recorder)
    _read(recorder)
    callback = recorder.plan["callback"].encode()
    event = recorder.step("Event.create", lambda: vars(Event.create(data=callback)))
    recorder.step("Event.create message", lambda: Message.get(event["message_id"]))


def _send(recorder: Recorder) -> None:
    line, person = recorder.plan["line"], recorder.plan["person"]
    options = {"receipt_requested": "all", "tag": "order 7", "callback_url": "http://app.test/dlr"}
    sent = recorder.step("Message.send", lambda: Message.send(line, person, "until six", **options))
    recorder.step("Message.send refused", lambda: Message.send("+19195559999", person, "hello"))
    cat = Media("cat.jpg")
    mms = recorder.step("Message.send media", lambda: Message.send(line, person, media_list=[cat]))
    recorder.step("Message.get", lambda: Message.get(sent.id))
    recorder.step("Message.get media", lambda: Message.get(mms.id))
    recorder.step("Message.get unknown", lambda: Message.get("m-unknown"))


def _batch(recorder: Recorder) -> None:
    line, person = recorder.plan["line"], recorder.plan["person"]
    batch = Message.send_batch()
    recorder.step("Message.send_batch", lambda: batch.messages)
    recorder.step(
        "Message.send_batch.push_message",
        lambda: [batch.push_message(line, to, text) for to, text in ((person, "a"), ("", "b"))],
    )
    recorder.step("Message.send_batch.execute", batch.execute)
    recorder.step("Message.send_batch.execute errors", lambda: batch.errors)


def _read(recorder: Recorder) -> None:
    line, person = recorder.plan["line"], recorder.plan["person"]
    recorder.step("Message.list", lambda: Message.list(sender=line, receiver=person, size=2))
    recorder.step("Message.list received", lambda: Message.list(direction="in"))
    pages = recorder.step(
        "Message.page_iterator", lambda: list(Message.page_iterator(chunk_size=2))
    )
    recorder.step("Message.page_iterator sizes", lambda: [len(page) for page in pages])
    recorder.step("Message.as_iterator", lambda: list(Message.as_iterator(chunk_size=3)))
