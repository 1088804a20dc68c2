"""node-bandwidth 2.4.1: one script calls all methods in scope, the tests read its report."""

from pathlib import Path

import pytest

from sdk import installs
from sdk.scripts import Script
from sdk.sdk_account import LINE, PERSON, open_account

SCRIPT = Path(__file__).parent / "run.js"


@pytest.fixture(scope="session")
def script(simulator_url: str, tmp_path_factory: pytest.TempPathFactory) -> Script:
    """The report for an account that owns `LINE` and received one message."""
    modules = installs.node_modules()
    account, limited = open_account(simulator_url), open_account(simulator_url)
    account.order_number()
    limited.add_fault(at="rest", path="account", error="rate-limit-reached")
    plan = {
        "access": account.access,
        "limited": limited.access,
        "line": LINE,
        "person": PERSON,
        "received": account.receive_message("open today?"),
        "file": str(tmp_path_factory.mktemp("node") / "cat.bin"),
    }
    return Script(["node", SCRIPT], plan, NODE_PATH=str(modules))
