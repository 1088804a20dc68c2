"""The account, its transactions and its errors."""

from bandwidth_sdk import Account, RESTClientObject, UserError, set_client

from sdk.python_v1.recorder import Recorder


def run(recorder: Recorder) -> None:
    step = recorder.step
    step("Account.get", Account.get)
    step("Account.get wrong secret", lambda: _with_wrong_secret(recorder))
    step("Account.get_transactions", lambda: Account.get_transactions(number=recorder.plan["line"]))
    step("Account.get_transactions few", lambda: Account.get_transactions(max_items=1, page=0))
    listed = step("UserError.list", lambda: UserError.list(size=2))
    step("UserError.get", lambda: UserError.get(listed[0].id))
    step("UserError.get unknown", lambda: UserError.get("ue-unknown"))
    step("UserError.page_iterator", lambda: list(UserError.page_iterator(chunk_size=2)))
    step("UserError.as_iterator", lambda: list(UserError.as_iterator(chunk_size=2)))


def _with_wrong_secret(recorder: Recorder) -> Account:
    access = recorder.plan["access"]
    wrong = (access["apiToken"], "wrong")
    right = set_client(RESTClientObject(access["userId"], wrong, endpoint=access["baseUrl"]))
    try:
        return Account.get()
    finally:
        set_client(right)
