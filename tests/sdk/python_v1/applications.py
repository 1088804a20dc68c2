"""Applications."""

from bandwidth_sdk import Application

from sdk.python_v1.recorder import Recorder

URL = "http://app.test/sms"


def run(recorder: Recorder) -> None:
    step = recorder.step
    made = step("Application.create", lambda: Application.create(name="shop", incoming_sms_url=URL))
    step("Application.create refused", lambda: Application.create(name="shop"))
    step("Application.get", lambda: Application.get(made.id))
    step("Application.patch", lambda: made.patch(name="store", callback_http_method="get"))
    stale = Application(made.id)
    step("Application.refresh", lambda: (stale.refresh(), stale)[1])
    for name in ("second", "third"):
        Application.create(name=name, incoming_sms_url=URL)
    step("Application.list", lambda: Application.list(page=0, size=2))
    step("Application.page_iterator", lambda: list(Application.page_iterator(chunk_size=2)))
    step("Application.as_iterator", lambda: list(Application.as_iterator(chunk_size=2)))
    step("Application.delete", made.delete)
    step("Application.get deleted", lambda: Application.get(made.id))
