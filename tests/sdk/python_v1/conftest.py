"""bandwidth-sdk 1.10.0: one script calls all methods in scope, the tests read its report.

The script runs in an environment of its own, because both generations have one name on PyPI.
"""

from pathlib import Path

import pytest

from catapult_simulator.cli.receiver import Receiver
from sdk import installs
from sdk.scripts import Script
from sdk.sdk_account import LINE, PERSON, SdkAccount, open_account

TESTS = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def script(simulator_url: str, tmp_path_factory: pytest.TempPathFactory) -> Script:
    """The report for an account that owns `LINE` and received one message."""
    interpreter = installs.python_v1()
    account = open_account(simulator_url)
    plan = {
        "access": account.access,
        "line": LINE,
        "person": PERSON,
        "callback": callback_of(account),
        "file": str(tmp_path_factory.mktemp("python") / "cat.mp3"),
    }
    command = (interpreter, "-m", "sdk.python_v1")
    return Script(command, plan, PYTHONPATH=str(TESTS))


def callback_of(account: SdkAccount) -> str:
    """Receive a message at `LINE`; the body of its callback."""
    with Receiver() as app:
        shop = account.create("applications", {"name": "app", "incomingMessageUrl": app.url})
        account.order_number(applicationId=shop)
        account.receive_message("open today?")
        callback = app.next()
    assert callback is not None
    return callback.body.decode()
