"""Numbers, the search for them, and caller names."""

from bandwidth_sdk import Application, NumberInfo, PhoneNumber

from sdk.python_v1.recorder import Recorder


def run(recorder: Recorder) -> None:
    _search(recorder)
    _manage(recorder)
    recorder.step("NumberInfo.get", lambda: NumberInfo.get(recorder.plan["person"]))
    recorder.step("NumberInfo.get refused", lambda: NumberInfo.get("nobody"))


def _search(recorder: Recorder) -> None:
    step = recorder.step
    step("PhoneNumber.list_local", lambda: PhoneNumber.list_local(area_code="919", quantity=2))
    step(
        "PhoneNumber.list_tollfree",
        lambda: PhoneNumber.list_tollfree(pattern="*42", quantity=1),
    )
    step(
        "PhoneNumber.batch_allocate_local",
        lambda: PhoneNumber.batch_allocate_local(state="NC", quantity=2),
    )
    step(
        "PhoneNumber.batch_allocate_tollfree",
        lambda: PhoneNumber.batch_allocate_tollfree(quantity=2),
    )


def _manage(recorder: Recorder) -> None:
    step = recorder.step
    shop = Application.create(name="shop", incoming_sms_url="http://app.test/sms")
    (found,) = PhoneNumber.list_local(area_code="919", quantity=1)
    step("PhoneNumber.allocate", lambda: found.allocate(application=shop, name="front desk"))
    step("PhoneNumber.get", lambda: PhoneNumber.get(found.id))
    step("PhoneNumber.get_number_info", lambda: PhoneNumber.get_number_info(found.number))
    step("PhoneNumber.patch", lambda: found.patch(application=shop, name="back door"))
    stale = PhoneNumber(found.id)
    step("PhoneNumber.refresh", lambda: (stale.refresh(), stale)[1])
    step("PhoneNumber.list", lambda: PhoneNumber.list(name="back door", application_id=shop.id))
    step("PhoneNumber.page_iterator", lambda: list(PhoneNumber.page_iterator(chunk_size=4)))
    step("PhoneNumber.as_iterator", lambda: list(PhoneNumber.as_iterator(chunk_size=4)))
    step("PhoneNumber.delete", found.delete)
    step("PhoneNumber.list deleted", lambda: PhoneNumber.list(name="back door"))
